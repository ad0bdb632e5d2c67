"""SearchTerm: how often a text was searched for on one day, without anything about the readers."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Texts with fewer searches are not shown, because they may identify a reader.
MIN_SEARCHES = 3
# Different texts that are recorded on one day; more are not recorded.
MAX_A_DAY = 2_000


class Searches(NamedTuple):
    """The number of searches for a text, and of those without a good match."""

    times: int
    empty_times: int


class Unfound(NamedTuple):
    """A text, the number of searches for it, and of those without a good match."""

    text: str
    times: int
    empty_times: int


class SearchTermQuerySet(models.QuerySet["SearchTerm"]):
    def add(self, day: date, searches: Mapping[str, Searches]) -> None:
        """Add searches to the counts of a day.

        Args:
            day: the day of the searches.
            searches: counts by text, normalised as faq.insights.search_counts does.
        """
        with transaction.atomic():
            today = self.filter(day=day)
            known = set(today.filter(text__in=list(searches)).values_list("text", flat=True))
            new = [text for text in searches if text not in known]
            room = max(0, MAX_A_DAY - today.count()) if new else 0
            self.bulk_create(
                [self.model(day=day, text=text) for text in new[:room]], ignore_conflicts=True
            )
            for text, (times, empty_times) in searches.items():
                today.filter(text=text).update(
                    count=F("count") + times, empty_count=F("empty_count") + empty_times
                )

    def frequent(self, *, count: int, days: int = 1) -> models.QuerySet["SearchTerm", str]:
        """Texts with at least `count` searches in total, on at least `days` days, most frequent first."""
        totals = self.values("text").annotate(total=Sum("count"), days=Count("day"))
        chosen = totals.filter(total__gte=count, days__gte=days)
        return chosen.order_by("-total", "text").values_list("text", flat=True)

    def unfound(self, *, count: int) -> models.QuerySet["SearchTerm", tuple[str, int, int]]:
        """Texts with at least `count` searches, at least one of them without a good match, as rows for Unfound."""
        totals = (
            self.order_by()
            .values("text")
            .annotate(times=Sum("count"), empty_times=Sum("empty_count"))
        )
        chosen = totals.filter(times__gte=count, empty_times__gt=0)
        return chosen.order_by("-empty_times", "text").values_list("text", "times", "empty_times")

    def prune(self, before: date) -> int:
        """Delete the counts before a day.

        Returns:
            the number of deleted rows.
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
