"""Record: what is written once, and neither changed nor deleted."""

from typing import Any

from django.db import models

# What somebody is called who did something; a first and a last name may be longer together.
NAME_LENGTH = 150


class Unchangeable(Exception):
    """What is kept for the record is neither changed nor deleted."""


class RecordQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> int:
        raise Unchangeable("What is kept for the record cannot be changed.")

    def delete(self) -> Any:
        raise Unchangeable("What is kept for the record cannot be deleted.")


class Record(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise Unchangeable("What is kept for the record cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Unchangeable("What is kept for the record cannot be deleted.")
