"""IndexChange: the outbox of the search index. Each row marks a question that has to be indexed again."""

import secrets
from collections.abc import Iterable

from django.db import models


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    def mark(self, question_ids: Iterable[int]) -> None:
        """Mark questions to be indexed again.

        Marking a question again gives its row a new sequence. A process that is indexing the earlier state
        deletes rows by primary key and sequence, so it does not delete the new mark.

        Args:
            question_ids: primary keys, also of deleted questions.
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
    # Not a foreign key: the row of a deleted question removes it from the index.
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
