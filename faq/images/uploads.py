"""Makes an image anew of what somebody sent: only what one sees is left of it."""

import io
import struct
from typing import IO, NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAX_BYTES = 10 * 1024 * 1024
# While it is decoded, each takes up to four bytes of memory.
MAX_PIXELS = 30_000_000
# About twice as wide as a column of text: enough for screens with fine pixels.
MAX_SIZE = (1600, 6400)

_NAMES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
_QUALITY = 85
# What Pillow raises for files that are not what they claim to be.
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class InvalidImage(Exception):
    """It is not taken; the message says why and what to do."""


class EncodedImage(NamedTuple):
    """
    Args:
        data: the file.
        ending: png, jpg or webp.
        width: in pixels, as the height.
    """

    data: bytes
    ending: str
    width: int
    height: int


def check_and_encode(file: IO[bytes]) -> EncodedImage:
    """Decode an image and encode what one sees; no metadata and nothing hidden in the file survives.

    Args:
        file: PNG, JPEG or WebP, whatever it is called.

    Raises:
        BadImage: anything else, damaged, moving or too large.
    """
    try:
        with Image.open(file, formats=list(_NAMES)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise _too_many_pixels()
            if getattr(opened, "is_animated", False):
                raise InvalidImage(_("The image is animated. Upload a single picture."))
            return _encoded(opened)
    except _BOMB:
        raise _too_many_pixels() from None
    except _DAMAGED:
        raise InvalidImage(
            _("The file is not a PNG, JPEG or WebP image, or it is damaged. Choose another file.")
        ) from None


def _encoded(opened: Image.Image) -> EncodedImage:
    kind = str(opened.format)
    # Before anything else: a smaller one is quicker to turn and to convert.
    opened.draft("RGB", MAX_SIZE)
    image = _plain(ImageOps.exif_transpose(opened), keeps_alpha=kind != "JPEG")
    image.thumbnail(MAX_SIZE, Image.Resampling.LANCZOS)
    # Comments and colour profiles would be written again from here.
    image.info = {}
    data = io.BytesIO()
    options = {} if kind == "PNG" else {"quality": _QUALITY}
    image.save(data, kind, **options)
    return EncodedImage(data.getvalue(), _NAMES[kind], *image.size)


def _plain(image: Image.Image, *, keeps_alpha: bool) -> Image.Image:
    """The same with eight bits for grey, or for red, green, blue and perhaps what shows through."""
    if image.mode.startswith("I"):
        # Sixteen bits, of which the upper ones are those one sees.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    is_clear = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    if is_clear and keeps_alpha:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _too_many_pixels() -> InvalidImage:
    message = _("The image has more than {} million pixels. Make it smaller and upload it again.")
    return InvalidImage(message.format(MAX_PIXELS // 1_000_000))
