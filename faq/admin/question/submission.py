"""Submission: a submitted question form as a content snapshot, and a snapshot as a submitted form."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeAlias, cast
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.forms import Field, ModelForm
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import localize_input

from faq.models import Audience, Question, Section, Topic, limits
from faq.publishing import ContentSnapshot, blank
from faq.publishing.content_snapshot import StepSnapshot
from faq.publishing.three_way_merge import STEP_FIELDS
from faq.text.cleaning import normalize_newlines, one_line

_LINES = ("title", "slug", "summary")
_FLAGS = ("featured", "urgent")
# Rows beyond are not read; the form rejects them.
_MAX_ROWS = 2 * max(limits.MAX_STEPS, limits.MAX_PHRASINGS)
Row: TypeAlias = dict[str, str]


class Submission:
    """A submitted form of a question.

    Args:
        data: the submitted form.
        form: the class of the form, whose fields read it.
        question: the question, as it is stored now.

    Attributes:
        content: what the form says.
        unreadable: the fields that the form lacks, or whose text is no value, such as a date that does not
            exist. In the content they are blank.
    """

    def __init__(
        self, data: QueryDict, form: type[ModelForm[Question]], question: Question
    ) -> None:
        self.data = data
        self._fields: Mapping[str, Field] = form.base_fields
        self._steps = {str(step.pk): step for step in question.steps.all()}
        self._phrasings = {row.text: str(row.pk) for row in question.phrasings.all()}
        self.unreadable: set[str] = set()
        self.content = self._read()

    def _read(self) -> ContentSnapshot:
        content = blank()
        for name in _LINES:
            content[name] = one_line(str(self._value(name) or ""))  # type: ignore[literal-required]
        for name in _FLAGS:
            content[name] = bool(self._value(name))  # type: ignore[literal-required]
        content["body"] = normalize_newlines(cast(str, self._value("body") or ""))
        topic = cast("Topic | None", self._value("topic"))
        content["topic"] = topic.slug if topic else ""
        section = cast("Section | None", self._value("section"))
        is_own = section and topic and section.topic_id == topic.pk
        content["section"] = section.slug if section and is_own else ""
        expires_at = cast("datetime | None", self._value("expires_at"))
        content["expires_at"] = expires_at.isoformat() if expires_at else None
        audiences = cast("Iterable[Audience]", self._value("audiences") or [])
        content["audiences"] = sorted(audience.slug for audience in audiences)
        content["steps"] = self._read_steps()
        rows = [row for row in self._rows("phrasings") if not row.get("DELETE")]
        texts = (one_line(row.get("text", "")) for row in rows)
        content["phrasings"] = list(dict.fromkeys(filter(None, texts)))
        return content

    def _value(self, name: str) -> object:
        field = self._fields.get(name)
        if field is None:
            # This person may not change it.
            self.unreadable.add(name)
            return None
        raw = field.widget.value_from_datadict(self.data, {}, name)
        try:
            return field.clean(raw)
        except ValidationError:
            self.unreadable.add(name)
            return None

    def _rows(self, prefix: str) -> list[Row]:
        """Return the rows of a formset, by the name of the field."""
        total = self.data.get(f"{prefix}-TOTAL_FORMS", "")
        count = min(int(total), _MAX_ROWS) if total.isascii() and total.isdecimal() else 0
        rows: list[Row] = [{} for _ in range(count)]
        for key, value in self.data.items():
            start, _, rest = key.partition("-")
            number, _, name = rest.partition("-")
            if start == prefix and name and number.isascii() and number.isdecimal():
                place = int(number)
                if place < count:
                    rows[place][name] = str(value)
        return rows

    def _read_steps(self) -> list[StepSnapshot]:
        rows = [row for row in self._rows("steps") if not row.get("DELETE")]
        rows.sort(key=lambda row: int(row["position"]) if _is_position(row) else len(rows) + 1)
        steps: dict[str, StepSnapshot] = {}
        for row in rows:
            title, body, caution = (
                normalize_newlines(row.get(name, "")).strip()
                for name in ("title", "body", "caution")
            )
            if not (row.get("id") or title or body or caution):
                continue
            uid = self._uid(row)
            if uid in steps:
                uid = str(uuid4())
            steps[uid] = {"uid": uid, "title": one_line(title), "body": body, "caution": caution}
        return list(steps.values())

    def _uid(self, row: Row) -> str:
        stored = self._steps.get(row.get("id", ""))
        if stored:
            return str(stored.uid)
        try:
            return str(UUID(row.get("step_uid", "")))
        except ValueError:
            return str(uuid4())

    def with_content(self, content: ContentSnapshot) -> QueryDict:
        """Return the form as if the content had been submitted for the question as it is stored now.

        Fields that the content does not change stay as they were sent.
        """
        data = self.data.copy()
        changed = {name for name, value in self.content.items() if content[name] != value}  # type: ignore[literal-required]
        for name in changed & {*_LINES, "body"}:
            data[name] = content[name]  # type: ignore[literal-required]
        for name in changed & {*_FLAGS}:
            data.setlist(name, ["on"] if content[name] else [])  # type: ignore[literal-required]
        if "topic" in changed:
            topics = Topic.objects.filter(slug=content["topic"])
            data.setlist("topic", [str(pk) for pk in topics.values_list("pk", flat=True)])
        if changed & {"topic", "section"}:
            sections = Section.objects.filter(topic__slug=content["topic"], slug=content["section"])
            data.setlist("section", [str(pk) for pk in sections.values_list("pk", flat=True)])
        if "audiences" in changed:
            audiences = Audience.objects.filter(slug__in=content["audiences"])
            data.setlist("audiences", [str(pk) for pk in audiences.values_list("pk", flat=True)])
        if "expires_at" in changed:
            moment = content["expires_at"]
            local = timezone.localtime(datetime.fromisoformat(moment)) if moment else None
            data["expires_at_0"] = localize_input(local.date()) if local else ""
            data["expires_at_1"] = localize_input(local.time()) if local else ""
        self._write_rows(data, "steps", *self._step_rows(content["steps"]))
        self._write_rows(data, "phrasings", *self._phrasing_rows(content["phrasings"]))
        return data

    def _step_rows(self, steps: list[StepSnapshot]) -> tuple[list[Row], list[Row]]:
        """Return the rows of stored steps and of new ones."""
        rows: dict[str, Row] = {
            step["uid"]: {
                "id": "",
                "step_uid": step["uid"],
                "position": str(place),
                **{name: step[name] for name in STEP_FIELDS},  # type: ignore[literal-required]
            }
            for place, step in enumerate(steps, start=1)
        }
        stored = [
            {**rows.pop(str(step.uid), {"DELETE": "on"}), "id": pk}
            for pk, step in self._steps.items()
        ]
        return stored, list(rows.values())

    def _phrasing_rows(self, texts: list[str]) -> tuple[list[Row], list[Row]]:
        stored: list[Row] = [
            {"id": pk, "text": text, **({} if text in texts else {"DELETE": "on"})}
            for text, pk in self._phrasings.items()
        ]
        return stored, [{"id": "", "text": text} for text in texts if text not in self._phrasings]

    def _write_rows(self, data: QueryDict, prefix: str, stored: list[Row], new: list[Row]) -> None:
        for key in [key for key in data if key.startswith(f"{prefix}-")]:
            if key.removeprefix(f"{prefix}-").partition("-")[0].isdecimal():
                del data[key]
        question = data.get(f"{prefix}-__prefix__-question", "")
        for number, row in enumerate([*stored, *new]):
            for name, value in {"question": question, **row}.items():
                data[f"{prefix}-{number}-{name}"] = value
        data[f"{prefix}-INITIAL_FORMS"] = str(len(stored))
        data[f"{prefix}-TOTAL_FORMS"] = str(len(stored) + len(new))


def _is_position(row: Row) -> bool:
    position = row.get("position", "")
    return position.isascii() and position.isdecimal() and len(position) < 10
