"""Model mixins: AtomicSave saves a row in one transaction with its receivers, AppendOnly forbids changes."""

from collections.abc import Iterable
from typing import NoReturn, TypedDict, TypeVar, Unpack

from django.db import models, transaction
from django.db.models.base import ModelBase

Row = TypeVar("Row", bound=models.Model)


class SaveOptions(TypedDict, total=False):
    """The arguments of Model.save()."""

    force_insert: bool | tuple[ModelBase, ...]
    force_update: bool
    using: str | None
    update_fields: Iterable[str] | None


class AtomicSave(models.Model):
    class Meta:
        abstract = True

    def save(self, **options: Unpack[SaveOptions]) -> None:
        if saved := options.get("update_fields"):
            # Columns derived from these are saved with them.
            derived = {"updated_at", *(f"{name}_html" for name in saved)}
            # Moving to another topic empties the section.
            derived |= {"section"} if "topic" in saved else set()
            names = {field.name for field in self._meta.fields}
            options["update_fields"] = {*saved, *(derived & names)}
        with transaction.atomic(using=options.get("using")):
            super().save(**options)


# Of a person. A first and a last name together may be longer and are truncated.
NAME_LENGTH = 150
# Of the note for a revision.
NOTE_LENGTH = 300


class Unchangeable(Exception):
    """Rows of this table cannot be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    def update(self, **values: object) -> NoReturn:
        raise Unchangeable("Rows of this table cannot be changed.")

    def delete(self) -> NoReturn:
        raise Unchangeable("Rows of this table cannot be deleted.")


class AppendOnly(models.Model):
    class Meta:
        abstract = True

    def save(self, **options: Unpack[SaveOptions]) -> None:
        if self.pk is not None:
            raise Unchangeable("Rows of this table cannot be changed.")
        super().save(**options)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> NoReturn:
        raise Unchangeable("Rows of this table cannot be deleted.")
