"""Recognises the names of uploaded images and attachments, which are hashes of their content."""

import re
from collections.abc import Iterable

# The SHA-256 of the file and its format.
_HASH = r"[0-9a-f]{64}"
NAME_PATTERN = rf"{_HASH}\.(?:png|jpg|webp|pdf|mp4|webm)"
MEDIA_PATH = "/media/"

_UPLOADED = re.compile(rf"{MEDIA_PATH}({NAME_PATTERN})(?![\w.-])")
_STATIC_PATH = r"/static(?:/\w[\w.-]*)+"
_STATIC = re.compile(r"/static((?:/\w[\w.-]*)+)", re.ASCII)
_SITE_IMAGE = re.compile(rf"{MEDIA_PATH}{_HASH}\.(?:png|jpg|webp)|{_STATIC_PATH}", re.ASCII)
_ATTACHMENT = re.compile(rf"{MEDIA_PATH}({_HASH}\.(?:pdf|mp4|webm))", re.ASCII)
VIDEO_ENDINGS = (".mp4", ".webm")
ATTACHMENT_ENDINGS = (".pdf", *VIDEO_ENDINGS)


def media_names_in(texts: Iterable[str]) -> set[str]:
    """Return the names of the uploaded images and attachments that texts mention."""
    return {name for text in texts for name in _UPLOADED.findall(text)}


def static_paths_in(text: str) -> set[str]:
    """Return the paths of the static files that a text mentions, without /static/."""
    return {path.lstrip("/") for path in _STATIC.findall(text)}


def is_site_image(address: str) -> bool:
    """Return whether an address is that of an uploaded or static image of this site."""
    return _SITE_IMAGE.fullmatch(address) is not None


def attachment_name(address: str) -> str:
    """Return the name of the attachment of this site at an address; empty if it is none."""
    found = _ATTACHMENT.fullmatch(address)
    return found[1] if found else ""


def is_site_video(address: str) -> bool:
    """Return whether an address is that of an uploaded video."""
    return attachment_name(address).endswith(VIDEO_ENDINGS)
