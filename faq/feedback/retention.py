"""How long feedback is kept, and how much longer than what was said is known of who said it."""

from datetime import date, timedelta

from faq.models import StuckReport, Vote

# A reader's hash only serves to know a second vote of the same day.
DAYS_OF_READERS = 2


def clear_reader_keys(today: date) -> None:
    """Drop the hashes of readers that are two days old."""
    for model in (Vote, StuckReport):
        old = model._default_manager.given_before(today - timedelta(days=DAYS_OF_READERS - 1))
        old.with_reader().update(reader=None)


def prune(days: int, *, today: date) -> int:
    """Delete what is older than that many days, drop the hashes of readers, and say how much was deleted.

    Args:
        days: how long feedback is kept; 0 keeps that of today.
        today: the day, in UTC.
    """
    clear_reader_keys(today)
    first = today - timedelta(days=days)
    return sum(
        model._default_manager.given_before(first).delete()[0] for model in (Vote, StuckReport)
    )
