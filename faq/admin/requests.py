"""The requests that views of the admin get."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest


class StaffRequest(HttpRequest):
    """A request by somebody who is signed in: the admin sends everybody else to its login."""

    user: User


def staff_user(request: HttpRequest) -> User:
    """The person who sent a request, in methods that Django declares for every request."""
    return cast(StaffRequest, request).user
