"""Saving as one transaction, so that what signals write stands or falls with the row itself."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction


class SavedWhole(models.Model):
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
