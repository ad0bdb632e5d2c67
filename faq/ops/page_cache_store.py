"""Caches whole responses for everybody. Without the cache pages are slower, and nothing else changes."""

from django.http import HttpResponse

from faq.circuit_breaker import PAGES

# In bytes. Larger responses are seldom requested and would push many others out.
MAX_SIZE = 200_000
# In seconds, for a response that nobody requests.
TIMEOUT = 24 * 3600


def get(etag: str) -> HttpResponse | None:
    """Return the response stored under an ETag, without what middleware adds."""
    stored = PAGES.call(lambda cache: cache.get(etag), otherwise=None)
    return None if stored is None else HttpResponse(stored[0], headers=stored[1])


def put(etag: str, response: HttpResponse) -> None:
    """Store a response with status 200 that is the same for everybody, unless it is streamed."""
    if response.streaming or len(response.content) > MAX_SIZE:
        return
    stored = response.content, dict(response.headers)
    PAGES.call(lambda cache: cache.set(etag, stored, TIMEOUT), otherwise=None)
