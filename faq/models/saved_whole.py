"""Saving as one transaction, so that what signals write stands or falls with the row itself."""

from typing import Any

from django.db import models, transaction


class SavedWhole(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)
