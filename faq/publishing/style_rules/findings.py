"""Finding: a place in a text that breaks a style rule, and how to fix it."""

from enum import Enum
from typing import NamedTuple

from django.utils.translation import gettext as _

ERROR, WARNING = "error", "warning"


class LinkTarget(Enum):
    """The kinds of pages that a link can lead to."""

    READABLE = "a page that readers can see"
    WAITING = "a page that readers cannot see yet"
    NO_STEP = "a question without such a step"
    MISSING = "nothing"
    NOT_CHECKED = "a page that was not looked up, because the text links to too many"


class Finding(NamedTuple):
    """
    Args:
        rule: the name of the rule, as in the guide for editors.
        severity: ERROR, which prevents a review, or WARNING, which has to be explained.
        place: title, summary or body; steps.3.title for a text of the third step; answer for the whole.
        message: how to fix it, for an editor.
        words: the words that break the rule; empty for the whole text.
    """

    rule: str
    severity: str
    place: str
    message: str
    words: str = ""

    @property
    def where(self) -> str:
        """The place, in words for an editor."""
        return describe_place(self.place)


def describe_place(place: str) -> str:
    """Return a place in words for an editor.

    Args:
        place: as in Finding.
    """
    names = {
        "title": _("title"),
        "summary": _("summary"),
        "body": _("body"),
        "caution": _("caution"),
        "answer": _("the whole answer"),
    }
    first, _dot, rest = place.partition(".")
    number, _dot, part = rest.partition(".")
    if first in names:
        return names[first]
    return _("step {number}, {part}").format(number=number, part=names[part])
