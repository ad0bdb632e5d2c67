"""The managers of what a question is made of: its steps and phrasings."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class PartManager(models.Manager[Row]):
    """Has the parts of working copies too, since whoever asks mostly asks for those of one question."""

    _leaves_copies_out = False

    def get_queryset(self) -> models.QuerySet[Row]:
        rows = super().get_queryset()
        return rows.filter(question__is_copy=False) if self._leaves_copies_out else rows

    @contextmanager
    def without_copies(self) -> Iterator[None]:
        """For Django's dumpdata, which dumps whatever the manager has."""
        self._leaves_copies_out = True
        try:
            yield
        finally:
            self._leaves_copies_out = False
