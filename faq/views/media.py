"""The uploaded images and attachments."""

import re
from pathlib import Path
from urllib.parse import quote

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from faq.images import upload_path
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
# In bytes. A player that looks for the end of a film would have all of it read otherwise.
MAX_PART = 1_000_000
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})?", re.ASCII)


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponse:
    """Return an image or attachment. Its name is a hash of its content, so browsers can cache it for ever."""
    try:
        return _response(request, upload_path(name))
    except FileNotFoundError:
        raise Http404 from None


def _response(request: HttpRequest, path: Path) -> HttpResponse:
    headers = {"Cache-Control": "max-age=31536000, public, immutable"}
    if path.suffix in ATTACHMENT_ENDINGS:
        headers["Content-Disposition"] = _saved_as(path)
        # Opened as a page all the same, it runs nothing and is none of ours.
        headers[HEADER] = build_policy(update={"sandbox": [True]})
    if path.suffix in VIDEO_ENDINGS:
        headers["Accept-Ranges"] = "bytes"
        if part := _RANGE.fullmatch(request.headers.get("Range", "")):
            return _part(path, part, headers)
    return HttpResponse(path.read_bytes(), _CONTENT_TYPES[path.suffix], headers=headers)


def _saved_as(path: Path) -> str:
    """Return the header with which browsers save a file under its title, and never show it as a page of ours."""
    title = Attachment.objects.filter(name=path.name).values_list("title", flat=True).first()
    file = re.sub(r"[^\w .,()-]+", "-", title or path.stem).strip(" .-") or path.stem
    return f"attachment; filename*=UTF-8''{quote(file)}{path.suffix}"


def _part(path: Path, asked: re.Match[str], headers: dict[str, str]) -> HttpResponse:
    """Return the part of a video that a player asked for, or as much of it as is read at once.

    Safari plays nothing without that. Players ask for the rest when they need it.
    """
    first, total = int(asked[1]), path.stat().st_size
    last = min(int(asked[2] or total), total - 1, first + MAX_PART - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{total}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{total}"
    with path.open("rb") as file:
        file.seek(first)
        data = file.read(last - first + 1)
    return HttpResponse(data, _CONTENT_TYPES[path.suffix], status=206, headers=headers)
