"""The language of the interface, and old addresses, looked up only when the answer would be 404."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, get_script_prefix, resolve, set_script_prefix
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from faq import languages
from faq.publishing.urls.redirects import find_target

_PLACES = ("/questions/", "/topics/", "/api/v1/questions/")


class LanguageMiddleware:
    """Speaks the language of the address, as in /de/search/, or else the browser's; no cookie knows it.

    What follows sees the address without the language, and writes all its links with it. Programs
    get the site's own language, whoever asks.
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
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        if request.path_info.lower().startswith(_PLACES):
            target = find_target(request.path_info, timezone.now())
        else:
            target = _corrected_address(request)
        if target is None:
            return response
        # A browser that kept it would go round in circles once the old address is given back.
        return HttpResponsePermanentRedirect(target, headers={"Cache-Control": "no-cache"})


def _corrected_address(request: HttpRequest) -> str | None:
    """The address of a page that is always there, for one with capital letters or without its last slash."""
    path, low = request.path_info, request.path_info.lower()
    fixed = (each for each in (low, f"{low}/") if each != path and _is_static_address(each))
    target = languages.corrected_prefix(path) or next(fixed, None)
    if target is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    return get_script_prefix().removesuffix("/") + target + (f"?{query}" if query else "")


def _is_static_address(path: str) -> bool:
    """Whether a page has this address whatever the content."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return bool(found.url_name) and not found.args and not found.kwargs
