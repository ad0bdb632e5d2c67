"""Deletes old feedback, and the hashes of readers much earlier."""

from datetime import date, timedelta

from faq.models import StuckReport, Vote

# The hash of a reader only serves to recognise a second vote on the same day.
READER_KEY_DAYS = 2


def clear_reader_keys(today: date) -> None:
    """Delete the hashes of readers that are two days old."""
    for model in (Vote, StuckReport):
        old = model._default_manager.given_before(today - timedelta(days=READER_KEY_DAYS - 1))
        old.with_reader().update(reader=None)


def prune(days: int, *, today: date) -> int:
    """Delete old feedback and old hashes of readers.

    Args:
        days: the age in days from which feedback is deleted; 0 keeps today's.
        today: the current day in UTC.

    Returns:
        The number of deleted votes and stuck reports.
    """
    clear_reader_keys(today)
    first = today - timedelta(days=days)
    return sum(
        model._default_manager.given_before(first).delete()[0] for model in (Vote, StuckReport)
    )
