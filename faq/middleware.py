"""Old addresses, looked up only when the answer would be 404."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils import timezone

from faq.publishing.redirects import find_target

_PLACES = ("/questions/", "/topics/")


class RedirectFallback:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404 or not request.path.lower().startswith(_PLACES):
            return response
        target = find_target(request.path, timezone.now())
        return HttpResponsePermanentRedirect(target) if target else response
