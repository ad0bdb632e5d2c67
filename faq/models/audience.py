"""Audience: who a question is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from faq.models import validators
from faq.models.content_version import VersionedQuerySet
from faq.models.mixins import AtomicSave


class AudienceQuerySet(VersionedQuerySet["Audience"]):
    def get_by_natural_key(self, slug: str) -> "Audience":
        return self.get(slug=slug)

    def in_order(self) -> "AudienceQuerySet":
        return self.order_by("position", "pk")


class Audience(AtomicSave):
    slug = models.CharField(
        _("name in addresses"),
        max_length=validators.SLUG_LENGTH,
        validators=[validators.validate_slug],
        help_text=_("Used in addresses, for example freelancer."),
    )
    title = models.CharField(
        _("title"), max_length=80, help_text=_("Shown after “For …”. Use the plural: freelancers.")
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Lower numbers come first.")
    )

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                name="audience_slug_unique",
                violation_error_message=_("Another audience has this address."),
            ),
            validators.well_formed("audience_slug_well_formed"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
