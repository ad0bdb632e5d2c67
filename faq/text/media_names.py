"""What the files are called that the site keeps itself: by what is in them, never by what somebody says."""

import re
from collections.abc import Iterable

# The SHA-256 of the file, and what kind of image it is.
NAME_PATTERN = r"[0-9a-f]{64}\.(?:png|jpg|webp)"
MEDIA_PATH = "/media/"

_KEPT = re.compile(rf"{MEDIA_PATH}({NAME_PATTERN})(?![\w.-])")
_SHOWN = re.compile(rf"{MEDIA_PATH}{NAME_PATTERN}|/static(?:/\w[\w.-]*)+", re.ASCII)


def media_names_in(texts: Iterable[str]) -> set[str]:
    """The names of the images that texts mention, wherever in them."""
    return {name for text in texts for name in _KEPT.findall(text)}


def is_site_image(address: str) -> bool:
    """Whether an image at that address may stand in a page: the site's own files alone may."""
    return _SHOWN.fullmatch(address) is not None
