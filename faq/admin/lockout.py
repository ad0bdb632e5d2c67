"""Limits attempts to sign in or to change a password, with a page for people who have to wait."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from faq import conf
from faq.ops import rate_limit, sign_in
from faq.ops.passwords import HashingBusy
from faq.text.times import show_wait

# Attempts of one person, who must know the old password, and the seconds they are for.
PASSWORD_CHANGE_RATE = (10, 15 * 60)

# Long enough for several hashes, and short enough for somebody who waits.
BUSY_SECONDS = 5


def sign_in_within_limits(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the response of the sign-in page, or a refusal of a submitted form.

    Args:
        request: the form.
        view: checks the password of a submitted form, and redirects if it is right.
    """
    if request.method != "POST":
        return view()
    name = request.POST.get("username", "")
    client, now = conf.client_network(request), timezone.now()
    is_counted = not sign_in.is_known_browser(request, name)
    seconds = sign_in.seconds_to_wait(client, now=now) if is_counted else 0
    if seconds:
        return too_many_attempts(request, seconds)
    try:
        response = view()
    except HashingBusy:
        return too_many_attempts(request, BUSY_SECONDS)
    if response.status_code == 302:
        # Without a fixed end, each page with a message would begin the time anew.
        request.session.set_expiry(now + timedelta(seconds=conf.session_seconds()))
        if is_counted:
            sign_in.forget_attempt(client, now=now)
        sign_in.remember_browser(response, name)
    return response


def change_password_within_limits(
    request: HttpRequest, view: Callable[[], HttpResponse]
) -> HttpResponse:
    """Return the response of the page that changes one's password, or a refusal of a submitted form."""
    if request.method != "POST":
        return view()
    seconds = rate_limit.seconds_to_wait(
        "password change", str(request.user.pk), PASSWORD_CHANGE_RATE, now=timezone.now()
    )
    return too_many_attempts(request, seconds) if seconds else view()


def too_many_attempts(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return a page that says how long to wait, the same whether or not the account exists."""
    context = {"wait": show_wait(seconds)}
    response = render(request, "admin/locked_out.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return the page for a name that Axes has locked."""
    cool_off = get_cool_off(request)
    return too_many_attempts(request, int(cool_off.total_seconds()) if cool_off else 60)
