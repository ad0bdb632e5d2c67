"""Limits attempts to sign in, for each network and in total, before a password is hashed.

Axes locks a name for a network after failures, so whoever tries many names needs other limits. People
who use a browser that signed them in before are exempt: nobody else can use up their attempts.
"""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase

from faq import conf
from faq.ops import rate_limit

# Attempts that fail, and the seconds they are for.
NETWORK_RATE = (20, 15 * 60)
TOTAL_RATE = (60, 60)

BROWSER_KNOWN = timedelta(days=90)


def seconds_to_wait(client: str, *, now: datetime) -> int:
    """Count an attempt, and return 0 if it is within the limits, otherwise the seconds to wait.

    What the limit of the network refuses does not count in total.

    Args:
        client: the network of the client.
        now: the time of the request.
    """
    for name, key, rate in _limits(client):
        seconds = rate_limit.seconds_to_wait(name, key, rate, now=now)
        if seconds:
            return seconds
    return 0


def forget_attempt(client: str, *, now: datetime) -> None:
    """Take an attempt back that seconds_to_wait() counted, because it succeeded."""
    for name, key, rate in _limits(client):
        rate_limit.forget_request(name, key, rate, now=now)


def _limits(client: str) -> list[tuple[str, str, rate_limit.Rate]]:
    return [("sign-in", client, NETWORK_RATE), ("sign-in", "in total", TOTAL_RATE)]


def is_known_browser(request: HttpRequest, name: str) -> bool:
    """Return whether somebody signed in under this name with this browser in the last 90 days."""
    try:
        _signer(name).unsign(request.COOKIES.get(conf.browser_cookie(), ""), max_age=BROWSER_KNOWN)
    except BadSignature:
        return False
    return True


def remember_browser(response: HttpResponseBase, name: str) -> None:
    """Set a cookie by which is_known_browser() recognises the browser. It does not contain the name."""
    response.set_cookie(
        conf.browser_cookie(),
        _signer(name).sign("signed in"),
        max_age=BROWSER_KNOWN,
        secure=conf.sends_cookies_securely(),
        httponly=True,
        samesite="Lax",
    )


def _signer(name: str) -> TimestampSigner:
    return TimestampSigner(salt=f"faq.ops.sign_in {name}")
