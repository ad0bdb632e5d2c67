"""Sets the language of the interface."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers

from faq import languages


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
