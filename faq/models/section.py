"""Section: a part of a topic, with a heading of its own on the topic's page."""

from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from faq.models import validators
from faq.models.content_version import VersionedQuerySet
from faq.models.mixins import AtomicSave
from faq.models.topic import Topic

# The anchors that every page has. A section is an anchor on the page of its topic.
RESERVED_SLUGS = ("main", "q", "q-hint", "q-suggestions")


def validate_not_reserved(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("Every page uses this name already. Choose another one."), code="reserved"
        )


class SectionCount(TypedDict):
    """The annotation of sections that come with the number of their questions."""

    question_count: int


class SectionQuerySet(VersionedQuerySet["Section"]):
    def get_by_natural_key(self, topic: str, slug: str) -> "Section":
        return self.get(topic__slug=topic, slug=slug)

    def in_order(self) -> "SectionQuerySet":
        return self.order_by("position", "title", "pk")

    def by_topic(self) -> "SectionQuerySet":
        topic = ("topic__position", "topic__title", "topic_id")
        return self.order_by(*topic, "position", "title", "pk")


class Section(AtomicSave):
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, verbose_name=_("topic"), related_name="sections"
    )
    slug = models.CharField(
        _("address"),
        max_length=validators.SLUG_LENGTH,
        validators=[validators.validate_slug, validate_not_reserved],
        help_text=_("The name in the address: /topics/…/#<b>this-part</b>."),
    )
    title = models.CharField(
        _("title"), max_length=80, help_text=_("Two or three words that readers use.")
    )
    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("One line that says what this section covers."),
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Position in the topic. Lower numbers come first.")
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "slug"],
                name="section_slug_unique",
                violation_error_message=_("Another section of this topic has this address."),
            ),
            # The target of the foreign key that keeps a question in its own topic.
            models.UniqueConstraint(fields=["topic", "id"], name="section_topic_and_id_unique"),
            validators.well_formed("section_slug_well_formed"),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS), name="section_slug_not_reserved"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="section_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str]:
        return (*self.topic.natural_key(), self.slug)

    natural_key.dependencies = ["faq.topic"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        """Return the address of the section on the page of its topic, which must be selected."""
        return f"{self.topic.get_absolute_url()}#{self.slug}"
