"""PartManager: the manager of steps and phrasings."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class PartManager(models.Manager[Row]):
    """Includes the parts of working copies, because most callers ask for the parts of one question."""

    _leaves_copies_out = False

    def get_queryset(self) -> models.QuerySet[Row]:
        rows = super().get_queryset()
        return rows.filter(question__is_copy=False) if self._leaves_copies_out else rows

    @contextmanager
    def without_copies(self) -> Iterator[None]:
        """Leave out the parts of working copies, for Django's dumpdata."""
        self._leaves_copies_out = True
        try:
            yield
        finally:
            self._leaves_copies_out = False
