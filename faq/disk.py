"""Storing files: what people are told if the disk is full or a folder is not writable."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


class NotStored(Exception):
    """A file could not be written; the message is for the person who sent it."""


@contextmanager
def storing_a_file() -> Iterator[None]:
    """Raise NotStored if the context, or a function with this decorator, cannot write its file."""
    try:
        yield
    except OSError as error:
        log.exception("A file could not be stored.")
        raise NotStored(
            _(
                "The server could not save the file: its disk is full or a folder is not writable. "
                "Nothing was changed. Tell the person who runs this site."
            )
        ) from error
