"""Page: a page of the site that answers no question, such as the imprint."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from faq.models import validators
from faq.models.content_version import VersionedQuerySet
from faq.models.mixins import AtomicSave
from faq.models.urls import reverse_slug


class PageQuerySet(VersionedQuerySet["Page"]):
    def get_by_natural_key(self, slug: str) -> "Page":
        return self.get(slug=slug)

    def in_order(self) -> "PageQuerySet":
        return self.order_by("position", "title", "pk")


class Page(AtomicSave):
    slug = models.CharField(
        _("address"),
        max_length=validators.SLUG_LENGTH,
        validators=[validators.validate_slug],
        help_text=_(
            "The name in the address: /pages/<b>this-part</b>/. Links to the old address end when you "
            "change it."
        ),
    )
    title = models.CharField(
        _("title"), max_length=80, help_text=_("It stands in the footer too: Imprint, Privacy.")
    )
    body = models.TextField(
        _("text"),
        validators=[validators.validate_size],
        help_text=_("Markdown. Readers see it as soon as you save."),
    )
    body_html = models.TextField(editable=False, default="")
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Lower numbers come first.")
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                name="page_slug_unique",
                violation_error_message=_("Another page has this address."),
            ),
            validators.well_formed("page_slug_well_formed"),
            validators.within_size("body", "page_body_within_size"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse_slug("page", self.slug)
