"""What the value of one field in a fixture may be, before the model's own validators look at it."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


def problem_with(field: models.Field, value: Any) -> str:
    """What is wrong with a value, in words for whoever wrote the file; empty if nothing is.

    Stricter than the database and Django, which take 1.5 for 1, and "no" for something true.

    Args:
        field: not a relation.
        value: as JSON gave it.
    """
    if value is None:
        return "" if field.null else "it may not be null."
    if isinstance(field, models.CharField | models.TextField):
        return _problem_with_text(field, value)
    if isinstance(field, models.IntegerField) and type(value) is not int:
        return "write it as a whole number, without quotes."
    if isinstance(field, models.BooleanField) and type(value) is not bool:
        return "write it as true or false, without quotes."
    if isinstance(field, models.DateTimeField) and not _is_moment(value):
        return "write it as text with a time zone, like 2026-11-02T09:00:00Z."
    if isinstance(field, models.UUIDField) and not as_uuid(value):
        return (
            "write it as dumpdata does, like 9b2f6c1e-4f0a-4d7e-8a51-3c2d1e0f9a8b, or leave it out."
        )
    return ""


def as_uuid(value: Any) -> UUID | None:
    """The UUID that a JSON value is in its usual form, or None if it is not one."""
    is_one = isinstance(value, str) and _UUID.fullmatch(value)
    return UUID(value) if is_one else None


def _problem_with_text(field: models.Field, value: Any) -> str:
    if not isinstance(value, str):
        return "write it as text in quotes."
    if "\x00" in value:
        return "it holds a NUL character. Remove it."
    if field.max_length and len(value) > field.max_length:
        return f"it has {len(value)} characters, and may have {field.max_length}."
    try:
        value.encode()
    except UnicodeEncodeError:
        return "it holds half of a surrogate pair, which is no character. Remove it."
    return ""


def _is_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False
