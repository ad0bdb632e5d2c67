"""The searches that many readers make, shown as examples."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from faq.models import ContentVersion, SearchTerm
from faq.search import answered

# A text must be counted this often within so many days before today, and on different days, so that a
# burst on one day is not enough.
DAYS, MIN_COUNT, MIN_DAYS = 30, 10, 3
MAX_SHOWN, MIN_SHOWN = 5, 3
# The most texts to check; each costs a search.
_CANDIDATES = 20


class _Cached(NamedTuple):
    version: int
    day: date
    texts: tuple[str, ...]


_cached: _Cached | None = None


def popular(now: datetime) -> tuple[str, ...]:
    """Return MIN_SHOWN to MAX_SHOWN texts that many readers searched for, the most frequent first, or none.

    Searches of today do not count, so the result depends only on the content and the day, and is
    cached. Only texts that a published question answers are returned. This keeps out names, abuse and
    withdrawn content, however often they are typed.

    Args:
        now: the current time; decides what is published.
    """
    global _cached
    version, known = ContentVersion.objects.current(now), _cached
    if known is None or (known.version, known.day) != (version, now.date()):
        known = _cached = _Cached(version, now.date(), _read(now))
    return known.texts


def clear_cache() -> None:
    """Drop the cached searches."""
    global _cached
    _cached = None


def _read(now: datetime) -> tuple[str, ...]:
    today = now.date()
    recent = SearchTerm.objects.filter(day__lt=today, day__gte=today - timedelta(days=DAYS))
    often = list(recent.frequent(count=MIN_COUNT, days=MIN_DAYS)[:_CANDIDATES])
    texts = answered(often, now=now)[:MAX_SHOWN]
    return tuple(texts) if len(texts) >= MIN_SHOWN else ()
