"""Middleware that sets the language of the interface, and that redirects old addresses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, get_script_prefix, resolve, set_script_prefix
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from faq import languages
from faq.publishing.urls.redirects import find_target

_CONTENT_PATHS = ("/questions/", "/topics/", "/api/v1/questions/")


class LanguageMiddleware:
    """Sets the language from the address, such as /de/search/, or else from the browser's preference.

    Views see the path without the prefix, and reverse() adds it to every link. Addresses for programs
    always get the site's own language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        named, rest = languages.split_prefix(request.path_info)
        if languages.is_machine_readable(rest):
            return self.get_response(request)
        if named:
            request.path_info = rest
        code = named or languages.preferred_language(request.headers.get("Accept-Language", ""))
        root = get_script_prefix()
        try:
            if named:
                set_script_prefix(languages.root_of(root, named))
            with translation.override(code):
                response = self.get_response(request)
        finally:
            set_script_prefix(root)
        if not named:
            patch_vary_headers(response, ["Accept-Language"])
        return response


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
