"""ContentVersion: a number that changes with everything readers may see, so that what is kept can be trusted."""

import secrets
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Exists, Q
from django.db.models.functions import Now
from django.utils import timezone

from faq.models.index_change import IndexChange
from faq.models.written import WrittenQuery

_ONLY = 1

Row = TypeVar("Row", bound=models.Model)


class _Changed:
    """Waits among a transaction's callbacks, which forget it if the part it was made in is rolled back."""

    is_read = False

    def __call__(self) -> None:
        """Nothing is left to do after the commit."""


class ContentVersionQuerySet(models.QuerySet["ContentVersion"]):
    def current(self) -> int:
        """The number now, at the cost of one query.

        Whoever keeps something made of the content asks for the number first and reads the content
        after that. Time changes what is published as well, and that changes no number.

        Returns:
            from 1 to 2⁶²; 0 if there is none, when nothing may be kept.
        """
        return self.current_and_indexed()[0]

    def current_and_indexed(self) -> tuple[int, bool]:
        """The same, and whether the search index has followed all changes, at the cost of one query."""
        self._note_reading()
        for number, is_behind in _NOW.rows():
            return number, not is_behind
        return 0, False

    def _note_reading(self) -> None:
        """A change after this gives a new number, though it may be in the same transaction."""
        for _, callback, _ in transaction.get_connection().run_on_commit:
            if isinstance(callback, _Changed):
                callback.is_read = True

    def changed(self) -> None:
        """Give the content a new number, which counts from the commit on.

        The numbers are random: after a backup is restored, counting on would give numbers anew.
        """
        connection = transaction.get_connection()
        # A fixture has thousands of rows; as long as nobody read the number, one new one will do.
        here = set(connection.savepoint_ids)
        for savepoints, callback, _ in connection.run_on_commit:
            if isinstance(callback, _Changed) and not callback.is_read and savepoints == here:
                return
        self.bulk_create(
            [self.model(pk=_ONLY, number=secrets.randbits(62) + 1, changed_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["number", "changed_at"],
        )
        transaction.on_commit(_Changed())


class ContentVersion(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=_ONLY)
    number = models.BigIntegerField()
    # The database's own default lets a worker of an earlier release go on while this one is installed.
    changed_at = models.DateTimeField(db_default=Now())

    objects = ContentVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=_ONLY), name="content_version_only_one")
        ]

    def __str__(self) -> str:
        return f"content version {self.number}"


_NOW = WrittenQuery(
    lambda: ContentVersion.objects.filter(pk=_ONLY).values_list(
        "number", Exists(IndexChange.objects.all())
    )
)


class VersionedQuerySet(models.QuerySet[Row]):
    """For the tables readers see: changes of many rows at once, which send no signals, count too."""

    def update(self, **values: object) -> int:
        with transaction.atomic(using=self.db):
            count = super().update(**values)
            ContentVersion.objects.changed()
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        # What follows the rows is Django’s and passed on as it is.
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            ContentVersion.objects.changed()
        return created
