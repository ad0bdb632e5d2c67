"""Revision: the content of a question when it was published. Revisions are never changed."""

from typing import Self

from django.conf import settings
from django.db import models

from faq.models.mixins import NAME_LENGTH, NOTE_LENGTH, AppendOnly, AppendOnlyQuerySet
from faq.models.question import Question


class RevisionQuerySet(AppendOnlyQuerySet["Revision"]):
    def newest_first(self) -> Self:
        return self.order_by("-number")

    def give_back(self, pks: list[int], question: Question) -> None:
        """Make revisions of a deleted question those of the restored one."""
        models.QuerySet.update(self.filter(pk__in=pks, question=None), question=question)


class Revision(AppendOnly):
    # The revision outlives the question and the account.
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.content.get('title', '')} ({self.number})"
