"""Counts searches: in memory at once, in the database a minute later, so that no reader waits for it."""

import logging
from collections import defaultdict
from datetime import date, datetime, timedelta
from threading import Lock, Timer

from django.db import DatabaseError, connection
from django.utils.crypto import salted_hmac

from faq.circuit_breaker import COUNTERS
from faq.insights.search_terms import term
from faq.models import SearchTerm
from faq.models.search_term import Searches
from faq.text.networks import client_network

log = logging.getLogger(__name__)

# How long counts wait in memory, in seconds, and how many different texts may.
DELAY = 60.0
MAX_WAITING = 1_000
DAYS_KEPT = 90
_DAY = 24 * 3_600

_lock = Lock()
_waiting: dict[tuple[date, str], Searches] = {}
_timer: Timer | None = None


def count_search(text: str, *, found: bool, client: str, now: datetime) -> None:
    """Count a search, once a day for each client and text. Never fails and never waits.

    Args:
        text: what was searched.
        found: whether something matched well.
        client: network address. It is kept nowhere; of a keyed hash of it with day and text, a part
            is kept for a day.
        now: the time of the search.
    """
    counted, day = term(text), now.date()
    if not counted or not _is_first(counted, client, day):
        return
    with _lock:
        known = _waiting.get((day, counted))
        is_full = known is None and len(_waiting) >= MAX_WAITING
        if is_full or (not _waiting and not _write_later()):
            return
        times, empty_times = known or (0, 0)
        _waiting[day, counted] = Searches(times + 1, empty_times + (not found))


def write() -> None:
    """Write down what waits, and forget what is older than DAYS_KEPT. What cannot be written is lost."""
    with _lock:
        taken = dict(_waiting)
        _waiting.clear()
    days: dict[date, dict[str, Searches]] = defaultdict(dict)
    for (day, text), searches in taken.items():
        days[day][text] = searches
    try:
        for day, counted in days.items():
            SearchTerm.objects.add(day, counted)
        if days:
            SearchTerm.objects.prune(max(days) - timedelta(days=DAYS_KEPT))
    except DatabaseError as error:
        log.warning("%d counts of searches are lost: %s", len(taken), error)


def discard() -> None:
    """Let go of what waits."""
    with _lock:
        _waiting.clear()
        if _timer:
            _timer.cancel()


def _is_first(text: str, client: str, day: date) -> bool:
    """Whether nobody from there has searched for it today; not if that cannot be told."""
    # The browser's name is left out: whoever sent another one each time would count as many.
    said = f"{text}\n{client_network(client)}"
    key = salted_hmac(f"faq.insights {day}", said, algorithm="sha256").hexdigest()
    return COUNTERS.call(lambda cache: cache.add(key, 1, _DAY), otherwise=False)


def _write_later() -> bool:
    """Whether what waits will be written; not where no thread can be had."""
    global _timer
    _timer = Timer(DELAY, _write_apart)
    # A server that stops does not wait for it.
    _timer.daemon = True
    try:
        _timer.start()
    except RuntimeError:
        return False
    return True


def _write_apart() -> None:
    """In a thread of its own, which has a connection of its own to give back."""
    try:
        write()
    finally:
        connection.close()
