"""Formats the log: each event is one short line, and no message can look like another event."""

import logging
import re
from copy import copy
from types import TracebackType
from typing import Literal

# Line breaks start a new line, escape codes control a terminal, and direction marks reorder the text.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
FORMAT = "{asctime} {levelname} {name}: {message}"

# In characters. An address of 180,000 characters would otherwise fill the disk, one request at a time.
MAX_LINE = 2_000
MAX_TRACEBACK = 20_000

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def escape_unsafe(text: str) -> str:
    """Return the text with control and direction characters escaped, as \\n or \\u202e."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def shorten(text: str, limit: int = MAX_LINE) -> str:
    """Return the text with its middle replaced by the number of characters left out, if it is too long.

    Args:
        text: to write to the log.
        limit: the number of characters kept: three quarters from the beginning, a quarter from the end.
    """
    if len(text) <= limit:
        return text
    tail = limit // 4
    return f"{text[: limit - tail]} … {len(text) - limit:,} characters … {text[-tail:]}"


class LineFormatter(logging.Formatter):
    """Formats each event as one line. A traceback follows indented, so that it does not look like events."""

    def __init__(
        self,
        form: str = FORMAT,
        dates: str | None = None,
        style: Literal["%", "{", "$"] = "{",
    ) -> None:
        super().__init__(form, dates, style)

    def format(self, record: logging.LogRecord) -> str:
        if getattr(record, "status_code", 500) < 500:
            # The client made a mistake, which a traceback of our code would not explain.
            record = copy(record)
            record.exc_info = record.exc_text = None
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = escape_unsafe(shorten(record.message))
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:
        lines = shorten(super().formatException(ei), MAX_TRACEBACK).split("\n")
        return "\n".join(f"    {escape_unsafe(shorten(line))}" for line in lines)


# One line for each event, on standard error.
CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "helpcenter.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Scanners that send an invalid Host header would fill the log. The response is 400.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "faq": {"level": "INFO"},
    },
}
