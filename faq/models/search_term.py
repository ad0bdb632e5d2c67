"""SearchTerm: how often something was searched for on a day, and nothing about who did."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Words that fewer readers searched for are shown to nobody: they may tell who searched.
SELDOM = 3
# So many different texts are kept of one day; what comes later that day is left out.
MAX_A_DAY = 2_000


class Searches(NamedTuple):
    """How often something was searched for, and how often nothing that matches well was found."""

    times: int
    empty_times: int


class Unfound(NamedTuple):
    """A text that was searched for, how often, and how often in vain."""

    text: str
    times: int
    empty_times: int


class SearchTermQuerySet(models.QuerySet["SearchTerm"]):
    def add(self, day: date, searches: Mapping[str, Searches]) -> None:
        """Add to what was counted on a day.

        Args:
            day: on which it was searched.
            searches: by text, as faq.insights.search_terms makes it.
        """
        with transaction.atomic():
            today = self.filter(day=day)
            known = set(today.filter(text__in=list(searches)).values_list("text", flat=True))
            fresh = [text for text in searches if text not in known]
            room = max(0, MAX_A_DAY - today.count()) if fresh else 0
            self.bulk_create(
                [self.model(day=day, text=text) for text in fresh[:room]], ignore_conflicts=True
            )
            for text, (times, empty_times) in searches.items():
                today.filter(text=text).update(
                    count=F("count") + times, empty_count=F("empty_count") + empty_times
                )

    def often(self, *, count: int, days: int = 1) -> models.QuerySet["SearchTerm", str]:
        """Texts searched for at least so often on at least so many of these days, the most first."""
        totals = self.values("text").annotate(total=Sum("count"), days=Count("day"))
        chosen = totals.filter(total__gte=count, days__gte=days)
        return chosen.order_by("-total", "text").values_list("text", flat=True)

    def unfound(self, *, count: int) -> models.QuerySet["SearchTerm", tuple[str, int, int]]:
        """Texts searched for at least so often, and at least once in vain: rows that make an Unfound."""
        totals = (
            self.order_by()
            .values("text")
            .annotate(times=Sum("count"), empty_times=Sum("empty_count"))
        )
        chosen = totals.filter(times__gte=count, empty_times__gt=0)
        return chosen.order_by("-empty_times", "text").values_list("text", "times", "empty_times")

    def prune(self, before: date) -> int:
        """Delete what was counted before a day.

        Returns:
            how many rows.
        """
        return self.filter(day__lt=before).delete()[0]


class SearchTerm(models.Model):
    day = models.DateField(_("day"))
    text = models.CharField(_("searched for"), max_length=80)
    count = models.PositiveIntegerField(_("times"), default=0)
    empty_count = models.PositiveIntegerField(_("found nothing"), default=0)

    objects = SearchTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        constraints = [
            models.UniqueConstraint(fields=["day", "text"], name="search_term_unique_on_day"),
            models.CheckConstraint(
                condition=Q(empty_count__lte=F("count")), name="search_term_empty_within_count"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(text)s on %(day)s") % {"text": self.text, "day": self.day}
