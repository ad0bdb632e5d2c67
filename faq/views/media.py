"""Images of texts, as they are kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from faq.images import image_path

_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponse:
    """The name says what is in it, so whoever has it need never ask again."""
    path = image_path(name)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    kept = {"Cache-Control": "max-age=31536000, public, immutable"}
    return HttpResponse(data, _KINDS[path.suffix], headers=kept)
