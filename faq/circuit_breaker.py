"""Keeps the site running without its caches: a cache that failed is not called for a minute."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import BaseCache, caches

log = logging.getLogger(__name__)

T = TypeVar("T")


class CircuitBreaker:
    """Calls a cache unless it failed recently, because waiting for it would slow every page.

    Args:
        alias: name of the cache in CACHES.
        consequence: what the site does without the cache, for the log.
        pause: how long not to call a cache that failed, in seconds.
    """

    def __init__(self, alias: str, consequence: str, *, pause: float = 60.0) -> None:
        self.alias, self.consequence, self.pause = alias, consequence, pause
        self._open_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the cache is not called at the moment."""
        return time.monotonic() < self._open_until

    def call(self, operation: Callable[[BaseCache], T], *, otherwise: T) -> T:
        """Return the result of an operation on the cache, or `otherwise` if the cache fails."""
        if self.is_open:
            return otherwise
        try:
            return operation(caches[self.alias])
        except _connection_errors() as error:
            self._open_until = time.monotonic() + self.pause
            log.warning(
                "The cache %r failed (%r). For %.0f seconds %s.",
                self.alias,
                error,
                self.pause,
                self.consequence,
            )
            return otherwise

    def reset(self) -> None:
        """Call the cache again at once, even if it has just failed."""
        self._open_until = 0.0


def _connection_errors() -> tuple[type[Exception], ...]:
    """Return the exceptions that caches raise when a server or a disk fails."""
    try:
        from redis.exceptions import RedisError  # Optional, and slow to import.
    except ImportError:
        return (OSError,)
    return OSError, RedisError


PAGES = CircuitBreaker("pages", "pages are rendered for each request")
# Rate limits and counts of searches share a cache.
COUNTERS = CircuitBreaker("limits", "no rate limit applies and searches are not counted")


def count_up(key: str, seconds: int) -> int:
    """Increment a count of COUNTERS that lasts so many seconds, and return it; 0 if the cache fails."""

    def increment(cache: BaseCache) -> int:
        try:
            return 1 if cache.add(key, 1, seconds) else cache.incr(key)
        except ValueError:
            # Another key replaced this one between the two calls.
            return 1

    return COUNTERS.call(increment, otherwise=0)
