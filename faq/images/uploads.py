"""Checks uploaded images and encodes them again, so that only the visible picture is stored."""

import io
import struct
from typing import IO, NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAX_BYTES = 10 * 1024 * 1024
# A decoded pixel takes up to four bytes of memory.
MAX_PIXELS = 30_000_000
# About twice as wide as a column of text, for high-resolution screens.
MAX_SIZE = (1600, 6400)

_ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
# Two pictures in one JPEG, as phones take them: the second one is a smaller version or the depth.
_PICTURE_PAIR = "MPO"
_QUALITY = 85
# The errors that Pillow raises for damaged files.
_DAMAGE_ERRORS = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error)
_SIZE_ERRORS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class InvalidImage(Exception):
    """The image is rejected. The message says why and what to do."""


class EncodedImage(NamedTuple):
    """An encoded image.

    Args:
        data: the content of the file.
        ending: the extension of the file: png, jpg or webp.
        width: in pixels.
        height: in pixels.
    """

    data: bytes
    ending: str
    width: int
    height: int


def check_and_encode(file: IO[bytes]) -> EncodedImage:
    """Decode an image and encode it again, without metadata and other data in the file.

    Args:
        file: a PNG, JPEG or WebP file, whatever its name. Of a phone's pair of pictures, the first is kept.

    Raises:
        InvalidImage: the file has another format, or is damaged, animated or too large.
    """
    try:
        with Image.open(file, formats=list(_ENDINGS)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise _too_many_pixels()
            if getattr(opened, "is_animated", False) and opened.format != _PICTURE_PAIR:
                raise InvalidImage(_("The image is animated. Upload a single picture."))
            return _encoded(opened)
    except _SIZE_ERRORS:
        raise _too_many_pixels() from None
    except _DAMAGE_ERRORS:
        raise InvalidImage(
            _("The file is not a PNG, JPEG or WebP image, or it is damaged. Choose another file.")
        ) from None


def _encoded(opened: Image.Image) -> EncodedImage:
    kind = "JPEG" if opened.format == _PICTURE_PAIR else str(opened.format)
    # Decode a JPEG at a smaller size first: that makes the next operations faster.
    opened.draft("RGB", MAX_SIZE)
    image = _to_eight_bits(ImageOps.exif_transpose(opened), keeps_alpha=kind != "JPEG")
    image.thumbnail(MAX_SIZE, Image.Resampling.LANCZOS)
    # Pillow would write comments and colour profiles again.
    image.info = {}
    data = io.BytesIO()
    options = {} if kind == "PNG" else {"quality": _QUALITY}
    image.save(data, kind, **options)
    return EncodedImage(data.getvalue(), _ENDINGS[kind], *image.size)


def _to_eight_bits(image: Image.Image, *, keeps_alpha: bool) -> Image.Image:
    """Return the image with eight bits for grey, or for red, green, blue and perhaps alpha."""
    if image.mode.startswith("I"):
        # Sixteen bits, of which the upper eight remain.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    is_transparent = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    if is_transparent and keeps_alpha:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _too_many_pixels() -> InvalidImage:
    message = _("The image has more than {} million pixels. Make it smaller and upload it again.")
    return InvalidImage(message.format(MAX_PIXELS // 1_000_000))
