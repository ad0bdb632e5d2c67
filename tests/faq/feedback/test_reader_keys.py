"""The keys that recognise a reader for one day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.feedback.reader_keys import MAX_READERS, Sender, reader_key

DAY = date(2026, 11, 23)
SENDER = Sender("203.0.113.7", "Firefox")


def key(sender: Sender = SENDER, question_id: int = 1, day: date = DAY) -> bytes:
    return reader_key(sender, question_id=question_id, day=day)


def test_key_is_the_same_for_the_same_reader_question_and_day() -> None:
    """Check 57."""
    assert key() == key()
    assert len(key()) == 32


@pytest.mark.parametrize(
    "other",
    [
        key(Sender("203.0.113.8", "Firefox")),
        key(Sender("203.0.113.7", "Chromium")),
        key(question_id=2),
        key(day=date(2026, 11, 24)),
    ],
    ids=["network", "browser", "question", "day"],
)
def test_key_differs_by_reader_question_and_day(other: bytes) -> None:
    """Check 59: keys of different days or questions cannot be linked."""
    assert other != key()


def test_network_has_few_keys_however_often_it_changes_its_browser() -> None:
    """Check 57: a name of a browser can be made up for each vote."""
    keys = {key(Sender("203.0.113.7", f"Browser {number}")) for number in range(200)}
    assert len(keys) == MAX_READERS
    others = {key(Sender("203.0.113.8", f"Browser {number}")) for number in range(200)}
    assert keys.isdisjoint(others)


@given(st.text())
def test_any_name_of_a_browser_gives_a_key(agent: str) -> None:
    assert len(key(Sender("203.0.113.7", agent))) == 32


def test_key_depends_on_the_secret_key(settings) -> None:
    """Check 59: addresses cannot be guessed from the database alone."""
    before = key()
    settings.SECRET_KEY = "another" * 10
    assert key() != before
