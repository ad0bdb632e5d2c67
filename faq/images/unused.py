"""Finds and deletes images and attachments that no text uses."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast

from faq import conf
from faq.images.storage import UNFINISHED, upload_path
from faq.models import Attachment, DraftVersion, Image, Page, Question, Revision, Step, TrashedText
from faq.text.media_names import MEDIA_PATH, NAME_PATTERN, media_names_in

# A newer file may belong to a text that is not saved yet.
GRACE = timedelta(days=1)

_NAME = re.compile(NAME_PATTERN)


def find_unused(now: datetime) -> list[str]:
    """Return the names of files older than GRACE that no text uses, whether stored, former or in the trash.

    Args:
        now: the current time.
    """
    folder = conf.media_root()
    if not folder.is_dir():
        return []
    oldest = (now - GRACE).timestamp()
    old = [
        path.name
        for path in folder.iterdir()
        if (_NAME.fullmatch(path.name) or path.name.startswith(UNFINISHED))
        and path.stat().st_mtime <= oldest
    ]
    used = media_names_in(_texts()) if old else set()
    return sorted(name for name in old if name not in used)


def delete_uploads(names: list[str]) -> None:
    """Delete images and attachments. An interruption can leave a file without a row, not the reverse."""
    for model in (Image, Attachment):
        model._default_manager.filter(name__in=names).delete()
    for name in names:
        upload_path(name).unlink(missing_ok=True)


def _texts() -> Iterator[str]:
    """Yield every text that mentions an upload, of pages, and of questions and steps as they are and were."""
    columns: list[tuple[QuerySet[Model], str]] = [
        (Question.with_copies.all(), "body"),
        (Step._base_manager.all(), "body"),
        (Step._base_manager.all(), "caution"),
        (Page._default_manager.all(), "body"),
    ]
    for model in (Revision, DraftVersion, TrashedText):
        texts = model._default_manager.annotate(text=Cast("content", TextField()))
        columns.append((texts, "text"))
    for rows, column in columns:
        mentioning = rows.filter(**{f"{column}__contains": MEDIA_PATH})
        yield from mentioning.values_list(column, flat=True).iterator()
