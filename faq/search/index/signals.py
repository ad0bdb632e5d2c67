"""Notes every change that the index must follow, in the change's own transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from haystack.signals import BaseSignalProcessor

from faq.models import Audience, IndexChange, Phrasing, Question, Step, Topic
from faq.models.signals import questions_changed
from faq.search.index.outbox import drain


class MarkChanges(BaseSignalProcessor):
    """Haystack's place for this. It only marks; the work is done after the commit."""

    def setup(self) -> None:
        for signal in (post_save, post_delete):
            for model in (Question, Step, Phrasing):
                signal.connect(self._row_changed, sender=model)
        for model in (Step, Phrasing):
            pre_save.connect(self._row_moves, sender=model)
        pre_delete.connect(self._audience_goes, sender=Audience)
        post_save.connect(self._shelf_changed, sender=Topic)
        post_save.connect(self._shelf_changed, sender=Audience)
        m2m_changed.connect(self._audiences_changed, sender=Question.audiences.through)
        questions_changed.connect(self._many_changed)

    def _row_changed(self, instance: Any, **kwargs: Any) -> None:
        _mark([instance.pk if isinstance(instance, Question) else instance.question_id])

    def _row_moves(self, sender: type[Step | Phrasing], instance: Any, **kwargs: Any) -> None:
        """The question that a step or phrasing is taken from changes too."""
        if instance.pk is not None:
            stored = sender._default_manager.filter(pk=instance.pk)
            left = stored.exclude(question=instance.question_id)
            _mark(left.values_list("question_id", flat=True))

    def _audience_goes(self, instance: Audience, **kwargs: Any) -> None:
        """Nothing else tells of rows that a deletion takes out of a many-to-many table."""
        _mark(instance.questions.values_list("pk", flat=True))

    def _shelf_changed(self, instance: Any, created: bool, **kwargs: Any) -> None:
        if not created:
            _mark(instance.questions.values_list("pk", flat=True))

    def _audiences_changed(self, instance: Any, action: str, pk_set: Any, **kwargs: Any) -> None:
        if action == "pre_clear" and isinstance(instance, Audience):
            _mark(instance.questions.values_list("pk", flat=True))
        elif action.startswith("post_"):
            _mark([instance.pk] if isinstance(instance, Question) else pk_set or ())

    def _many_changed(self, sender: type[Model], question_ids: list[int], **kwargs: Any) -> None:
        _mark(question_ids)


def _mark(question_ids: Iterable[int]) -> None:
    IndexChange.objects.mark(question_ids)
    # A fixture of thousands of rows needs one drain, not one for each.
    last = transaction.get_connection().run_on_commit[-1:]
    if not any(callback[1] is drain for callback in last):
        transaction.on_commit(drain, robust=True)
