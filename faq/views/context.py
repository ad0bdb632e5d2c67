"""The context processor for all pages."""

from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from faq import conf
from faq.languages import canonical
from faq.ops.site_content import site_content

# The links to other languages keep these parameters.
_KEPT_PARAMETERS = ("q", "topic", "audience", "spelling", "page")


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "content_language": conf.language_code(),
        "unnamed_address": _unnamed_address(request),
        # The content is the same in all languages, so they share one canonical address.
        "canonical_url": canonical(get_script_prefix() + _path(request)),
        "site_name": conf.site_name(),
        "site_url": conf.site_url(),
        "site_notice": conf.site_notice(),
        "contact_url": conf.contact_url(),
        "site_content": SimpleLazyObject(lambda: site_content(request)),
    }


def _path(request: HttpRequest) -> str:
    """Return the path after the root, encoded again, because Django decodes path_info."""
    return escape_uri_path(request.path_info.removeprefix("/"))


def _unnamed_address(request: HttpRequest) -> str:
    """Return the address of this page without its language prefix and the slash after it."""
    kept = [(name, request.GET[name]) for name in _KEPT_PARAMETERS if name in request.GET]
    return _path(request) + (f"?{urlencode(kept)}" if kept else "")
