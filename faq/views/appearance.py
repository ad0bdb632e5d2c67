"""What makes the site one’s own, as settings choose it: its style rule, its icon and its logos."""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from faq import conf

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="{}" d="M2 14V8a6 6 0 1 1 6 6z"/></svg>'
)
# Templates add a hash of the response to an address, so browsers can cache it for ever.
_IMMUTABLE = "max-age=31536000, public, immutable"


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    return _response(request, conf.site_style(), "text/css; charset=utf-8")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    return _response(request, _ICON.format(conf.site_colour()), "image/svg+xml")


# Opened as a page, an SVG runs and loads nothing.
@csp_replace({"script-src": [NONE], "sandbox": True})  # type: ignore[arg-type]  # its type knows views without arguments only
@require_safe
def logo(request: HttpRequest, suffix: str, ending: str) -> HttpResponse:
    chosen = conf.site_logo_dark() if suffix else conf.site_logo()
    if chosen is None or chosen.ending != ending:
        raise Http404
    return _response(request, chosen.data, chosen.content_type)


def _response(request: HttpRequest, content: str | bytes, content_type: str) -> HttpResponse:
    cached = _IMMUTABLE if "v" in request.GET else "no-cache"
    return HttpResponse(content, content_type, headers={"Cache-Control": cached})
