"""ContentVersion: a number that changes with every change of the content, for the keys of caches."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Exists, Q, Subquery
from django.db.models.functions import Now
from django.utils import timezone

from faq.models.compiled_query import CompiledQuery
from faq.models.index_change import IndexChange
from faq.models.scheduled_publication import ScheduledPublication
from faq.models.signals import publications_due, rows_changed

_SINGLE_PK = 1

Row = TypeVar("Row", bound=models.Model)


class _ChangeMarker:
    """Marks a transaction that has a new number already. A rollback to a savepoint removes the marker too."""

    is_read = False

    def __call__(self) -> None:
        """Do nothing after the commit."""


class ContentVersionQuerySet(models.QuerySet["ContentVersion"]):
    def current(self, now: datetime) -> int:
        """Return the current number, with one query.

        To cache something, read the number before the content. The number does not change when the
        time comes at which a new question is published or one expires. Working copies whose time has
        come are published first.

        Returns:
            a number from 1 to 2⁶², or 0 if there is none and nothing may be cached.
        """
        return self.current_and_indexed(now)[0]

    def current_and_indexed(self, now: datetime) -> tuple[int, bool]:
        """Return the current number, and whether the search index is up to date, with one query.

        All that readers see is read after this, so this is where scheduled texts are published.
        """
        number, is_behind, publish_at = self._read()
        if publish_at is not None and publish_at <= now:
            publications_due.send(sender=self.model, now=now)
            number, is_behind, publish_at = self._read()
        return number, not is_behind

    def _read(self) -> tuple[int, bool, datetime | None]:
        """Return the number, whether the index is behind, and the time of the next publication."""
        self._mark_as_read()
        for number, is_behind, publish_at in _CURRENT.rows():
            return number, is_behind, publish_at
        return 0, True, None

    def _mark_as_read(self) -> None:
        """Let the next change give a new number, even in the same transaction."""
        for _, callback, _ in transaction.get_connection().run_on_commit:
            if isinstance(callback, _ChangeMarker):
                callback.is_read = True

    def bump(self) -> None:
        """Give the content a new number when the transaction commits.

        Numbers are random, because counting on from a restored backup would repeat numbers.
        """
        connection = transaction.get_connection()
        # A fixture has thousands of rows. One new number is enough until somebody reads it.
        current_savepoints = set(connection.savepoint_ids)
        # The last marker is most likely the one.
        for savepoints, callback, _ in reversed(connection.run_on_commit):
            if (
                isinstance(callback, _ChangeMarker)
                and not callback.is_read
                and savepoints == current_savepoints
            ):
                return
        self.bulk_create(
            [self.model(pk=_SINGLE_PK, number=secrets.randbits(62) + 1, changed_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["number", "changed_at"],
        )
        transaction.on_commit(_ChangeMarker())


class ContentVersion(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=_SINGLE_PK)
    number = models.BigIntegerField()
    # A database default, so that workers of the previous release can insert rows during an update.
    changed_at = models.DateTimeField(db_default=Now())

    objects = ContentVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=_SINGLE_PK), name="content_version_only_one")
        ]

    def __str__(self) -> str:
        return f"content version {self.number}"


_CURRENT = CompiledQuery(
    lambda: ContentVersion.objects.filter(pk=_SINGLE_PK).values_list(
        "number",
        Exists(IndexChange.objects.all()),
        Subquery(ScheduledPublication.objects.waiting().values("publish_at")[:1]),
    )
)


class VersionedQuerySet(models.QuerySet[Row]):
    """Changes the content version on bulk updates, which send no signals."""

    def update(self, **values: object) -> int:
        with transaction.atomic(using=self.db):
            before = self._rows_to_report()
            count = super().update(**values)
            self._report(before, [row.pk for row in before])
            ContentVersion.objects.bump()
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        # Any: the arguments of Django’s bulk_create, passed on unchanged.
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            self._report([], [row.pk for row in created])
            ContentVersion.objects.bump()
        return created

    def _rows_to_report(self) -> list[Row]:
        """Return the rows of this query, if anybody wants to know how they were."""
        is_wanted = rows_changed.has_listeners(self.model)
        return list(self.model._base_manager.filter(pk__in=self.values("pk"))) if is_wanted else []

    def _report(self, before: list[Row], pks: list[object]) -> None:
        """Send the signal about rows that were added or changed."""
        if pks and rows_changed.has_listeners(self.model):
            after = list(self.model._base_manager.filter(pk__in=pks))
            rows_changed.send(sender=self.model, before=before, after=after)
