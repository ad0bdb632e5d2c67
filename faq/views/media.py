"""The uploaded images."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from faq.images import image_path

_CONTENT_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponse:
    """Return an image. Its name is a hash of its content, so browsers can cache it for ever."""
    path = image_path(name)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    headers = {"Cache-Control": "max-age=31536000, public, immutable"}
    return HttpResponse(data, _CONTENT_TYPES[path.suffix], headers=headers)
