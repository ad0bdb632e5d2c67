"""Job: long work that an editor started, which runs in a process of its own."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Jobs and their files are deleted when they are older.
LIFETIME = timedelta(days=30)


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> "JobQuerySet":
        return self.filter(finished_at=None)

    def latest_first(self) -> "JobQuerySet":
        return self.order_by("-created_at", "-pk")

    def outdated(self, now: datetime) -> "JobQuerySet":
        """Jobs whose results nobody needs any more."""
        return self.filter(created_at__lt=now - LIFETIME)


class Job(models.Model):
    class Kind(models.TextChoices):
        TABLE_IMPORT = "table_import", _("Import of a table")
        PAGE_IMPORT = "page_import", _("Import of a page")
        EXPORT = "export", _("Export as CSV")
        BULK_ACTION = "bulk_action", _("Change of many questions")
        REBUILD = "rebuild", _("Rebuild of the search index")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Not done")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # What the work needs to know; each kind has its own keys.
    arguments = models.JSONField(default=dict)
    # The language of the person who started it, for the messages.
    language = models.CharField(max_length=10)
    # What happened, a line each.
    messages = models.JSONField(_("result"), default=list)
    # The name of a file to download, and the name under which it is stored.
    file_name = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=32, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("started by"),
        related_name="+",
    )
    created_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], finished_at=None)
                | models.Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="job_finished_has_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
