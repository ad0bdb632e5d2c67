"""The uploaded images and attachments."""

import re
from pathlib import Path
from urllib.parse import quote

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from faq.images import image_path
from faq.models import Attachment
from faq.text.media_names import ATTACHMENT_ENDINGS, VIDEO_ENDINGS

_CONTENT_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})?", re.ASCII)


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponse:
    """Return an image or attachment. Its name is a hash of its content, so browsers can cache it for ever."""
    path = image_path(name)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    headers = {"Cache-Control": "max-age=31536000, public, immutable"}
    if path.suffix in ATTACHMENT_ENDINGS:
        headers["Content-Disposition"] = _saved_as(path)
        # Opened as a page all the same, it runs nothing and is none of ours.
        headers[HEADER] = build_policy(update={"sandbox": [True]})
    if path.suffix in VIDEO_ENDINGS:
        headers["Accept-Ranges"] = "bytes"
        if part := _RANGE.fullmatch(request.headers.get("Range", "")):
            return _part(data, part, _CONTENT_TYPES[path.suffix], headers)
    return HttpResponse(data, _CONTENT_TYPES[path.suffix], headers=headers)


def _saved_as(path: Path) -> str:
    """Return the header with which browsers save a file under its title, and never show it as a page of ours."""
    title = Attachment.objects.filter(name=path.name).values_list("title", flat=True).first()
    file = re.sub(r"[^\w .,()-]+", "-", title or path.stem).strip(" .-") or path.stem
    return f"attachment; filename*=UTF-8''{quote(file)}{path.suffix}"


def _part(
    data: bytes, asked: re.Match[str], content_type: str, headers: dict[str, str]
) -> HttpResponse:
    """Return the part of a video that a player asked for. Safari plays nothing without that."""
    first, total = int(asked[1]), len(data)
    last = min(int(asked[2] or total), total - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{total}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{total}"
    return HttpResponse(data[first : last + 1], content_type, status=206, headers=headers)
