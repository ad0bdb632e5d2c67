"""What many readers search for, as examples for the others."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from faq.models import ContentVersion, SearchTerm
from faq.search import answered

# Of so many days before today, the texts counted so often on so many of them: no burst of one day is enough.
DAYS, COUNT, DIFFERENT_DAYS = 30, 10, 3
MOST, FEWEST = 5, 3
# More are not looked at: each is searched for.
_CANDIDATES = 20


class _Kept(NamedTuple):
    version: int
    day: date
    texts: tuple[str, ...]


_kept: _Kept | None = None


def popular(now: datetime) -> tuple[str, ...]:
    """From FEWEST to MOST texts that many readers searched for, the most searched first; or none.

    Today does not count: so the answer depends on the content and the day alone, and may be kept.
    Only words that stand in published questions, and lead to some, are shown: so neither names nor
    abuse nor the words of what was withdrawn can get there, however often they are typed.

    Args:
        now: the day after those that count; decides what is published.
    """
    global _kept
    version, kept = ContentVersion.objects.current(), _kept
    if kept is None or (kept.version, kept.day) != (version, now.date()):
        kept = _kept = _Kept(version, now.date(), _read(now))
    return kept.texts


def clear_cache() -> None:
    """Let go of what was read."""
    global _kept
    _kept = None


def _read(now: datetime) -> tuple[str, ...]:
    today = now.date()
    recent = SearchTerm.objects.filter(day__lt=today, day__gte=today - timedelta(days=DAYS))
    often = list(recent.frequent(count=COUNT, days=DIFFERENT_DAYS)[:_CANDIDATES])
    texts = answered(often, now=now)[:MOST]
    return tuple(texts) if len(texts) >= FEWEST else ()
