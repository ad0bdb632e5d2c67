"""Topic: a group of questions."""

from typing import TypedDict

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from faq.models import validators
from faq.models.content_version import VersionedQuerySet
from faq.models.mixins import AtomicSave
from faq.models.urls import reverse_slug


class Icon(models.TextChoices):
    """The icons for topics, by their names in the icon set."""

    HELP = "circle-question-mark", _("Question mark")
    PERSON = "user-round", _("Person")
    PEOPLE = "users-round", _("People")
    DOCUMENT = "file-text", _("Document")
    BRIEFCASE = "briefcase", _("Briefcase")
    CARD = "credit-card", _("Payment card")
    SHIELD = "shield-check", _("Shield")
    PENCIL = "pencil", _("Pencil")
    BOOK = "book-open", _("Book")
    BOX = "package", _("Parcel")
    CALENDAR = "calendar-days", _("Calendar")
    CHAT = "message-circle", _("Speech bubble")
    GEAR = "settings", _("Gear")
    HEART = "heart", _("Heart")
    HOUSE = "house", _("House")
    KEY = "key-round", _("Key")
    LIGHTBULB = "lightbulb", _("Light bulb")
    PHONE = "smartphone", _("Phone")
    PIN = "map-pin", _("Place")
    TOOLS = "wrench", _("Spanner")
    TRUCK = "truck", _("Delivery van")


class QuestionCount(TypedDict):
    """The annotation of topics that come with the number of their questions."""

    question_count: int


class TopicQuerySet(VersionedQuerySet["Topic"]):
    def get_by_natural_key(self, slug: str) -> "Topic":
        return self.get(slug=slug)

    def in_order(self) -> "TopicQuerySet":
        return self.order_by("position", "title", "pk")

    def groups(self) -> QuerySet["Topic", str]:
        """The names of the groups of these topics."""
        named = self.exclude(group="").order_by("group")
        return named.values_list("group", flat=True).distinct()


class Topic(AtomicSave):
    slug = models.CharField(
        _("address"),
        max_length=validators.SLUG_LENGTH,
        validators=[validators.validate_slug],
        help_text=_(
            "The name in the address: /topics/<b>this-part</b>/. A changed address keeps working."
        ),
    )
    title = models.CharField(
        _("title"), max_length=80, help_text=_("Two or three words that readers use.")
    )
    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("One line that says what this topic covers."),
    )
    group = models.CharField(
        _("group"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "The heading under which this topic stands on the page of all topics, with the others of its group."
        ),
    )
    icon = models.CharField(_("icon"), max_length=40, choices=Icon, default=Icon.HELP)
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Lower numbers come first.")
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                name="topic_slug_unique",
                violation_error_message=_("Another topic has this address."),
            ),
            validators.well_formed("topic_slug_well_formed"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse_slug("topic", self.slug)
