"""Working copies: the next version of a question, written while readers see the one there is."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, Revision
from faq.publishing import permissions
from faq.publishing.audit import name_of, record
from faq.publishing.content_snapshot import ContentSnapshot, apply_snapshot, snapshot_of
from faq.publishing.exceptions import CannotMove
from faq.publishing.locking import locked
from faq.publishing.revisions import current
from faq.publishing.urls.link_rewriting import with_current_links


class WorkingCopyExists(Exception):
    """Somebody is writing the next version already.

    Attributes:
        copy: what is being written.
    """

    def __init__(self, copy: Question) -> None:
        self.copy = copy
        by, at = name_of(copy.started_by) or _("Somebody"), copy.started_at
        when = date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else "?"
        super().__init__(_("{} began this working copy: {}.").format(by, when))


def working_copy_of(question: Question) -> Question | None:
    """The working copy of a question, if somebody is writing one."""
    return Question.with_copies.filter(copy_of=question).select_related("started_by").first()


def open_working_copy(
    question: Question, *, by: User, at: datetime, content: ContentSnapshot | None = None
) -> Question:
    """Begin the next version of a question; readers see the one there is until it is published.

    Args:
        question: one that readers see or could see once; drafts are edited as they are.
        by: who writes it.
        at: when.
        content: what the copy says to begin with; what the question says unless it is given.

    Raises:
        CannotMove: it is gone.
        CopyExists: somebody began one already.
        NotAllowed: by whoever may not edit.
    """
    copy, _notes = _open(question, content, by=by, at=at)
    return copy


def restore(revision: Revision, *, by: User, at: datetime) -> tuple[Question, list[str]]:
    """Begin the next version of a question with what a revision says; nothing changes for readers.

    Returns:
        the working copy, and a sentence for each thing that could not be put back.

    Raises:
        CannotMove: the question is gone.
        CopyExists: somebody is writing a next version, which would be lost.
        NotAllowed: by whoever may not edit.
    """
    if revision.question is None:
        raise CannotMove(_("The question of this revision was deleted."))
    notes: list[str] = []
    content: ContentSnapshot = dict(with_current_links(revision.content))  # type: ignore[assignment]
    if content["expires_at"] and datetime.fromisoformat(content["expires_at"]) <= at:
        content["expires_at"] = None
        notes.append(_("The time at which it was to end is over; it has none now."))
    copy, left_out = _open(revision.question, content, by=by, at=at)
    return copy, notes + left_out


def _open(
    question: Question, content: ContentSnapshot | None, *, by: User, at: datetime
) -> tuple[Question, list[str]]:
    """The working copy, and what of the content could not be put into it."""
    permissions.require(permissions.may_edit(by), _("Only editors write working copies."))
    try:
        with transaction.atomic():
            question = locked(question, among=Question.objects.all())
            if existing := working_copy_of(question):
                raise WorkingCopyExists(existing)
            copy = Question(
                is_copy=True,
                copy_of=question,
                topic=question.topic,
                position=question.position,
                based_on=current(question, at=at),
                started_by=by,
                started_at=at,
            )
            return copy, apply_snapshot(content or snapshot_of(question), copy)
    except IntegrityError:
        # Both found none at the same moment.
        if existing := working_copy_of(question):
            raise WorkingCopyExists(existing) from None
        raise


def discard(copy: Question, *, by: User, at: datetime) -> None:
    """Throw a working copy away. Readers and history notice nothing.

    Raises:
        CannotMove: it is none any more, or waits for reviewers and it is not for them to say.
        NotAllowed: by whoever may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors discard working copies."))
    with transaction.atomic():
        # Published meanwhile, the copy of a question that is gone is what readers see.
        copy = locked(copy, among=Question.with_copies.copies())
        if copy.status == Question.Status.IN_REVIEW and not permissions.may_publish(by):
            raise CannotMove(_("It is in review."))
        record(AuditEntry.Act.DISCARDED, copy, by=by, at=at)
        copy.delete()
