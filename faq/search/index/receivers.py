"""Signal receivers that mark each changed question in the outbox, in the transaction of the change."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from faq.models import Audience, IndexChange, Phrasing, Question, Step, Topic
from faq.models.signals import questions_changed
from faq.search.index.outbox import drain


def connect_receivers() -> None:
    """Connect the receivers. They only mark questions; the index is written after the commit."""
    for model in (Question, Step, Phrasing):
        post_save.connect(_row_changed, sender=model, dispatch_uid="faq_index_saved")
        post_delete.connect(_row_changed, sender=model, dispatch_uid="faq_index_deleted")
    pre_delete.connect(_audience_deleted, sender=Audience, dispatch_uid="faq_index_audience")
    for group in (Topic, Audience):
        post_save.connect(_group_changed, sender=group, dispatch_uid="faq_index_group")
    m2m_changed.connect(
        _audiences_changed, sender=Question.audiences.through, dispatch_uid="faq_index_audiences"
    )
    questions_changed.connect(_questions_changed, dispatch_uid="faq_index_questions")


def _row_changed(instance: Question | Step | Phrasing, **kwargs: object) -> None:
    _mark([instance.pk if isinstance(instance, Question) else instance.question_id])


def _audience_deleted(instance: Audience, **kwargs: object) -> None:
    """Mark the questions of an audience: a deletion sends no signal for many-to-many rows."""
    _mark(instance.questions.values_list("pk", flat=True))


def _group_changed(instance: Topic | Audience, created: bool, **kwargs: object) -> None:
    if not created:
        _mark(instance.questions.values_list("pk", flat=True))


def _audiences_changed(
    instance: Question | Audience, action: str, pk_set: Collection[int] | None, **kwargs: object
) -> None:
    if action == "pre_clear" and isinstance(instance, Audience):
        _mark(instance.questions.values_list("pk", flat=True))
    elif action.startswith("post_"):
        _mark([instance.pk] if isinstance(instance, Question) else pk_set or ())


def _questions_changed(sender: type[Model], question_ids: list[int], **kwargs: object) -> None:
    _mark(question_ids)


def _mark(question_ids: Iterable[int]) -> None:
    IndexChange.objects.mark(question_ids)
    # A fixture of thousands of rows needs one drain, not one for each.
    last = transaction.get_connection().run_on_commit[-1:]
    if not any(callback[1] is drain for callback in last):
        transaction.on_commit(drain, robust=True)
