"""Finding: one place in which a text does not keep the contract, and how to mend it."""

from enum import Enum
from typing import NamedTuple

ERROR, WARNING = "error", "warning"


class Target(Enum):
    """What a link leads to."""

    READABLE = "what readers can see"
    WAITING = "what readers cannot see yet"
    MISSING = "nothing"


class Finding(NamedTuple):
    """
    Args:
        rule: the name of the rule, as in the guide for editors.
        severity: ERROR, which keeps a text from review, or WARNING, which needs a word.
        place: title, summary, body, or steps.3.title for a text of the third step; answer for the whole.
        message: what to do, for an editor.
        words: those of the text that are meant; empty for all of it.
    """

    rule: str
    severity: str
    place: str
    message: str
    words: str = ""
