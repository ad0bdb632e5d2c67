"""The type of requests in the admin, which always have a signed-in user, and the keys in them."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest

from faq.publishing.permissions import may_publish


class StaffRequest(HttpRequest):
    """A request by a signed-in user: the admin sends everybody else to its sign-in page."""

    user: User


def staff_user(request: HttpRequest) -> User:
    """Return the user of a request in a method that Django declares for any HttpRequest."""
    return cast(StaffRequest, request).user


def is_key(text: str) -> bool:
    """Return whether a text can be the primary key of a row. Django would look for any other and fail."""
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) < 2**63


def publishes(request: HttpRequest) -> bool:
    """Return whether the user may publish. It is looked up once, though each page asks for each model."""
    if not hasattr(request, "faq_publishes"):
        request.faq_publishes = may_publish(staff_user(request))  # type: ignore[attr-defined]
    return bool(request.faq_publishes)  # type: ignore[attr-defined]


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script sent the request, which reads JSON."""
    return "application/json" in request.headers.get("Accept", "")
