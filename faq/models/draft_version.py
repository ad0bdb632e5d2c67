"""DraftVersion: a text of a question, draft or working copy as it was before somebody saved another one."""

from typing import Self

from django.conf import settings
from django.db import models

from faq.models.mixins import NAME_LENGTH
from faq.models.question import Question
from faq.models.trashed_text import TrashedText

# Of one question. A save beyond that deletes the oldest version.
MAX_VERSIONS = 100


class DraftVersionQuerySet(models.QuerySet["DraftVersion"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")


class DraftVersion(models.Model):
    # One of the two: a version of a deleted text follows it into the trash.
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, related_name="versions"
    )
    trashed = models.ForeignKey(
        TrashedText, on_delete=models.CASCADE, null=True, related_name="versions"
    )
    content = models.JSONField()
    # The fingerprint of the content.
    digest = models.CharField(max_length=32)
    # When this text was saved, if it is known; texts of an older release have no time.
    saved_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=NAME_LENGTH, blank=True)

    objects = DraftVersionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.content.get('title', '')} ({self.by_name or '—'})"
