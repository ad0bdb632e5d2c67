"""Topic: a shelf of questions."""

from typing import Any

from django.db import models
from django.urls import reverse

from faq.models import slug
from faq.models.content_version import VersionedQuerySet
from faq.models.saved_whole import SavedWhole


class Icon(models.TextChoices):
    """The icons a topic may wear, by their names in the icon set."""

    HELP = "circle-question-mark", "Question mark"
    PERSON = "user-round", "Person"
    PEOPLE = "users-round", "People"
    DOCUMENT = "file-text", "Document"
    BRIEFCASE = "briefcase", "Briefcase"
    CARD = "credit-card", "Payment card"
    SHIELD = "shield-check", "Shield"
    PENCIL = "pencil", "Pencil"
    BOOK = "book-open", "Book"
    BOX = "package", "Parcel"
    CALENDAR = "calendar-days", "Calendar"
    CHAT = "message-circle", "Speech bubble"
    GEAR = "settings", "Gear"
    HEART = "heart", "Heart"
    HOUSE = "house", "House"
    KEY = "key-round", "Key"
    LIGHTBULB = "lightbulb", "Light bulb"
    PHONE = "smartphone", "Phone"
    PIN = "map-pin", "Place"
    TOOLS = "wrench", "Spanner"
    TRUCK = "truck", "Delivery van"


class TopicQuerySet(VersionedQuerySet["Topic"]):
    def get_by_natural_key(self, slug: str) -> "Topic":
        return self.get(slug=slug)

    def in_order(self) -> "TopicQuerySet":
        return self.order_by("position", "title", "pk")


class Topic(SavedWhole):
    slug = models.CharField(
        "address",
        max_length=slug.MAX_LENGTH,
        validators=[slug.validate_slug],
        help_text="The name in the address: /topics/<b>this-part</b>/. A changed address keeps working.",
    )
    title = models.CharField(
        max_length=80, help_text="Two or three words, as readers would say it."
    )
    summary = models.CharField(
        max_length=200, blank=True, help_text="One line that says what one finds here."
    )
    icon = models.CharField(max_length=40, choices=Icon, default=Icon.HELP)
    position = models.PositiveIntegerField(default=0, help_text="Lower numbers come first.")

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                name="topic_slug_unique",
                violation_error_message="Another topic has this address.",
            ),
            slug.well_formed("topic_slug_well_formed"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[Any, ...]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])
