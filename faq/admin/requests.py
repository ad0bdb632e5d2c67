"""The type of requests in the admin, which always have a signed-in user, and the keys in them."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest


class StaffRequest(HttpRequest):
    """A request by a signed-in user: the admin sends everybody else to its sign-in page."""

    user: User


def staff_user(request: HttpRequest) -> User:
    """Return the user of a request in a method that Django declares for any HttpRequest."""
    return cast(StaffRequest, request).user


def is_key(text: str) -> bool:
    """Return whether a text can be the primary key of a row. Django would look for any other and fail."""
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) < 2**63


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script sent the request, which reads JSON."""
    return "application/json" in request.headers.get("Accept", "")
