"""The requests that views of the admin get."""

from django.contrib.auth.models import User
from django.http import HttpRequest


class StaffRequest(HttpRequest):
    """A request by somebody who is signed in: the admin sends everybody else to its login."""

    user: User
