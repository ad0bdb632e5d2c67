"""Autosave: the unsaved content of a form that a member of the team has open, as it was typed last."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from faq.models.question import Question

# Autosaves are deleted when they are older.
LIFETIME = timedelta(days=30)
# Whoever typed within this time is writing now.
ACTIVE = timedelta(minutes=30)
ADDRESS_LENGTH = 200
# The texts of other forms than that of a question, in the order in which they name it.
_NAMES = ("title", "words", "alt", "text", "note", "reason")


class AutosaveQuerySet(models.QuerySet["Autosave"]):
    def of(self, person: User, now: datetime) -> "AutosaveQuerySet":
        """The unsaved texts of somebody, the latest first."""
        recent = self.filter(by=person, typed_at__gte=now - LIFETIME)
        return recent.order_by("-typed_at", "-pk")

    def active_of_others(
        self, question: Question, person: User, now: datetime
    ) -> "AutosaveQuerySet":
        """What other people are typing into a question now, the latest first."""
        recent = self.filter(question=question, address="", typed_at__gte=now - ACTIVE)
        active = recent.exclude(by=person)
        return active.select_related("by").order_by("-typed_at", "-pk")

    def outdated(self, now: datetime) -> "AutosaveQuerySet":
        return self.filter(typed_at__lt=now - LIFETIME)


class Autosave(models.Model):
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Identifies the form. A person may have several open, even of the same question.
    form_key = models.CharField(max_length=32)
    # None for a question that was never saved, and for one that was deleted since.
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="autosaves")
    is_new = models.BooleanField(default=False)
    # The path of the page with the form; empty for the form of a question.
    address = models.CharField(max_length=ADDRESS_LENGTH, blank=True, default="", db_default="")
    # The fields of the form in its order, each as a list of its name and its values.
    fields = models.JSONField()
    typed_at = models.DateTimeField()

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "form_key"], name="autosave_unique_of_form"),
            models.CheckConstraint(
                condition=Q(is_new=False) | Q(question=None), name="autosave_new_has_no_question"
            ),
        ]

    def __str__(self) -> str:
        if self.address:
            # The first text that somebody typed says best what it is.
            return next(filter(None, map(self.value, _NAMES)), "") or gettext("No text")
        return self.value("title") or gettext("No title")

    @property
    def has_lost_question(self) -> bool:
        """Whether the question of this text was deleted since it was typed."""
        return self.question_id is None and not self.is_new and not self.address

    def value(self, name: str) -> str:
        """Return the value of a field of the form; empty if the form lacks it."""
        return next((values[-1] for field, values in self.fields if field == name and values), "")
