"""Counting searches: once a day for each client, without the client, and without making anybody wait."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from faq.circuit_breaker import COUNTERS
from faq.insights import count_search, search_counts
from faq.insights.search_counts import MAX_CHARACTERS, MAX_WORDS, normalised
from faq.models import SearchTerm
from faq.text.cleaning import one_line
from faq.text.redaction import redact
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
    """One person who searches all day makes nothing popular."""
    for client in ("10.0.0.1", "10.0.0.1", "2001:db8::/64", "2001:db8::/64"):
        for text in ("refund", " REFUND "):
            count(text, client)
    assert counted() == {"refund": (2, 0)}


def test_network_uses_up_no_more_than_its_share_of_a_day(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check 60: neither the texts of the day nor those that wait in memory."""
    monkeypatch.setattr(search_counts, "MAX_A_NETWORK", 3)
    for number in range(10):
        count(f"refund {number}", "203.0.113.7")
    count("refund 0", "203.0.113.8")
    count("refund 9", "203.0.113.7", days=1)
    assert counted() == {
        "refund 0": (2, 0),
        "refund 1": (1, 0),
        "refund 2": (1, 0),
        "refund 9": (1, 0),
    }


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


# --- Normalised texts


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("  Refund\t of\u200b ESCROW?! ", "refund of escrow"),
        ("“escrow refund”", "escrow refund"),
        ("How do I end a contract?", "how do i end a contract"),
        ("wi-fi, don't & c++", "wi-fi don't c++"),
        ("ＲＥＦＵＮＤ", "refund"),
        ("Straße café CAFE\u0301", "strasse café café"),
        ("24/7 help", "24/7 help"),
        ("<b>refund</b>", "b refund b"),
        ("返金", "返金"),
        ("?!", ""),
        ("", ""),
        ("\ud800", ""),
    ],
)
def test_words_are_counted_in_one_spelling(typed: str, counted: str) -> None:
    assert normalised(typed) == counted


@pytest.mark.parametrize(
    "typed",
    [
        "refund for ines@example.com",
        "INES (at) example (dot) com",
        "call +49 30 1234567",
        "card 4111 1111 1111 1111",
        "４１１１１１１１１１１１１１１１",
        "transaction 123456789",
        "key sk_live_4eC39HqLyjWDarjtT1zdp7dc",
    ],
)
def test_search_with_something_personal_is_not_counted_at_all(typed: str) -> None:
    """Check 60: not even its other words."""
    assert normalised(typed) == ""


@pytest.mark.parametrize("typed", ["word " * (MAX_WORDS + 1), "x" * (MAX_CHARACTERS + 1)])
def test_long_search_is_not_counted(typed: str) -> None:
    assert normalised(typed) == ""
    assert normalised(typed[: MAX_CHARACTERS // 2]) != ""


@given(st.text(max_size=100) | st.from_regex(r"[\w@.+ -]{0,40}"))
def test_term_is_one_short_harmless_line_and_its_own_normalised(typed: str) -> None:
    counted = normalised(typed)
    assert len(counted) <= MAX_CHARACTERS
    assert counted == one_line(counted)
    assert redact(counted) == counted
    assert normalised(counted) == counted


@given(
    st.text(alphabet="abc .", max_size=10),
    st.integers(1_000_000, 10**18) | st.emails(),
    st.text(alphabet="abc ,", max_size=10),
)
def test_no_number_or_address_is_ever_counted(before: str, secret: object, after: str) -> None:
    """Check 60."""
    assert normalised(f"{before} {secret} {after}") == ""
