"""Notification: tells somebody what happened to a text. If it goes out by e-mail, its row is the outbox."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from faq.models.mixins import NAME_LENGTH
from faq.models.question import TITLE_LENGTH, Question
from faq.models.review_comment import COMMENT_LENGTH
from faq.models.trashed_text import TrashedText

# Older notifications are deleted.
LIFETIME = timedelta(days=30)
ERROR_LENGTH = 300


class NotificationQuerySet(models.QuerySet["Notification"]):
    def about_texts_of(self, person: User, now: datetime) -> Self:
        """What others did lately with the texts of somebody, or said of them."""
        own = self.filter(recipient=person, kind__in=Notification.ABOUT_OWN_TEXTS)
        return own.filter(at__gte=now - LIFETIME)

    def unseen(self) -> Self:
        """Those whose recipient has not looked at what they are about."""
        return self.filter(seen_at=None)

    def latest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def due(self, now: datetime) -> Self:
        """E-mails to send now."""
        return self.filter(next_attempt_at__lte=now)

    def outdated(self, now: datetime) -> Self:
        """Rows that nobody needs any more."""
        return self.filter(at__lt=now - LIFETIME, next_attempt_at=None)


class Notification(models.Model):
    class Kind(models.TextChoices):
        """What happened, as the recipient may choose it."""

        SUBMITTED = "submitted", _("A text was sent for review")
        SENT_BACK = "sent_back", _("A text of yours was sent back")
        COMMENTED = "commented", _("Somebody commented on a text of yours, or after your comment")
        SCHEDULED = "scheduled", _("A text of yours was scheduled")
        RESCHEDULED = "rescheduled", _("The time of a scheduled text of yours was changed")
        UNSCHEDULED = "unscheduled", _("The schedule of a text of yours was cancelled")
        NOT_PUBLISHED = "not_published", _("A text of yours could not be published at its time")
        PUBLISHED = "published", _("A text of yours was published")
        REMOVED = "removed", _("A text of yours was discarded or deleted")
        REVIEW_DUE = "review_due", _("Questions of yours are due for review")
        INVITATION = "invitation", _("Invitation")
        PASSWORD_RESET = "password_reset", _("New password")

    class Delivery(models.TextChoices):
        """How the e-mail fares, if there is one."""

        NONE = "none", _("No e-mail")
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")

    ABOUT_OWN_TEXTS = (
        *(Kind.SENT_BACK, Kind.COMMENTED, Kind.PUBLISHED, Kind.REMOVED),
        *(Kind.SCHEDULED, Kind.RESCHEDULED, Kind.UNSCHEDULED, Kind.NOT_PUBLISHED),
    )
    # Those whose comment is what somebody said. In others it says for when, or why not.
    QUOTING = (Kind.SUBMITTED, Kind.SENT_BACK, Kind.COMMENTED)
    # What people may turn off.
    OPTIONAL = (Kind.SUBMITTED, *ABOUT_OWN_TEXTS, Kind.REVIEW_DUE)

    # Nobody yet in a request for a new password, which has an address only.
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("to"),
        null=True,
        related_name="notifications",
    )
    address = models.CharField(max_length=254, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    at = models.DateTimeField(_("when"))
    # The text may be deleted later, so its title and the names of people are stored.
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    # Of a removed text. Once it is restored or deleted for good, nobody needs the notification.
    trashed = models.ForeignKey(TrashedText, models.CASCADE, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    by_name = models.CharField(_("who"), max_length=NAME_LENGTH, blank=True)
    comment = models.TextField(max_length=COMMENT_LENGTH, blank=True)
    # When the recipient looked at a removed text.
    seen_at = models.DateTimeField(null=True)
    delivery = models.CharField(_("e-mail"), max_length=10, choices=Delivery, default=Delivery.NONE)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True)
    error = models.CharField(_("problem"), max_length=ERROR_LENGTH, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [
            models.Index(fields=["recipient", "-at"], name="notification_newest"),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(next_attempt_at__isnull=False),
                name="notification_due",
            ),
        ]
        constraints = [
            # One act tells a person once, even if it does several things.
            models.UniqueConstraint(
                fields=["recipient", "question", "at"], name="notification_once_for_an_act"
            ),
            models.CheckConstraint(
                condition=Q(delivery="waiting", next_attempt_at__isnull=False)
                | Q(delivery__in=["none", "sent", "failed"], next_attempt_at=None),
                name="notification_waiting_has_next_attempt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class NotificationPreferences(models.Model):
    """What somebody wants by e-mail. Without a row it is everything, in the language of the site."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences"
    )
    # Kinds, so that a new one is sent until somebody turns it off.
    muted = models.JSONField(default=list)
    language = models.CharField(max_length=10, blank=True)

    def __str__(self) -> str:
        return f"{self.person}: {', '.join(self.muted) or '–'}"
