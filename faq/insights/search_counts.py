"""Counts searches by normalised text, in memory first and in the database a minute later."""

import logging
import re
import unicodedata
from collections import defaultdict
from datetime import date, datetime, timedelta
from threading import Lock, Timer

from django.db import DatabaseError, connection
from django.utils.crypto import salted_hmac

from faq.circuit_breaker import COUNTERS, count_up
from faq.models import SearchTerm
from faq.models.search_term import Searches
from faq.text.cleaning import one_line
from faq.text.redaction import redact

log = logging.getLogger(__name__)

# Longer texts tell stories, and hardly two readers type the same one.
MAX_CHARACTERS = 80
MAX_WORDS = 8
_WORD = re.compile(r"[^\W_][\u0300-\u036f]*(?:['’./&-]?[^\W_][\u0300-\u036f]*)*(?:\+{1,2}|#)?")

# Seconds that counts wait in memory, and the most texts that do.
DELAY = 60.0
MAX_WAITING = 1_000
DAYS_KEPT = 90
# Different texts of a network that are counted on one day. One network cannot use up SearchTerm.MAX_A_DAY.
MAX_A_NETWORK = 100
_DAY = 24 * 3_600

_lock = Lock()
_waiting: dict[tuple[date, str], Searches] = {}
_timer: Timer | None = None


def count_search(text: str, *, found: bool, client: str, now: datetime) -> None:
    """Count a search, once a day for each client and text, and at most MAX_A_NETWORK texts of a client.

    It never fails and never waits.

    Args:
        text: what was searched.
        found: whether a question matched well.
        client: the network of the client. It is not stored; keyed hashes of it with the day, and with
            the day and the text, are stored for a day.
        now: the time of the search.
    """
    counted, day = normalised(text), now.date()
    if not counted or not _is_first(counted, client, day) or _is_over_share(client, day):
        return
    with _lock:
        known = _waiting.get((day, counted))
        is_full = known is None and len(_waiting) >= MAX_WAITING
        if is_full or (not _waiting and not _write_later()):
            return
        times, empty_times = known or (0, 0)
        _waiting[day, counted] = Searches(times + 1, empty_times + (not found))


def normalised(text: str) -> str:
    """Normalise a search: lower case, single spaces, words only.

    Returns:
        at most MAX_CHARACTERS; empty if there are no words or too many, or if anything in the text looks
        like an address, a personal number or a code.
    """
    line = one_line(text)
    folded = unicodedata.normalize("NFKC", line).casefold()
    words = _WORD.findall(unicodedata.normalize("NFKC", folded))
    spelt = " ".join(words)
    if len(words) > MAX_WORDS or len(spelt) > MAX_CHARACTERS:
        return ""
    is_personal = "@" in folded or any(redact(each) != each for each in (line, folded, spelt))
    return "" if is_personal else spelt


def write() -> None:
    """Write the waiting counts to the database, and delete those older than DAYS_KEPT.

    Counts that cannot be written are lost.
    """
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
    """Drop the waiting counts."""
    with _lock:
        _waiting.clear()
        if _timer:
            _timer.cancel()


def _is_first(text: str, client: str, day: date) -> bool:
    """Whether this client searches for the text for the first time today; False if the cache fails."""
    # The user agent is left out: a client that changed it would be counted every time.
    key = _key(f"{text}\n{client}", day)
    return COUNTERS.call(lambda cache: cache.add(key, 1, _DAY), otherwise=False)


def _is_over_share(client: str, day: date) -> bool:
    """Count a text, and return whether the client has had more than MAX_A_NETWORK today."""
    return count_up(_key(client, day), _DAY) > MAX_A_NETWORK


def _key(identity: str, day: date) -> str:
    """Return a keyed hash that differs for each day."""
    return salted_hmac(f"faq.insights {day}", identity, algorithm="sha256").hexdigest()


def _write_later() -> bool:
    """Start the timer that writes the counts; False if no thread can be started."""
    global _timer
    _timer = Timer(DELAY, _write_in_thread)
    # A server that stops must not wait for it.
    _timer.daemon = True
    try:
        _timer.start()
    except RuntimeError:
        return False
    return True


def _write_in_thread() -> None:
    """Write the counts in the timer's thread, and close that thread's connection."""
    try:
        write()
    finally:
        connection.close()
