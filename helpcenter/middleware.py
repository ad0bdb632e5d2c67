"""What stands around every answer: headers, pages for what is too large or comes too soon, and who asks."""

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

# In bytes. Nothing that the site takes is larger.
UPLOAD_LIMIT = 32 * 1024**2


class ResponseHeadersMiddleware:
    """Adds the headers to every answer that does not carry them already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code >= 400:
            # What is missing now may be published in a minute, and the page repeats words of the address.
            response.headers.setdefault("Cache-Control", "no-store")
        if request.method == "HEAD":
            # The length stays; the server would drop the bytes, and complain about them.
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = []
            elif isinstance(response, HttpResponse):
                response.content = b""
        return response


class UploadLimitMiddleware:
    """Answers 413 to what is larger than anything the site takes, before any of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= UPLOAD_LIMIT:
            return self.get_response(request)
        return _error_page("413.html", 413, megabytes=UPLOAD_LIMIT // 1024**2)


class BusyDatabaseMiddleware:
    """Answers 503 where a write had to wait too long for another, say for a large fixture being loaded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OperationalError) or "locked" not in str(error):
            return None
        page = _error_page("503.html", 503)
        page["Retry-After"] = "30"
        return page


def _error_page(template: str, status: int, **said: int) -> HttpResponse:
    context = {"site_name": settings.SITE_NAME, "contact_url": settings.CONTACT_URL, **said}
    return HttpResponse(render_to_string(template, context), status=status)


def client_address(request: HttpRequest) -> str:
    """The network address of the client.

    X-Forwarded-For counts only when PROXY_COUNT says that proxies of ours write it, and then only the
    entry that the outermost of them wrote: what stands to its left is the client's own claim.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if not settings.PROXY_COUNT:
        return peer
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return chain[-settings.PROXY_COUNT] if len(chain) >= settings.PROXY_COUNT else peer
