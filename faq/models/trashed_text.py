"""TrashedText: the text of a deleted draft, working copy or question, kept for a month to be restored."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from faq.models.mixins import NAME_LENGTH
from faq.models.question import Question
from faq.models.revision import Revision

LIFETIME = timedelta(days=30)


class TrashedTextQuerySet(models.QuerySet["TrashedText"]):
    def newest_first(self) -> Self:
        return self.order_by("-deleted_at", "-pk")

    def outdated(self, now: datetime) -> Self:
        return self.filter(deleted_at__lt=now - LIFETIME)

    def kept(self, now: datetime) -> Self:
        """Texts that can still be restored."""
        return self.filter(deleted_at__gte=now - LIFETIME)


class TrashedText(models.Model):
    # The primary key that the deleted row had, and gets again when it is restored.
    question_pk = models.BigIntegerField()
    content = models.JSONField()
    status = models.CharField(max_length=20, choices=Question.Status)
    is_copy = models.BooleanField(default=False)
    copy_of = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, related_name="trashed_copies"
    )
    based_on = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    # The other columns of the row by name, its review comments, and the primary keys of its revisions.
    columns = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    comments = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    revisions = models.JSONField(default=list)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    deleted_at = models.DateTimeField()
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    deleted_by_name = models.CharField(max_length=NAME_LENGTH, blank=True)

    objects = TrashedTextQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-deleted_at"], name="trashed_text_newest")]

    def __str__(self) -> str:
        return str(self.content.get("title", ""))

    @property
    def expires_at(self) -> datetime:
        """The time at which it is deleted for good."""
        return self.deleted_at + LIFETIME
