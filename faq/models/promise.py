"""BrokenPromise: a phrasing that does not find its question. PromiseCheck: when all phrasings were checked."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from faq.models.phrasing import Phrasing
from faq.models.question import Question

# A phrasing has to find its question among this many results.
PROMISED_RANK = 3
WORDS_LENGTH = 300
_SINGLE_PK = 1


class BrokenPromiseQuerySet(models.QuerySet["BrokenPromise"]):
    def of_published(self, now: datetime) -> "BrokenPromiseQuerySet":
        """Broken promises of published questions, with phrasing and question."""
        published = Question.objects.published(now)
        broken = self.filter(phrasing__question__in=published)
        return broken.select_related("phrasing__question").order_by("phrasing_id")


class BrokenPromise(models.Model):
    """
    Attributes:
        rank: the position of the question in the results, from 1; None if it is not on the first page.
        above: the results above it, at most PROMISED_RANK, each a dictionary with title and address.
        words: the words of the phrasing that the title lacks, separated by commas.
    """

    phrasing = models.OneToOneField(
        Phrasing, on_delete=models.CASCADE, verbose_name=_("phrasing"), related_name="broken"
    )
    rank = models.PositiveSmallIntegerField(_("place"), null=True)
    above = models.JSONField(_("found instead"), default=list)
    words = models.CharField(max_length=WORDS_LENGTH, default="", blank=True)

    objects = BrokenPromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phrasing that does not find its question")
        verbose_name_plural = _("phrasings that do not find their question")
        constraints = [
            models.CheckConstraint(
                condition=Q(rank__gt=PROMISED_RANK) | Q(rank__isnull=True),
                name="broken_promise_is_not_among_the_first",
            )
        ]

    def __str__(self) -> str:
        return f"“{self.phrasing}” comes {self.rank or 'on no first page'}"

    @property
    def question(self) -> Question:
        return self.phrasing.question


class PromiseCheckQuerySet(models.QuerySet["PromiseCheck"]):
    def note(self, at: datetime, phrasing_count: int) -> None:
        """Record that all phrasings were checked."""
        self.update_or_create(pk=_SINGLE_PK, defaults={"at": at, "phrasing_count": phrasing_count})


class PromiseCheck(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=_SINGLE_PK)
    at = models.DateTimeField()
    phrasing_count = models.PositiveIntegerField()

    objects = PromiseCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=_SINGLE_PK), name="promise_check_only_one")
        ]

    def __str__(self) -> str:
        return f"{self.phrasing_count} phrasings on {self.at:%Y-%m-%d}"
