"""Image files for tests, made on the spot."""

import io
from typing import Any

from PIL import Image

RED = (200, 30, 30)


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 20), colour: Any = RED, **options: Any
) -> bytes:
    """An image of one colour.

    Args:
        kind: as Pillow calls it.
        size: width and height in pixels.
        colour: as its mode has it.
        options: for the encoder.
    """
    data = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), size, colour).save(data, kind, **options)
    return data.getvalue()


def opened(data: bytes) -> Image.Image:
    """An image to look at."""
    return Image.open(io.BytesIO(data))
