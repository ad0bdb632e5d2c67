"""Keeps images as files that are named after what is in them, and never change."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import User

from faq import conf
from faq.images.uploads import EncodedImage
from faq.models import Image

# What a file is called until all of it is written.
UNFINISHED = ".unfinished-"


def image_path(name: str) -> Path:
    """Where an image is, if there is one.

    Args:
        name: one that matches faq.text.media_names.NAME_PATTERN.
    """
    return conf.media_root() / name


def store_image(encoded: EncodedImage, alt: str, *, by: User | None, at: datetime) -> Image:
    """Write an image down; the same one is kept once, with the words it had first.

    Args:
        encoded: what encode() gave.
        alt: what one sees in it.
        by: who uploads it.
        at: when.
    """
    name = f"{hashlib.sha256(encoded.data).hexdigest()}.{encoded.ending}"
    _write(image_path(name), encoded.data)
    about = {
        "alt": alt,
        "width": encoded.width,
        "height": encoded.height,
        "byte_count": len(encoded.data),
        "uploaded_by": by,
        "uploaded_at": at,
    }
    image, _ = Image.objects.get_or_create(name=name, defaults=about)
    return image


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing, even if the power fails meanwhile; an old file counts as new again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=UNFINISHED, delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except OSError:
            os.unlink(file.name)
            raise
