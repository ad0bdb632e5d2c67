"""Working copies: the next text of a published question, written while readers see the current one."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, Revision
from faq.publishing import permissions
from faq.publishing.audit import acting_user, name_of, record
from faq.publishing.content_snapshot import ContentSnapshot, apply_snapshot, snapshot_of
from faq.publishing.exceptions import CannotMove
from faq.publishing.locking import lock, lock_changeable
from faq.publishing.revisions import ensure_current
from faq.publishing.urls.link_rewriting import with_current_links
from faq.text.times import show_time


class WorkingCopyExists(Exception):
    """The question already has a working copy.

    Attributes:
        copy: the working copy.
    """

    def __init__(self, copy: Question) -> None:
        self.copy = copy
        by, at = name_of(copy.started_by) or _("Somebody"), copy.started_at
        when = show_time(at) if at else "?"
        super().__init__(_("{} started this working copy: {}.").format(by, when))


def working_copy_of(question: Question) -> Question | None:
    """Return the working copy of a question, or None."""
    return Question.with_copies.filter(copy_of=question).select_related("started_by").first()


def open_working_copy(
    question: Question, *, by: User, at: datetime, content: ContentSnapshot | None = None
) -> Question:
    """Create a working copy of a question.

    Args:
        question: a published or archived question. Drafts are edited directly.
        by: the user.
        at: the current time.
        content: the content of the copy; by default that of the question.

    Raises:
        CannotMove: the question was deleted.
        WorkingCopyExists: it already has a working copy.
        NotAllowed: `by` may not edit.
    """
    copy, _notes = _open(question, content, by=by, at=at)
    return copy


def restore(revision: Revision, *, by: User, at: datetime) -> tuple[Question, list[str]]:
    """Create a working copy with the content of a revision. This changes nothing for readers.

    Returns:
        the working copy, and a sentence for each part of the revision that could not be restored.

    Raises:
        CannotMove: the question was deleted.
        WorkingCopyExists: it already has a working copy.
        NotAllowed: `by` may not edit.
    """
    if revision.question is None:
        raise CannotMove(_("The question of this revision was deleted."))
    content, notes = restorable(revision.content, at=at)
    copy, left_out = _open(revision.question, content, by=by, at=at)
    return copy, notes + left_out


def restorable(stored: ContentSnapshot, *, at: datetime) -> tuple[ContentSnapshot, list[str]]:
    """Return a former content as it can be stored now, and a sentence for each change that took."""
    notes: list[str] = []
    content: ContentSnapshot = {**with_current_links(stored)}
    if content["expires_at"] and datetime.fromisoformat(content["expires_at"]) <= at:
        content["expires_at"] = None
        notes.append(_("The time until which it was published has passed, so it was removed."))
    return content, notes


def _open(
    question: Question, content: ContentSnapshot | None, *, by: User, at: datetime
) -> tuple[Question, list[str]]:
    """Create a working copy, and say what of the content could not be restored."""
    permissions.require(permissions.may_edit(by), _("Only editors can create working copies."))
    try:
        with transaction.atomic():
            question = lock(question, among=Question.objects.all())
            if existing := working_copy_of(question):
                raise WorkingCopyExists(existing)
            copy = Question(
                is_copy=True,
                copy_of=question,
                topic=question.topic,
                position=question.position,
                based_on=ensure_current(question, at=at),
                started_by=by,
                started_at=at,
            )
            return copy, apply_snapshot(content or snapshot_of(question), copy)
    except IntegrityError:
        # Two requests created a working copy at the same time.
        if existing := working_copy_of(question):
            raise WorkingCopyExists(existing) from None
        raise


def discard(copy: Question, *, by: User, at: datetime) -> None:
    """Put a working copy into the trash. This changes nothing for readers.

    Raises:
        CannotMove: it is no longer a working copy, or it is in review and `by` may not publish.
        NotAllowed: `by` may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors can discard working copies."))
    with transaction.atomic():
        # The copy of a deleted question becomes the question itself when it is published.
        copy = lock_changeable(copy, by, at, among=Question.with_copies.copies())
        record(AuditEntry.Act.DISCARDED, copy, by=by, at=at)
        with acting_user(by):
            copy.delete()
