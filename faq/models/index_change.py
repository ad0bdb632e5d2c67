"""IndexChange: a note, written in the same transaction as the change, that the search index must follow."""

import secrets
from collections.abc import Iterable

from django.db import models


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    def mark(self, question_ids: Iterable[int]) -> None:
        """Note that these questions changed.

        Marking again replaces the row's sequence, so that whoever indexes an earlier state and then
        deletes the rows it took does not delete this one.

        Args:
            question_ids: primary keys; the questions may be gone by now.
        """
        rows = [
            self.model(question_id=pk, sequence=secrets.randbits(62)) for pk in set(question_ids)
        ]
        self.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["question_id"],
            update_fields=["sequence"],
            batch_size=500,
        )


class IndexChange(models.Model):
    # Not a foreign key: the row must outlive the question to have it removed from the index.
    question_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    marked_at = models.DateTimeField(auto_now_add=True)

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_id"], name="index_change_question_unique")
        ]

    def __str__(self) -> str:
        return f"question {self.question_id}"
