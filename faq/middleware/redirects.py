"""Redirects old and misspelt addresses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils import timezone

from faq import languages
from faq.publishing.urls.redirects import find_target

_CONTENT_PATHS = ("/questions/", "/topics/", "/api/v1/questions/")


class RedirectFallbackMiddleware:
    """Redirects old and misspelt addresses. It acts only if the response would be 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        if request.path_info.lower().startswith(_CONTENT_PATHS):
            target = find_target(request.path_info, timezone.now())
        else:
            target = _corrected_address(request)
        if target is None:
            return response
        # Another question may get the old address; a cached redirect would then loop.
        return HttpResponsePermanentRedirect(target, headers={"Cache-Control": "no-cache"})


def _corrected_address(request: HttpRequest) -> str | None:
    """Return the right address of a page, for one with capitals or without its final slash."""
    path, lower = request.path_info, request.path_info.lower()
    candidates = (
        other for other in (lower, f"{lower}/") if other != path and _is_static_address(other)
    )
    target = languages.corrected_prefix(path) or next(candidates, None)
    if target is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    return get_script_prefix().removesuffix("/") + target + (f"?{query}" if query else "")


def _is_static_address(path: str) -> bool:
    """Return whether a page has this address regardless of the content."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return bool(match.url_name) and not match.args and not match.kwargs
