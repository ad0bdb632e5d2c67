"""How often one client may ask for what costs something. Whoever asks for more is told when to come back."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.core.cache import BaseCache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from faq import conf
from faq.circuit_breaker import COUNTERS
from faq.text.networks import client_network

# So many requests in so many seconds; None for any number.
Rate = tuple[int, int] | None


def rate_limited(
    name: str,
    rate: Callable[[], Rate],
    refuse: Callable[[HttpRequest, int], HttpResponse],
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A decorator for views that each client may ask only so often.

    Args:
        name: what is counted; views of one name are counted together.
        rate: says how often.
        refuse: makes the answer to a request too many, given the seconds to wait. Retry-After is added.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def counted(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            client = conf.client_address(request)
            seconds = seconds_to_wait(name, client, rate(), now=timezone.now())
            if not seconds:
                return view(request, *args, **kwargs)
            response = refuse(request, seconds)
            response["Retry-After"] = str(seconds)
            return response

        return counted

    return decorate


def seconds_to_wait(name: str, client: str, rate: Rate, *, now: datetime) -> int:
    """Count a request. 0 if it may be answered, otherwise how many seconds from now one will be.

    Time is divided into windows as long as the rate's, the same for everybody, and each begins at 0.
    A cache that does not work stops nobody.

    Args:
        name: what is counted.
        client: the network address of whoever asks; other texts are taken as they are.
        rate: how often that may be.
        now: the time of the request.
    """
    if rate is None:
        return 0
    allowed, length = rate
    window, passed = divmod(int(now.timestamp()), length)
    count = _count(_key(name, client, window), length)
    return length - passed if count > allowed else 0


def _key(name: str, client: str, window: int) -> str:
    """No address can be told from it, and every window has keys of its own."""
    text = f"{name} {client_network(client)} {window}"
    return salted_hmac("faq.ops.rate_limit", text, algorithm="sha256").hexdigest()


def _count(key: str, seconds: int) -> int:
    """How often the key was counted, including this time; 0 if the cache cannot be reached."""

    def increment(cache: BaseCache) -> int:
        try:
            return 1 if cache.add(key, 1, seconds) else cache.incr(key)
        except ValueError:
            # Between the two calls another key pushed this one out.
            return 1

    return COUNTERS.call(increment, otherwise=0)
