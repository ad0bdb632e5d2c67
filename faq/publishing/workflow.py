"""The transitions of a question: submit, send back and archive; publication.py has the one to readers."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, ReviewComment, ScheduledPublication
from faq.models.review_comment import COMMENT_LENGTH
from faq.publishing import permissions, revisions
from faq.publishing.audit import name_of, record
from faq.publishing.content_snapshot import snapshot_of
from faq.publishing.exceptions import CannotMove
from faq.publishing.locking import lock, lock_unscheduled
from faq.publishing.publication import nothing_to_read
from faq.publishing.scheduling import drop_schedule
from faq.publishing.style_check import unexplained_warnings
from faq.publishing.urls.backlinks import recheck_links_to


def submit(question: Question, *, by: User, at: datetime, note: str = "") -> None:
    """Submit a draft or working copy for review.

    Args:
        question: the stored draft or working copy.
        by: the author, to whom reviewers send it back.
        at: the current time.
        note: a comment for the reviewers. It has to explain the warnings of the style rules that are new.

    Raises:
        CannotMove: the text is not a draft or has no answer, or the note is too long.
        BreaksStyleRules: the text breaks a style rule.
        NoteRequired: the style rules warn of something that nobody explained, and the note is empty.
        NotAllowed: `by` may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors can send texts for review."))
    with transaction.atomic():
        question = lock_unscheduled(question, at)
        if question.status != Question.Status.DRAFT:
            raise CannotMove(_("Its state is already “{}”.").format(question.get_status_display()))
        if problem := nothing_to_read(question):
            raise CannotMove(problem)
        warning = unexplained_warnings(question, snapshot_of(question), at)
        if warning and not note.strip():
            raise warning
        if note.strip():
            _comment(question, note, by=by, at=at, explains=warning.keys if warning else None)
        question.status = Question.Status.IN_REVIEW
        question.submitted_by = by
        question.submitted_at = at
        question.sent_back_at = None
        question.save()
        record(AuditEntry.Act.SUBMITTED, question, by=by, at=at)


def send_back(question: Question, text: str, *, by: User, at: datetime) -> None:
    """Send a text in review back to its author, with a comment that says why.

    Authors may take their own text back, without a comment.

    Raises:
        CannotMove: the text is not in review, or the comment is empty or too long.
        NotAllowed: `by` neither may review nor submitted the text.
    """
    with transaction.atomic():
        question = lock_unscheduled(question, at)
        is_own = question.submitted_by_id == by.pk and permissions.may_edit(by)
        permissions.require(
            permissions.may_review(by) or is_own, _("Only reviewers can send texts back.")
        )
        if question.status != Question.Status.IN_REVIEW:
            raise CannotMove(_("It is not in review."))
        if not is_own or text:
            _comment(question, text, by=by, at=at, sends_back=True)
        question.status = Question.Status.DRAFT
        # Authors who take a text back need no reminder.
        question.sent_back_at = None if is_own else at
        question.save()
        record(AuditEntry.Act.SENT_BACK, question, by=by, at=at)


def comment(question: Question, text: str, *, by: User, at: datetime) -> None:
    """Add a review comment to a draft or working copy.

    Raises:
        CannotMove: the comment is empty or too long.
        NotAllowed: `by` may not edit.
    """
    permissions.require(
        permissions.may_edit(by) or permissions.may_review(by),
        _("Only editors and reviewers can comment."),
    )
    _comment(question, text, by=by, at=at)


def archive(
    question: Question, *, by: User, at: datetime, replaced_by: Question | None = None
) -> None:
    """Archive a question: readers no longer see it, editors do.

    Args:
        question: the stored question.
        by: the user.
        at: the current time.
        replaced_by: the question to which the page at the old address links.

    Raises:
        CannotMove: it is a working copy, already archived, or its own replacement.
        NotAllowed: `by` may not publish.
    """
    permissions.require(permissions.may_publish(by), _("Only reviewers can archive questions."))
    with transaction.atomic():
        question = lock(question)
        if question.is_copy:
            raise CannotMove(_("A working copy cannot be archived. Discard it instead."))
        if replaced_by is not None and replaced_by.pk == question.pk:
            raise CannotMove(_("A question cannot replace itself."))
        if question.status == Question.Status.ARCHIVED:
            raise CannotMove(_("Its state is already “{}”.").format(question.get_status_display()))
        if question.status == Question.Status.PUBLISHED:
            revisions.ensure_current(question, at=at)
        if since := question.scheduled_at(at):
            # It was never visible, so readers are not told that it is gone.
            question.published_at = None
            drop_schedule(question, since, by=by, at=at)
        ScheduledPublication.objects.filter(question=question).delete()
        question.status = Question.Status.ARCHIVED
        question.replaced_by = replaced_by or question.replaced_by
        question.save()
        detail = _("The old address links to “{}”.").format(replaced_by) if replaced_by else ""
        record(AuditEntry.Act.ARCHIVED, question, by=by, at=at, detail=detail)
        recheck_links_to(question, at)


def _comment(
    question: Question,
    text: str,
    *,
    by: User,
    at: datetime,
    sends_back: bool = False,
    explains: list[str] | None = None,
) -> None:
    text = text.strip()
    if not text:
        raise CannotMove(_("Write a comment that says what is missing."))
    if len(text) > COMMENT_LENGTH:
        problem = _("The comment has {} characters. Use at most {}.")
        raise CannotMove(problem.format(len(text), COMMENT_LENGTH))
    ReviewComment.objects.create(
        question=question,
        at=at,
        by=by,
        by_name=name_of(by),
        text=text,
        sends_back=sends_back,
        explains=explains,
    )
