"""Limits how often a client may request something."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.core.cache import BaseCache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from faq import conf
from faq.circuit_breaker import COUNTERS, count_up

# The number of requests and the seconds they are for; None for no limit.
Rate = tuple[int, int] | None


def rate_limited(
    name: str,
    rate: Callable[[], Rate],
    refuse: Callable[[HttpRequest, int], HttpResponse],
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Decorate a view that each client may request only so often.

    Args:
        name: of the counter; views with the same name share one.
        rate: returns the limit.
        refuse: makes the response above the limit, given the seconds to wait. Retry-After is added.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def counted(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            client = conf.client_network(request)
            seconds = seconds_to_wait(name, client, rate(), now=timezone.now())
            if not seconds:
                return view(request, *args, **kwargs)
            response = refuse(request, seconds)
            response["Retry-After"] = str(seconds)
            return response

        return counted

    return decorate


def seconds_to_wait(name: str, client: str, rate: Rate, *, now: datetime) -> int:
    """Count a request, and return 0 if it is within the limit, otherwise the seconds to wait.

    Windows are aligned to the clock and the same for all clients, and each begins with a count of 0. If the
    cache fails, there is no limit.

    Args:
        name: of the counter.
        client: the network of the client, or any other key.
        rate: the limit.
        now: the time of the request.
    """
    if rate is None:
        return 0
    allowed, length = rate
    window, passed = divmod(int(now.timestamp()), length)
    count = count_up(_key(name, client, window), length)
    return length - passed if count > allowed else 0


def forget_request(name: str, client: str, rate: Rate, *, now: datetime) -> None:
    """Take back what seconds_to_wait() counted, given the same arguments."""
    if rate is not None:
        key = _key(name, client, int(now.timestamp()) // rate[1])
        COUNTERS.call(lambda cache: _decrement(cache, key), otherwise=None)


def _key(name: str, client: str, window: int) -> str:
    """Return a hash from which nobody can tell the address, and which differs for each window."""
    text = f"{name} {client} {window}"
    return salted_hmac("faq.ops.rate_limit", text, algorithm="sha256").hexdigest()


def _decrement(cache: BaseCache, key: str) -> None:
    # Another key may have replaced this one.
    if cache.get(key):
        cache.decr(key)
