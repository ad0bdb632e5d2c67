"""Whole answers, kept for everybody. A cache that fails costs time and nothing else."""

import logging
import time

from django.core.cache import caches
from django.http import HttpResponse

log = logging.getLogger(__name__)

# Larger answers are seldom asked for, and would push many others out.
LARGEST = 200_000
# How long one that nobody asks for is kept, in seconds.
KEPT_FOR = 24 * 3600
# How long a cache that failed is left alone, in seconds. To wait for it would slow every page.
REST = 60.0

_resting_until = 0.0


def get(tag: str) -> HttpResponse | None:
    """The answer that was put there under an ETag, without what middleware adds."""
    if time.monotonic() < _resting_until:
        return None
    try:
        kept = caches["pages"].get(tag)
    except Exception as error:
        # Each kind of cache has errors of its own, and none of them is worth a reader's page.
        _rest(error)
        return None
    return None if kept is None else HttpResponse(kept[0], headers=kept[1])


def put(tag: str, response: HttpResponse) -> None:
    """Keep an answer of status 200 that is the same for everybody, unless it is sent in pieces."""
    if response.streaming or len(response.content) > LARGEST:
        return
    if time.monotonic() < _resting_until:
        return
    try:
        caches["pages"].set(tag, (response.content, dict(response.headers)), KEPT_FOR)
    except Exception as error:
        _rest(error)


def _rest(error: Exception) -> None:
    global _resting_until
    _resting_until = time.monotonic() + REST
    log.warning("Pages are made anew for %.0f seconds: keeping them failed (%r).", REST, error)


def try_again() -> None:
    """Ask the cache again at once, whatever happened before."""
    global _resting_until
    _resting_until = 0.0
