"""What many readers search for, as examples for the others."""

from datetime import datetime, timedelta
from typing import NamedTuple

from faq.models import ContentVersion, SearchTerm
from faq.search import answered

# Of so many days, the texts counted so often on so many of them: no burst of one day is enough.
DAYS, COUNT, DIFFERENT_DAYS = 30, 10, 3
MOST, FEWEST = 5, 3
# More are not looked at: each is searched for.
_CANDIDATES = 20
# How long an answer is good, if the content does not change before.
_GOOD_FOR = timedelta(minutes=10)


class _Kept(NamedTuple):
    version: int
    read_at: datetime
    texts: tuple[str, ...]


_kept: _Kept | None = None


def popular(now: datetime) -> tuple[str, ...]:
    """From FEWEST to MOST texts that many readers searched for, the most searched first; or none.

    Only words that stand in published questions, and lead to some, are shown: so neither names nor
    abuse nor the words of what was withdrawn can get there, however often they are typed.

    Args:
        now: the end of the days that count; decides what is published.
    """
    global _kept
    version, kept = ContentVersion.objects.current(), _kept
    good = kept and kept.version == version and now - _GOOD_FOR < kept.read_at <= now
    if kept is None or not good:
        kept = _kept = _Kept(version, now, _read(now))
    return kept.texts


def forget() -> None:
    """Let go of what was read."""
    global _kept
    _kept = None


def _read(now: datetime) -> tuple[str, ...]:
    recent = SearchTerm.objects.filter(day__gt=now.date() - timedelta(days=DAYS))
    often = list(recent.often(count=COUNT, days=DIFFERENT_DAYS)[:_CANDIDATES])
    texts = answered(often, now=now)[:MOST]
    return tuple(texts) if len(texts) >= FEWEST else ()
