"""Stores an uploaded file between its preview and its import, for at most a day."""

import os
import re
import secrets
from datetime import datetime, timedelta

from faq import conf
from faq.disk import storing_a_file

_LIFETIME = timedelta(days=1)
_NAME = re.compile(r"[0-9a-f]{32}")


@storing_a_file()
def save(data: bytes, *, now: datetime) -> str:
    """Store a file, and delete the files that are older than a day.

    Returns:
        The random name under which the file can be loaded and deleted.

    Raises:
        NotStored: the disk is full or the folder is not writable.
    """
    folder = conf.import_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.stat().st_mtime < (now - _LIFETIME).timestamp():
            path.unlink(missing_ok=True)
    name = secrets.token_hex(16)
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as file:
        file.write(data)
    return name


def load(name: str) -> bytes | None:
    """Return the content of a stored file, or None if it has been deleted."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return (conf.import_folder() / name).read_bytes()
    except FileNotFoundError:
        return None


def delete(name: str) -> None:
    """Delete a stored file, if it is still there."""
    if _NAME.fullmatch(name):
        (conf.import_folder() / name).unlink(missing_ok=True)
