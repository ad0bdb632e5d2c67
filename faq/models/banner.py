"""Banner: a message at the top of all pages, for a time."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from faq.models.content_version import VersionedQuerySet
from faq.models.mixins import AtomicSave
from faq.text.markdown import plain

TEXT_LENGTH = 300


class BannerQuerySet(VersionedQuerySet["Banner"]):
    def current_or_later(self, now: datetime) -> "BannerQuerySet":
        """Return those that are not over, the oldest first."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now)).order_by("pk")


class Banner(AtomicSave):
    class Kind(models.TextChoices):
        INFORMATION = "information", _("Information")
        WARNING = "warning", _("Warning")
        OUTAGE = "outage", _("Outage")

    ICONS: ClassVar[dict[str, str]] = {
        Kind.INFORMATION: "info",
        Kind.WARNING: "triangle-alert",
        Kind.OUTAGE: "circle-alert",
    }

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INFORMATION)
    text = models.CharField(
        _("text"),
        max_length=TEXT_LENGTH,
        help_text=_(
            "One or two sentences. Links are written [words](address), and bold words **like this**."
        ),
    )
    text_html = models.TextField(editable=False, default="")
    starts_at = models.DateTimeField(
        _("start"), null=True, blank=True, help_text=_("Empty: as soon as you save.")
    )
    ends_at = models.DateTimeField(
        _("end"), null=True, blank=True, help_text=_("Empty: until somebody deletes the banner.")
    )

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["information", "warning", "outage"]),
                name="banner_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="banner_ends_after_its_start",
                violation_error_message=_("The end must be after the start."),
            ),
        ]

    def __str__(self) -> str:
        """Return its text without marks."""
        return plain(self.text_html)

    @property
    def icon(self) -> str:
        return self.ICONS[self.kind]

    def is_shown(self, now: datetime) -> bool:
        """Return whether readers see it."""
        has_started = self.starts_at is None or self.starts_at <= now
        return has_started and (self.ends_at is None or now < self.ends_at)
