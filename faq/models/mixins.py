"""Mixins of models: rows saved in one transaction with what follows, and rows written once and never changed."""

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models, transaction

Row = TypeVar("Row", bound=models.Model)


class AtomicSave(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields:
            # What follows from a column is saved with it.
            follow = {"updated_at", *(f"{name}_html" for name in update_fields)}
            names = {field.name for field in self._meta.fields}
            update_fields = {*update_fields, *(follow & names)}
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, update_fields=update_fields, **kwargs)


# What somebody is called who did something; a first and a last name may be longer together.
NAME_LENGTH = 150


class Unchangeable(Exception):
    """What is kept for the record is neither changed nor deleted."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    def update(self, **values: object) -> NoReturn:
        raise Unchangeable("What is kept for the record cannot be changed.")

    def delete(self) -> NoReturn:
        raise Unchangeable("What is kept for the record cannot be deleted.")


class AppendOnly(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise Unchangeable("What is kept for the record cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> NoReturn:
        raise Unchangeable("What is kept for the record cannot be deleted.")
