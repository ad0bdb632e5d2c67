"""The revisions of a question: its content at each publication."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from faq.models import Question, Revision
from faq.publishing.audit import name_of
from faq.publishing.content_snapshot import ContentSnapshot, fingerprint, snapshot_of
from faq.publishing.urls.link_rewriting import with_current_links


def create_revision(
    question: Question,
    content: ContentSnapshot,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
) -> Revision:
    """Create the next revision of a question."""
    last = question.revisions.newest_first().first()
    return Revision.objects.create(
        question=question,
        number=last.number + 1 if last else 1,
        content=content,
        published_at=at,
        by=by if by is not None and by.pk else None,
        by_name=name_of(by),
        note=note,
    )


def ensure_current(question: Question, *, at: datetime) -> Revision:
    """Return the revision with the current content of a question, and create it if there is none.

    Content that a fixture or a program wrote has no revision. Without one it would be lost when a working
    copy replaces it.
    """
    content = snapshot_of(question)
    last = question.revisions.newest_first().first()
    if last and has_content(last, content):
        return last
    return create_revision(
        question, content, by=None, at=at, note=_("This content had no revision yet.")
    )


def has_content(revision: Revision, content: ContentSnapshot) -> bool:
    """Return whether a revision has this content, whatever addresses its links had at the time."""
    stored, given = (
        fingerprint(with_current_links(snapshot)) for snapshot in (revision.content, content)
    )
    return stored == given
