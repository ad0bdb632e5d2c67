"""Counts of searches: add, select and prune."""

from datetime import timedelta

import pytest

from faq.models import SearchTerm
from faq.models.search_term import MAX_A_DAY, Searches
from tests.factories import NOW, make_search_term

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def stored() -> list[tuple[int, str, int, int]]:
    """All rows: days ago, text, number of searches, number without a match."""
    rows = SearchTerm.objects.order_by("-day", "text")
    return [((TODAY - row.day).days, row.text, row.count, row.empty_count) for row in rows]


def test_add_adds_to_the_counts_of_the_day() -> None:
    make_search_term("refund", count=4, empty_count=1)
    make_search_term("refund", count=7, day=TODAY - timedelta(days=1))
    SearchTerm.objects.add(TODAY, {"refund": Searches(2, 1), "escrow": Searches(1, 0)})
    assert stored() == [(0, "escrow", 1, 0), (0, "refund", 6, 2), (1, "refund", 7, 0)]


def test_add_limits_the_texts_of_a_day() -> None:
    SearchTerm.objects.bulk_create(
        SearchTerm(day=TODAY, text=f"text {number}", count=1) for number in range(MAX_A_DAY - 1)
    )
    three = {"text 0": Searches(1, 0), "a": Searches(1, 0), "b": Searches(1, 0)}
    SearchTerm.objects.add(TODAY, three)
    assert SearchTerm.objects.count() == MAX_A_DAY
    assert [row[1:3] for row in stored() if row[1] in three] == [("a", 1), ("text 0", 2)]


def test_frequent_needs_many_searches_on_several_days() -> None:
    counts = {"steady": [4, 3, 3], "burst": [100], "rare": [1, 1, 1], "often": [9, 9, 9]}
    for text, days in counts.items():
        for ago, count in enumerate(days):
            make_search_term(text, count=count, day=TODAY - timedelta(days=ago))
    assert list(SearchTerm.objects.frequent(count=10, days=3)) == ["often", "steady"]
    assert list(SearchTerm.objects.frequent(count=4)) == ["burst", "often", "steady"]


def test_prune_deletes_counts_before_a_day() -> None:
    for ago in range(4):
        make_search_term("refund", day=TODAY - timedelta(days=ago))
    assert SearchTerm.objects.prune(TODAY - timedelta(days=1)) == 2
    assert [row[0] for row in stored()] == [0, 1]
