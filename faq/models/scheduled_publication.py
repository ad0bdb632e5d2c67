"""ScheduledPublication: when a text is published by itself, and why it could not be."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from faq.models.mixins import NAME_LENGTH, NOTE_LENGTH

if TYPE_CHECKING:
    from faq.models.question import Question

PROBLEM_LENGTH = 500


class TimedPublication:
    """The questions and working copies that time alone will publish."""

    def scheduled_at(self: "Question", now: datetime) -> datetime | None:  # type: ignore[misc]
        """Return when time alone will publish it, or None; with a query for a working copy."""
        if self.is_copy:
            return getattr(getattr(self, "schedule", None), "publish_at", None)
        since = self.published_at if self.status == self.Status.PUBLISHED else None
        return since if since and since > now else None

    def is_scheduled(self: "Question", now: datetime) -> bool:  # type: ignore[misc]
        """Return whether time alone will publish it; see scheduled_at()."""
        return self.scheduled_at(now) is not None

    def concerned_ids(self: "Question") -> set[int]:  # type: ignore[misc]
        """Return the keys of those who own, started, submitted or scheduled this text; with a query."""
        scheduled = ScheduledPublication.objects.filter(question=self, by__isnull=False)
        return self.author_ids() | set(scheduled.values_list("by_id", flat=True))


class ScheduledPublicationQuerySet(models.QuerySet["ScheduledPublication"]):
    def waiting(self) -> Self:
        """Those that did not fail, the first of them first."""
        return self.filter(publish_at__isnull=False).order_by("publish_at", "pk")

    def due(self, now: datetime) -> Self:
        """Those whose time has come, and that did not fail."""
        return self.waiting().filter(publish_at__lte=now)


class ScheduledPublication(models.Model):
    # A working copy, or a new question whose `published_at` is still to come.
    question = models.OneToOneField("Question", on_delete=models.CASCADE, related_name="schedule")
    # None if it could not be published at its time. Every page asks for the first of these times.
    publish_at = models.DateTimeField(null=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    # For the revision: what has changed.
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    # The state to which a new question returns if the schedule is cancelled. A working copy keeps its state.
    previous_status = models.CharField(max_length=20)
    previous_published_at = models.DateTimeField(null=True)
    # Whether to publish an archived question again.
    brings_back = models.BooleanField(default=False)
    # Why it could not be published, in the language of the site; empty until then.
    problem = models.CharField(max_length=PROBLEM_LENGTH, blank=True)

    objects = ScheduledPublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(previous_status__in=["draft", "in_review", "archived"]),
                name="scheduled_publication_status_known",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=False, problem="")
                | (Q(publish_at=None) & ~Q(problem="")),
                name="scheduled_publication_waits_or_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}, {self.publish_at or self.problem}"
