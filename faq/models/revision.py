"""Revision: a question as it was published at one time, with steps, phrasings and audiences; never changed."""

from typing import Any

from django.conf import settings
from django.db import models

from faq.models.question import Question

NOTE_LENGTH = 300


class Unchangeable(Exception):
    """What is kept for the record is neither changed nor deleted."""


class RecordQuerySet(models.QuerySet[Any]):
    """Of rows that are written once."""

    def update(self, **values: Any) -> int:
        raise Unchangeable("What is kept for the record cannot be changed.")

    def delete(self) -> Any:
        raise Unchangeable("What is kept for the record cannot be deleted.")


class RevisionQuerySet(RecordQuerySet):
    def newest_first(self) -> "RevisionQuerySet":
        return self.order_by("-number")


class Revision(models.Model):
    # The record outlives the question, and the people in it.
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=150, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.content.get('title', '')} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise Unchangeable("A revision cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Unchangeable("A revision cannot be deleted.")
