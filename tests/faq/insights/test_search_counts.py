"""Counting searches: once a day for each client, without the client, and without making anybody wait."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import connection

from faq.circuit_breaker import COUNTERS
from faq.insights import count_search, search_counts
from faq.models import SearchTerm
from tests.factories import NOW, make_search_term

Counted = Callable[[], dict[str, tuple[int, int]]]


def count(text: str, client: str = "10.0.0.1", found: bool = True, days: int = 0) -> None:
    count_search(text, found=found, client=client, now=NOW + timedelta(days=days))


def test_searches_are_counted_by_text(counted: Counted) -> None:
    count("Refund!", "10.0.0.1")
    count("refund", "10.0.0.2", found=False)
    count("escrow", "10.0.0.1")
    assert counted() == {"escrow": (1, 0), "refund": (2, 1)}
    count("refund", "10.0.0.3")
    assert counted() == {"escrow": (1, 0), "refund": (3, 1)}


def test_client_counts_once_a_day_for_each_text(counted: Counted) -> None:
    """One person who searches all day makes nothing popular, with one network of 2⁶⁴ addresses or not."""
    for client in ("10.0.0.1", "10.0.0.1", "2001:db8::1", "2001:db8::2", "2001:db8:0:0:9::"):
        for text in ("refund", " REFUND "):
            count(text, client)
    assert counted() == {"refund": (2, 0)}


def test_next_day_is_another_row(counted: Counted) -> None:
    count("refund")
    count("refund", days=1)
    search_counts.write()
    rows = SearchTerm.objects.order_by("day").values_list("day", "count")
    assert list(rows) == [(NOW.date(), 1), (NOW.date() + timedelta(days=1), 1)]


def test_nothing_is_written_before_its_time(counted: Counted, django_assert_num_queries) -> None:
    """Check 27: counting a search is no write."""
    with django_assert_num_queries(0):
        count("refund")
    assert not SearchTerm.objects.exists()
    assert counted() == {"refund": (1, 0)}


def test_nothing_of_the_client_is_kept(counted: Counted) -> None:
    """Check 59: neither in the row nor in the file that tells who counted already."""
    count("refund", "203.0.113.77")
    counted()
    (row,) = SearchTerm.objects.values()
    assert set(row) == {"id", "day", "text", "count", "empty_count"}
    kept = (Path(site_settings.VAR) / "limits").read_bytes()
    assert any(kept)
    assert [
        each for each in (b"203.0.113", b"refund", bytes([203, 0, 113, 77])) if each in kept
    ] == []


def test_memory_is_bounded_and_what_waits_goes_on_counting(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_counts, "MAX_WAITING", 2)
    for text in ("one", "two", "three"):
        count(text)
    count("one", "10.0.0.2")
    assert counted() == {"one": (2, 0), "two": (1, 0)}
    count("three", "10.0.0.2")
    assert counted() == {"one": (2, 0), "three": (1, 0), "two": (1, 0)}


def test_old_counts_go_by_themselves(counted: Counted) -> None:
    """Check 60: retention, without any command."""
    make_search_term("kept", day=NOW.date() - timedelta(days=search_counts.DAYS_KEPT))
    make_search_term("old", day=NOW.date() - timedelta(days=search_counts.DAYS_KEPT + 1))
    count("refund")
    assert counted() == {"kept": (1, 0), "refund": (1, 0)}


def test_cache_that_fails_counts_nothing_and_stops_nobody(counted: Counted, settings) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "limits": {
            "BACKEND": "faq.ops.counter_cache.CounterCache",
            "LOCATION": "/proc/nowhere/limits",
        },
    }
    count("refund")
    assert counted() == {}
    # The next search does not wait for it again.
    assert COUNTERS.is_open


@pytest.mark.django_db(transaction=True)
def test_database_that_cannot_be_written_loses_counts_and_nothing_else(
    counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    count("secretive")
    with connection.schema_editor() as editor:
        editor.alter_db_table(SearchTerm, "faq_searchterm", "faq_elsewhere")
    try:
        with caplog.at_level(logging.WARNING):
            search_counts.write()
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(SearchTerm, "faq_elsewhere", "faq_searchterm")
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "1 counts of searches are lost"
    ]
    assert "secretive" not in caplog.text
    assert counted() == {}


@pytest.mark.django_db(transaction=True)
def test_what_waits_is_written_by_a_thread_of_its_own(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_counts, "DELAY", 0.01)
    for text in ("refund", "escrow"):
        count(text)
        assert search_counts._timer is not None
        search_counts._timer.join()
    assert list(SearchTerm.objects.order_by("text").values_list("text", "count")) == [
        ("escrow", 1),
        ("refund", 1),
    ]
