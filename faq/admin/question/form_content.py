"""The content of a question as it stands in a submitted form, valid or not."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.http import QueryDict

from faq.admin.requests import is_key
from faq.models import Audience, Section, Step, Topic
from faq.publishing import ContentSnapshot, blank
from faq.publishing.content_snapshot import StepSnapshot
from faq.text.times import NoSuchTime, moment_at

_FIELDS = {
    "steps": re.compile(r"(steps-[0-9]{1,6}-)(?:title|body|caution)"),
    "phrasings": re.compile(r"(phrasings-[0-9]{1,6}-)text"),
}
_STEP_TEXTS = ("title", "body", "caution")


def step_rows(form: QueryDict) -> list[str]:
    """Return the prefixes of the fields of each step with a text that is not deleted, in order."""
    rows = [
        row
        for row in _rows(form, "steps")
        if any(form.get(f"{row}{name}", "").strip() for name in _STEP_TEXTS)
    ]
    return sorted(rows, key=lambda row: _position(form.get(f"{row}position", "")))


def form_content(form: QueryDict, rows: Sequence[str]) -> ContentSnapshot:
    """Return the texts of a form.

    Args:
        form: the submitted form.
        rows: the prefixes of the fields of its steps. Their uids are left empty.
    """
    steps: list[StepSnapshot] = [
        {
            "uid": "",
            "title": form.get(f"{row}title", ""),
            "body": form.get(f"{row}body", ""),
            "caution": form.get(f"{row}caution", ""),
        }
        for row in rows
    ]
    return {
        **blank(),
        "title": form.get("title", ""),
        "slug": form.get("slug", ""),
        "summary": form.get("summary", ""),
        "body": form.get("body", ""),
        "steps": steps,
    }


def full_form_content(form: QueryDict) -> ContentSnapshot:
    """Return all content of a form, to compare it with a stored version. This takes four queries."""
    rows = step_rows(form)
    content = form_content(form, rows)
    keys = [form.get(f"{row}id", "") for row in rows]
    stored = Step.objects.filter(pk__in=filter(is_key, keys))
    uids = {str(pk): str(uid) for pk, uid in stored.values_list("pk", "uid")}
    steps: list[StepSnapshot] = [
        {**step, "uid": uids.get(key, "") or f"new {place}"}
        for place, (step, key) in enumerate(zip(content["steps"], keys, strict=True))
    ]
    topic, section = _slug(form, "topic", Topic), _slug(form, "section", Section)
    audiences = Audience.objects.filter(pk__in=filter(is_key, form.getlist("audiences")))
    phrasings = [form.get(f"{row}text", "").strip() for row in _rows(form, "phrasings")]
    return {
        **content,
        "topic": topic,
        "section": section,
        "featured": "featured" in form,
        "urgent": "urgent" in form,
        "expires_at": _moment(form.get("expires_at_0", ""), form.get("expires_at_1", "")),
        "audiences": sorted(audiences.values_list("slug", flat=True)),
        "steps": steps,
        "phrasings": list(filter(None, phrasings)),
    }


def _slug(form: QueryDict, field: str, model: type[Topic] | type[Section]) -> str:
    """Return the slug of the row that a field names, or an empty text."""
    key = form.get(field, "")
    if not is_key(key):
        return ""
    return model._base_manager.filter(pk=key).values_list("slug", flat=True).first() or ""


def _rows(form: QueryDict, prefix: str) -> Iterator[str]:
    """Yield the prefix of the fields of each row that is not deleted, in the order of the form."""
    matches = (_FIELDS[prefix].fullmatch(name) for name in form)
    rows = dict.fromkeys(match[1] for match in matches if match)
    yield from (row for row in rows if not form.get(f"{row}DELETE"))


def _position(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 10**9


def _moment(day: str, time: str) -> str | None:
    """Return a moment in the format of snapshots, or None for what is no moment."""
    if not (day or time):
        return None
    try:
        return moment_at(datetime.fromisoformat(f"{day}T{time}")).isoformat()
    except (NoSuchTime, ValueError):
        return None
