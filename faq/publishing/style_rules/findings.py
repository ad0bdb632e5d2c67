"""Finding: one place in which a text does not keep the contract, and how to mend it."""

from enum import Enum
from typing import NamedTuple

from django.utils.translation import gettext as _

ERROR, WARNING = "error", "warning"


class Target(Enum):
    """What a link leads to."""

    READABLE = "what readers can see"
    WAITING = "what readers cannot see yet"
    NO_STEP = "a question without such a step"
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

    @property
    def where(self) -> str:
        """The place in words."""
        names = {
            "title": _("title"),
            "summary": _("summary"),
            "body": _("body"),
            "caution": _("caution"),
            "answer": _("the whole answer"),
        }
        first, _dot, rest = self.place.partition(".")
        number, _dot, part = rest.partition(".")
        if first in names:
            return names[first]
        return _("step {number}, {part}").format(number=number, part=names[part])
