"""Vote and StuckReport: whether a question was answered, and at which step a reader got stuck."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.models.question import Question
from faq.models.validators import within_size

# In characters.
WORDS_LENGTH = 300

Row = TypeVar("Row", bound=models.Model)


class WhyAnswered(models.TextChoices):
    EASY = "easy", _("It was easy to follow")
    WORKED = "worked", _("The steps worked as written")
    PRECISE = "precise", _("It answered just what I asked")
    WARNED = "warned", _("It warned me in time")
    EXPLAINED = "explained", _("I understand now why it is so")


class WhyNot(models.TextChoices):
    ELSEWHERE = "elsewhere", _("It answers another question")
    UNCLEAR = "unclear", _("It is hard to follow")
    DIFFERENT = "different", _("It does not match what I see")
    INCOMPLETE = "incomplete", _("Something is missing")
    UNWELCOME = "unwelcome", _("I understand it, but it does not help me")


class WhyStuck(models.TextChoices):
    NOT_SEEN = "not_seen", _("I don’t see this")
    BUTTON_MISSING = "button_missing", _("The button is missing")
    NOT_ALLOWED = "not_allowed", _("I’m not allowed to")
    UNSURE = "unsure", _("I’m unsure what happens")
    OTHER = "other", _("Something else")


class FeedbackQuerySet(models.QuerySet[Row]):
    def given_before(self, day: date) -> Self:
        return self.filter(day__lt=day)

    def with_reader(self) -> Self:
        """Feedback that still has the hash of its reader."""
        return self.filter(reader__isnull=False)


class Feedback(models.Model):
    """Anonymous feedback about one version of a question."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, verbose_name=_("question"), related_name="+"
    )
    version = models.DateTimeField(
        _("version"), help_text=_("When the text that the reader saw was last changed.")
    )
    day = models.DateField(_("day"), help_text=_("In UTC. The time of day is not recorded."))
    # A keyed hash, deleted after two days.
    reader = models.BinaryField(null=True, editable=False)
    words = models.CharField(_("words"), max_length=WORDS_LENGTH, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        abstract = True


class Vote(Feedback):
    """Whether the question was answered, and why."""

    answered = models.BooleanField(_("answered"))
    reason = models.CharField(
        _("reason"),
        max_length=20,
        blank=True,
        choices=[*WhyAnswered.choices, *WhyNot.choices],
    )

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["question", "day", "reader"], name="vote_once_a_day"),
            models.CheckConstraint(
                condition=Q(reason="")
                | Q(answered=True, reason__in=WhyAnswered.values)
                | Q(answered=False, reason__in=WhyNot.values),
                name="vote_reason_fits_answer",
            ),
            within_size("words", "vote_words_within_size", WORDS_LENGTH),
        ]
        indexes = [
            models.Index(
                fields=["day"], name="vote_with_reader", condition=Q(reader__isnull=False)
            ),
            models.Index(fields=["day"], name="vote_no", condition=Q(answered=False)),
        ]

    def __str__(self) -> str:
        return f"{gettext('Yes') if self.answered else gettext('No')}: {self.question}"


class StuckReport(Feedback):
    """A step at which somebody got stuck. Its uid identifies it even after it was moved or deleted."""

    step_uid = models.UUIDField(editable=False)
    position = models.PositiveIntegerField(
        _("position"), help_text=_("Position of the step at that time.")
    )
    title = models.CharField(
        _("step"), max_length=200, help_text=_("Text of the step at that time.")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=WhyStuck)

    class Meta:
        verbose_name = _("stuck report")
        verbose_name_plural = _("stuck reports")
        constraints = [
            models.UniqueConstraint(
                fields=["step_uid", "day", "reader"], name="stuck_report_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=WhyStuck.values), name="stuck_report_reason_known"
            ),
            within_size("words", "stuck_report_words_within_size", WORDS_LENGTH),
        ]
        indexes = [
            models.Index(
                fields=["day"], name="stuck_report_with_reader", condition=Q(reader__isnull=False)
            ),
            models.Index(fields=["day"], name="stuck_report_on_day"),
        ]

    def __str__(self) -> str:
        return gettext("Step %(number)s: %(title)s") % {
            "number": self.position,
            "title": self.question,
        }
