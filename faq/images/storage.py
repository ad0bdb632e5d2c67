"""Stores images and attachments in files that are named after a hash of their content and never change."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.contrib.auth.models import User

from faq import conf
from faq.disk import storing_a_file
from faq.images.attachments import CheckedFile
from faq.images.uploads import EncodedImage
from faq.models import Attachment, Image

UploadT = TypeVar("UploadT", Image, Attachment)

# The prefix of a file that is being written.
UNFINISHED = ".unfinished-"


def upload_path(name: str) -> Path:
    """Return the path of an image or attachment, whether or not it exists.

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
    values = {"alt": alt, "width": encoded.width, "height": encoded.height}
    return _store(Image, encoded, values, by, at)


def store_attachment(
    checked: CheckedFile, title: str, *, by: User | None, at: datetime
) -> Attachment:
    """Store an attachment. One that is stored already keeps its title.

    Args:
        checked: the result of check_attachment().
        title: its title.
        by: the person who uploads it; None for a program.
        at: the time of the upload.

    Raises:
        NotStored: the disk is full or the folder is not writable.
    """
    return _store(Attachment, checked, {"title": title}, by, at)


def _store(
    model: type[UploadT],
    file: EncodedImage | CheckedFile,
    values: Mapping[str, object],
    by: User | None,
    at: datetime,
) -> UploadT:
    """Store a file and its row, or return the row of one that is stored already."""
    name = f"{hashlib.sha256(file.data).hexdigest()}.{file.ending}"
    _write(upload_path(name), file.data)
    common = {"byte_count": len(file.data), "uploaded_by": by, "uploaded_at": at}
    row, _ = model._default_manager.get_or_create(name=name, defaults={**common, **values})
    return row


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
