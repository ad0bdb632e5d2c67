"""Keeps an uploaded table from when it was looked at until it is taken in, a day at most."""

import os
import re
import secrets
from datetime import datetime, timedelta

from faq import conf

_KEPT = timedelta(days=1)
_NAME = re.compile(r"[0-9a-f]{32}")


def park(data: bytes, *, now: datetime) -> str:
    """Keep a file and return the name by which it is fetched; those of yesterday are deleted."""
    folder = conf.import_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.stat().st_mtime < (now - _KEPT).timestamp():
            path.unlink(missing_ok=True)
    name = secrets.token_hex(16)
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as file:
        file.write(data)
    return name


def fetch(name: str) -> bytes | None:
    """The file of that name, or None if there is none any more."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return (conf.import_folder() / name).read_bytes()
    except FileNotFoundError:
        return None


def drop(name: str) -> None:
    """Forget the file of that name."""
    if _NAME.fullmatch(name):
        (conf.import_folder() / name).unlink(missing_ok=True)
