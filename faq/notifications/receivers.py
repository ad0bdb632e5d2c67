"""The receivers that notify people of what the audit log records, of removed texts and of comments."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models.signals import post_save

from faq.models import AuditEntry, Notification, Question, ReviewComment, TrashedText
from faq.notifications.recipients import notify, reviewer_ids
from faq.publishing.audit import recorded

_Act, _Kind = AuditEntry.Act, Notification.Kind
# Acts of which those are told who wrote or scheduled the text.
_KINDS = {
    _Act.PUBLISHED: _Kind.PUBLISHED,
    _Act.SCHEDULED: _Kind.SCHEDULED,
    _Act.RESCHEDULED: _Kind.RESCHEDULED,
    _Act.UNSCHEDULED: _Kind.UNSCHEDULED,
    _Act.NOT_PUBLISHED: _Kind.NOT_PUBLISHED,
}

_SAYS_WHEN_OR_WHY = (_Kind.SCHEDULED, _Kind.RESCHEDULED, _Kind.UNSCHEDULED, _Kind.NOT_PUBLISHED)


def connect_receivers() -> None:
    """Connect the receivers."""
    recorded.connect(_act_recorded, sender=Question, dispatch_uid="faq_notify_of_acts")
    post_save.connect(_text_trashed, sender=TrashedText, dispatch_uid="faq_notify_of_removals")
    post_save.connect(_comment_saved, sender=ReviewComment, dispatch_uid="faq_notify_of_comments")


def _act_recorded(
    act: AuditEntry.Act,
    question: Question,
    by: User | None,
    at: datetime,
    detail: str,
    concerned: Collection[int] | None,
    **kwargs: object,
) -> None:
    if act == _Act.SUBMITTED:
        note = ReviewComment.objects.filter(question=question, at=at, by=by).first()
        notify(
            _Kind.SUBMITTED,
            reviewer_ids(),
            question=question,
            title=question.title,
            by=by,
            at=at,
            comment=note.text if note else "",
        )
    elif act in _KINDS:
        kind = _KINDS[act]
        notify(
            kind,
            question.concerned_ids() if concerned is None else concerned,
            question=question,
            title=question.title,
            by=by,
            at=at,
            comment=detail if kind in _SAYS_WHEN_OR_WHY else "",
        )


def _text_trashed(
    instance: TrashedText, created: bool, raw: bool = False, **kwargs: object
) -> None:
    if raw or not created:
        return
    # It is about to be deleted.
    question = Question.with_copies.filter(pk=instance.question_pk).first()
    notify(
        _Kind.REMOVED,
        question.concerned_ids() if question else (),
        question=None,
        trashed=instance,
        title=str(instance),
        by=instance.deleted_by,
        at=instance.deleted_at,
    )


def _comment_saved(
    instance: ReviewComment, created: bool, raw: bool = False, **kwargs: object
) -> None:
    if raw or not created:
        return
    question = instance.question
    people = question.author_ids()
    if not instance.sends_back:
        earlier = question.review_comments.exclude(by=None)
        people |= set(earlier.values_list("by", flat=True))
    notify(
        _Kind.SENT_BACK if instance.sends_back else _Kind.COMMENTED,
        people,
        question=question,
        title=question.title,
        by=instance.by,
        at=instance.at,
        comment=instance.text,
    )
