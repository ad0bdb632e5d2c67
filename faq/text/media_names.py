"""Recognises the names of uploaded images, which are hashes of their content."""

import re
from collections.abc import Iterable

# The SHA-256 of the file and its format.
NAME_PATTERN = r"[0-9a-f]{64}\.(?:png|jpg|webp)"
MEDIA_PATH = "/media/"

_UPLOADED = re.compile(rf"{MEDIA_PATH}({NAME_PATTERN})(?![\w.-])")
_STATIC = re.compile(r"/static((?:/\w[\w.-]*)+)", re.ASCII)
_SITE_IMAGE = re.compile(rf"{MEDIA_PATH}{NAME_PATTERN}|/static(?:/\w[\w.-]*)+", re.ASCII)


def media_names_in(texts: Iterable[str]) -> set[str]:
    """Return the names of the uploaded images that texts mention."""
    return {name for text in texts for name in _UPLOADED.findall(text)}


def static_paths_in(text: str) -> set[str]:
    """Return the paths of the static files that a text mentions, without /static/."""
    return {path.lstrip("/") for path in _STATIC.findall(text)}


def is_site_image(address: str) -> bool:
    """Return whether an address is that of an uploaded or static image of this site."""
    return _SITE_IMAGE.fullmatch(address) is not None
