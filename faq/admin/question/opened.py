"""The signed fields of the question form: the text that was opened, and conflicts that wait for a choice."""

from typing import NamedTuple, TypedDict

from django.core import signing

from faq.models import Question
from faq.publishing import ContentSnapshot, snapshot_of
from faq.publishing.three_way_merge import Conflict, Place

_OPENED, _CONFLICTS = "faq.admin.opened", "faq.admin.conflicts"


class Opened(NamedTuple):
    """What somebody opened in the form.

    Attributes:
        content: the text as it was stored.
        live: the primary key of the published question, if the text was its working copy.
    """

    content: ContentSnapshot
    live: int | None


class PendingConflicts(TypedDict):
    """Conflicts that the form shows.

    Attributes:
        conflicts: each as a list of its values.
        names: who saved the other text.
    """

    conflicts: list[Conflict]
    names: str


def sign_opened(question: Question, content: ContentSnapshot | None = None) -> str:
    """Return the signed text of a question, by default as it is stored."""
    opened = [content or snapshot_of(question), question.copy_of_id]
    return signing.dumps(opened, salt=_OPENED, compress=True)


def read_opened(text: str) -> Opened | None:
    """Return what sign_opened() signed, or None."""
    try:
        opened = signing.loads(text, salt=_OPENED)
    except signing.BadSignature:
        return None
    # Forms that were opened before the upgrade have the content alone.
    is_content = isinstance(opened, dict)
    return Opened(*((opened, None) if is_content else opened))


def sign_conflicts(pending: PendingConflicts) -> str:
    return signing.dumps(pending, salt=_CONFLICTS, compress=True)


def read_conflicts(text: str) -> PendingConflicts:
    """Return what sign_conflicts() signed; no conflicts for any other text."""
    try:
        found = signing.loads(text, salt=_CONFLICTS)
    except signing.BadSignature:
        return {"conflicts": [], "names": ""}
    conflicts = [
        Conflict(Place(*place), mine, theirs) for place, mine, theirs in found["conflicts"]
    ]
    return {"conflicts": conflicts, "names": found["names"]}
