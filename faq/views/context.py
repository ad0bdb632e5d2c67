"""What every page knows of the site."""

from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path
from django.utils.http import urlencode

from faq import conf
from faq.languages import canonical

_CARRIED = ("q", "topic", "audience", "spelling", "page")


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "content_language": conf.language_code(),
        "unnamed_address": _unnamed_address(request),
        # One address for the page in all languages: its content is the same.
        "canonical_url": canonical(get_script_prefix() + _rest(request)),
        "site_name": conf.site_name(),
        "site_url": conf.site_url(),
        "site_notice": conf.site_notice(),
        "contact_url": conf.contact_url(),
    }


def _rest(request: HttpRequest) -> str:
    """The path after the root, written as in an address: whatever stood in it was decoded."""
    return escape_uri_path(request.path_info.removeprefix("/"))


def _unnamed_address(request: HttpRequest) -> str:
    """What follows the name of a language in the address of this page, as in /de/search/."""
    query = urlencode([(name, request.GET[name]) for name in _CARRIED if name in request.GET])
    return _rest(request) + (f"?{query}" if query else "")
