"""Middleware for every response: headers and the upload limit; and the client's network."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string

from faq.text import networks

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

# In bytes. No upload that the site accepts is larger.
UPLOAD_LIMIT = 32 * 1024**2


class ResponseHeadersMiddleware:
    """Adds security and caching headers that a response does not have yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code >= 400:
            # A missing page may be published in a minute, and the error page repeats words of the address.
            response.headers.setdefault("Cache-Control", "no-store")
        if request.method == "HEAD":
            # Content-Length stays. The server would discard the body with a warning.
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = []
            elif isinstance(response, HttpResponse):
                response.content = b""
        return response


class UploadLimitMiddleware:
    """Rejects requests over the upload limit with status 413, without reading them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= UPLOAD_LIMIT:
            return self.get_response(request)
        return _error_page("413.html", 413, megabytes=UPLOAD_LIMIT // 1024**2)


def _error_page(template: str, status: int, **numbers: int) -> HttpResponse:
    context = {"site_name": settings.SITE_NAME, "contact_url": settings.CONTACT_URL, **numbers}
    return HttpResponse(render_to_string(template, context), status=status)


def client_network(request: HttpRequest) -> str:
    """Return the network of the client: an IPv4 address or an IPv6 /64.

    X-Forwarded-For counts only if PROXY_COUNT is set, and only the entry that the outermost proxy of the
    operator wrote: the client itself can send the entries to the left of it.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXY_COUNT:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", settings.PROXY_COUNT)
        address = chain[-settings.PROXY_COUNT] if len(chain) >= settings.PROXY_COUNT else address
    return networks.client_network(address)
