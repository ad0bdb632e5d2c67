"""Question: a question and its answer, which is a summary, a body and steps."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from faq.models import validators
from faq.models.audience import Audience
from faq.models.mixins import AtomicSave
from faq.models.querysets import QuestionQuerySet
from faq.models.scheduled_publication import TimedPublication
from faq.models.section import Section
from faq.models.topic import Topic
from faq.models.urls import reverse_slug
from faq.models.validators import validate_size, within_size

# Of questions, steps and phrasings.
TITLE_LENGTH = 200
SUMMARY_LENGTH = 300


def _person(label: StrPromise | None = None) -> models.ForeignKey[User | None, User | None]:
    """Return a foreign key to a member of the team, which fixtures leave out."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        verbose_name=label,
        null=True,
        blank=True,
        editable=False,
        serialize=False,
        related_name="+",
    )


_ManagerWithQuerySet = models.Manager.from_queryset(QuestionQuerySet)


class QuestionManager(_ManagerWithQuerySet["Question"]):
    """Leaves out working copies."""

    def get_queryset(self) -> models.QuerySet["Question"]:
        return super().get_queryset().filter(is_copy=False)


class Question(TimedPublication, AtomicSave):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, verbose_name=_("topic"), related_name="questions"
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("section"),
        related_name="questions",
        help_text=_("A part of the topic. Without one, it comes first on the topic’s page."),
    )
    slug = models.CharField(
        _("address"),
        max_length=validators.SLUG_LENGTH,
        validators=[validators.validate_slug],
        help_text=_(
            "The name in the address: /questions/<b>this-part</b>/. A changed address keeps working."
        ),
    )
    title = models.CharField(
        _("title"),
        max_length=TITLE_LENGTH,
        help_text=_("The question, as a reader would ask it: “How do I end a contract?”"),
    )
    summary = models.CharField(
        _("summary"),
        max_length=SUMMARY_LENGTH,
        blank=True,
        help_text=_(
            "The answer in one sentence, in plain text. Shown first and in search results."
        ),
    )
    body = models.TextField(
        _("body"),
        blank=True,
        validators=[validate_size],
        help_text=_(
            "Anything the summary and the steps do not cover. Markdown: **bold**, lists, [links](/questions/…/)."
        ),
    )
    body_html = models.TextField(editable=False, default="", serialize=False)
    audiences = models.ManyToManyField(
        Audience,
        blank=True,
        verbose_name=_("audiences"),
        related_name="questions",
        help_text=_("Who the answer is for. Choose none for everyone."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published from"),
        null=True,
        blank=True,
        help_text=_("Readers see it from this time."),
    )
    expires_at = models.DateTimeField(
        _("published until"),
        null=True,
        blank=True,
        help_text=_("From this time readers are told that it is no longer answered."),
    )
    featured = models.BooleanField(
        _("featured"), default=False, help_text=_("Shown on the home page.")
    )
    urgent = models.BooleanField(
        _("urgent"),
        default=False,
        help_text=_("Shown on the home page under “Something wrong?”, for readers in a hurry."),
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Position in the topic. Lower numbers come first.")
    )
    updated_at = models.DateTimeField(_("updated at"), editable=False)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("replaced by"),
        related_name="+",
        help_text=_("Readers of the archived question are redirected there once it is published."),
    )
    # A working copy is a row of its own that holds the next text of a published question. It stays a
    # working copy when its question is deleted.
    is_copy = models.BooleanField(default=False, editable=False, serialize=False)
    copy_of = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        serialize=False,
        related_name="copy",
    )
    based_on = models.ForeignKey(
        "Revision",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        serialize=False,
        related_name="+",
    )
    # Who last changed the text, and when.
    saved_by = _person()
    saved_at = models.DateTimeField(null=True, editable=False, serialize=False)
    started_by = _person()
    started_at = models.DateTimeField(null=True, editable=False, serialize=False)
    submitted_by = _person()
    submitted_at = models.DateTimeField(null=True, editable=False, serialize=False)
    owner = _person(_("owner"))
    # In days; 0 for never, null for the site’s default.
    review_every = models.PositiveSmallIntegerField(null=True, editable=False, serialize=False)
    walked_through_at = models.DateTimeField(null=True, editable=False, serialize=False)
    walked_through_by = _person()
    sent_back_at = models.DateTimeField(null=True, editable=False, serialize=False)

    # Set while a working copy is published, which deletes its row but not its text.
    is_superseded = False

    # The row before the save that is running.
    _stored: "Question | None" = None

    objects = QuestionManager()
    with_copies = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        permissions = [("publish_question", _("Can publish and archive questions"))]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(is_copy=False),
                name="question_slug_unique",
                violation_error_message=_("Another question has this address."),
            ),
            validators.well_formed("question_slug_well_formed"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_review", "published", "archived"]),
                name="question_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="question_published_has_published_at",
                violation_error_message=_("A published question needs a publication time."),
            ),
            within_size("body", "question_body_within_size"),
            models.CheckConstraint(
                condition=~Q(replaced_by=F("pk")),
                name="question_not_replaced_by_itself",
                violation_error_message=_("A question cannot replace itself."),
            ),
            models.CheckConstraint(
                condition=Q(is_copy=False)
                | Q(status__in=["draft", "in_review"], published_at__isnull=True),
                name="question_copy_is_not_published",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("published_at"))
                | Q(expires_at__isnull=True)
                | Q(published_at__isnull=True),
                name="question_expires_after_published",
                violation_error_message=_("It would end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(is_copy=True) | Q(copy_of__isnull=True),
                name="question_original_is_no_copy",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "published_at"], name="question_visible"),
            models.Index(
                fields=["expires_at"],
                name="question_expires",
                condition=Q(expires_at__isnull=False),
            ),
            models.Index(fields=["topic", "status", "published_at"], name="question_in_topic"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Reject a section of another topic. The database does too: question_section_in_topic."""
        super().clean()
        if self.section and self.topic_id and self.section.topic_id != self.topic_id:
            message = _(
                "“%(section)s” is a section of “%(other)s”. Choose one of “%(topic)s” or none."
            )
            names = {"section": self.section, "other": self.section.topic, "topic": self.topic}
            raise ValidationError({"section": ValidationError(message, params=names)})

    def author_ids(self) -> set[int]:
        """Return the keys of those who own, started or submitted this text."""
        return {pk for pk in (self.owner_id, self.started_by_id, self.submitted_by_id) if pk}

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["faq.topic", "faq.section", "faq.audience"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse_slug("question", self.slug)

    def is_over(self, now: datetime) -> bool:
        """Return whether the question was archived or has expired."""
        has_expired = self.expires_at is not None and self.expires_at <= now
        return self.status == self.Status.ARCHIVED or has_expired

    def get_picture_url(self) -> str:
        return reverse_slug("question_picture", self.slug)

    def get_markdown_url(self) -> str:
        return reverse_slug("question_markdown", self.slug)
