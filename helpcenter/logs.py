"""How a line of the log looks, whoever caused it: one line, from which nothing can break out."""

import logging
import re
from copy import copy
from typing import Any

# Line breaks begin another line, escapes tell a terminal what to do, directions reorder what is read.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
FORM = "{asctime} {levelname} {name}: {message}"


def one_line(text: str) -> str:
    """The text with everything escaped that is not to be printed, as \\n or \\u202e."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


class Line(logging.Formatter):
    """One line for each event. What follows it of an error of ours is set in, so it looks like no event."""

    def __init__(self, form: str = FORM, dates: str | None = None, style: Any = "{") -> None:
        super().__init__(form, dates, style)

    def format(self, record: logging.LogRecord) -> str:
        if getattr(record, "status_code", 500) < 500:
            # The client's fault: where in our code it was noticed tells nothing, at length.
            record = copy(record)
            record.exc_info = record.exc_text = None
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = one_line(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        lines = super().formatException(ei).split("\n")
        return "\n".join(f"    {one_line(each)}" for each in lines)
