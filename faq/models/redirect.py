"""Redirect: an address that was once public, and the question or topic that it leads to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from faq.models.content_version import VersionedQuerySet
from faq.models.mixins import AtomicSave
from faq.models.question import Question
from faq.models.topic import Topic


class RedirectQuerySet(VersionedQuerySet["Redirect"]):
    def get_by_natural_key(self, old_path: str) -> "Redirect":
        return self.get(old_path=old_path)


class Redirect(AtomicSave):
    """The target is a row, not an address, so a redirect never leads to another redirect."""

    old_path = models.CharField(max_length=120)
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, null=True, blank=True, related_name="redirects"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="redirects"
    )

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(fields=["old_path"], name="redirect_old_path_unique"),
            models.CheckConstraint(
                condition=Q(question__isnull=True, topic__isnull=False)
                | Q(question__isnull=False, topic__isnull=True),
                name="redirect_has_one_target",
            ),
        ]

    def __str__(self) -> str:
        return self.old_path

    def natural_key(self) -> tuple[str]:
        return (self.old_path,)

    natural_key.dependencies = ["faq.question", "faq.topic"]  # type: ignore[attr-defined]
