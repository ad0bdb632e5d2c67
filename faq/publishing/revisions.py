"""The history of a question: what it said each time it was published."""

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
    """Write down what a question says from now on, as its next revision."""
    last = question.revisions.newest_first().first()
    return Revision.objects.create(
        question=question,
        number=last.number + 1 if last else 1,
        content=content,
        published_at=at,
        by=by,
        by_name=name_of(by),
        note=note,
    )


def current(question: Question, *, at: datetime) -> Revision:
    """The revision that says what a question says now.

    What was loaded from a fixture or changed by a program has none yet, and gets it here: so the first
    working copy of it does not make the text forgotten that it takes the place of.
    """
    content = snapshot_of(question)
    last = question.revisions.newest_first().first()
    if last and says(last, content):
        return last
    return create_revision(question, content, by=None, at=at, note=_("As it was found."))


def says(revision: Revision, content: ContentSnapshot) -> bool:
    """Whether it says the same, but for the addresses that it links to, which others may have changed."""
    kept, asked = (fingerprint(with_current_links(each)) for each in (revision.content, content))
    return kept == asked
