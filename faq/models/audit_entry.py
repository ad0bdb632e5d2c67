"""AuditEntry: who did what that readers or colleagues could notice, and when; never changed."""

from typing import Any

from django.conf import settings
from django.db import models

from faq.models.revision import RecordQuerySet, Unchangeable


class AuditEntry(models.Model):
    at = models.DateTimeField()
    # The record outlives whoever is named in it.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=150, blank=True)
    # In the past tense: published, archived, deleted.
    act = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=250)
    detail = models.CharField(max_length=500, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit log"
        indexes = [models.Index(fields=["-at"], name="audit_entry_newest")]

    def __str__(self) -> str:
        return f"{self.by_name or '—'} {self.act} {self.kind} “{self.name}”"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise Unchangeable("An entry of the audit log cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Unchangeable("An entry of the audit log cannot be deleted.")
