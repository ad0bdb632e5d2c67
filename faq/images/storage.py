"""Stores images in files that are named after a hash of their content and never change."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import User

from faq import conf
from faq.disk import storing_a_file
from faq.images.uploads import EncodedImage
from faq.models import Image

# The prefix of a file that is being written.
UNFINISHED = ".unfinished-"


def image_path(name: str) -> Path:
    """Return the path of an image, whether or not it exists.

    Args:
        name: a name that matches faq.text.media_names.NAME_PATTERN.
    """
    return conf.media_root() / name


def store_image(encoded: EncodedImage, alt: str, *, by: User | None, at: datetime) -> Image:
    """Store an image. An image that is stored already keeps its alternative text.

    Args:
        encoded: the result of check_and_encode().
        alt: the alternative text.
        by: the person who uploads it; None for a program.
        at: the time of the upload.

    Raises:
        NotStored: the disk is full or the folder is not writable.
    """
    name = f"{hashlib.sha256(encoded.data).hexdigest()}.{encoded.ending}"
    _write(image_path(name), encoded.data)
    values = {
        "alt": alt,
        "width": encoded.width,
        "height": encoded.height,
        "byte_count": len(encoded.data),
        "uploaded_by": by,
        "uploaded_at": at,
    }
    image, _ = Image.objects.get_or_create(name=name, defaults=values)
    return image


@storing_a_file()
def _write(path: Path, data: bytes) -> None:
    """Write a file completely or not at all, even if the power fails, and renew the time of an old one."""
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
