"""Turns a row of a table into the content of a question, and says what is wrong with it."""

from collections.abc import Iterator
from typing import NamedTuple, TypedDict, cast
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from faq.importing.spreadsheets.cells import READ_ONLY, StepText, parse_cell, strip_blank_lines
from faq.importing.spreadsheets.csv_file import TableRow
from faq.models import Phrasing, Question, Step
from faq.publishing import ContentSnapshot, blank
from faq.publishing.content_snapshot import StepSnapshot
from faq.text.cleaning import one_line


class RowProblem(NamedTuple):
    """Why a table is not imported.

    Args:
        row: the number of the row, as a spreadsheet counts.
        field: the column, and the place in it if it holds several things.
        message: what is wrong, and what would be right.
    """

    row: int
    field: str
    message: str


class KnownSlugs(NamedTuple):
    """The topics and audiences that a table may refer to."""

    topics: set[str]
    audiences: set[str]


class _Values(TypedDict, total=False):
    """What a row says, by column."""

    slug: str
    title: str
    topic: str
    audiences: list[str]
    summary: str
    body: str
    steps: list[StepText]
    phrasings: list[str]
    featured: bool
    urgent: bool
    expires_at: str | None


def validate_row(
    row: TableRow, before: ContentSnapshot | None, known: KnownSlugs
) -> tuple[ContentSnapshot, list[RowProblem]]:
    """The content of a question once the row is imported, and all that is wrong with it.

    Args:
        row: columns that it leaves out keep their stored values.
        before: the stored content; None for a new question.
        known: what the row may refer to.
    """
    values: dict[str, object] = {}
    problems = []
    for column, cell in row.cells.items():
        if column in READ_ONLY:
            continue
        try:
            values[column] = parse_cell(column, cell)
        except ValueError as problem:
            problems.append(RowProblem(row.number, column, str(problem)))
    content = _merged(cast(_Values, values), before or blank())
    problems += [RowProblem(row.number, *each) for each in _problems(content, known)]
    return content, problems


def _merged(values: _Values, before: ContentSnapshot) -> ContentSnapshot:
    """The stored content with the row's values, normalised as they are stored."""
    return {
        "slug": values.get("slug", before["slug"]).strip(),
        "topic": values.get("topic", before["topic"]).strip(),
        "title": one_line(values.get("title", before["title"])),
        "summary": one_line(values.get("summary", before["summary"])),
        "body": _unless_same(before["body"], values.get("body", before["body"])),
        "featured": values.get("featured", before["featured"]),
        "urgent": values.get("urgent", before["urgent"]),
        "expires_at": values.get("expires_at", before["expires_at"]),
        "audiences": values.get("audiences", before["audiences"]),
        "steps": (
            _identified(values["steps"], before["steps"]) if "steps" in values else before["steps"]
        ),
        "phrasings": list(
            dict.fromkeys(map(one_line, values.get("phrasings", before["phrasings"])))
        ),
    }


def _unless_same(stored: str, given: str) -> str:
    """The stored text, unless the given one differs in more than how lines end."""
    return stored if strip_blank_lines(stored) == strip_blank_lines(given) else given


def _identified(given: list[StepText], stored: list[StepSnapshot]) -> list[StepSnapshot]:
    """The given steps with the uid of the stored step that has the same title, or else the same place."""
    left = {step["uid"]: step for step in stored}
    uids = [""] * len(given)
    for place, step in enumerate(given):
        title = one_line(step["title"])
        if uid := next((uid for uid, each in left.items() if each["title"] == title), ""):
            uids[place] = uid
            del left[uid]
    for place, stored_step in enumerate(stored[: len(given)]):
        if not uids[place] and stored_step["uid"] in left:
            uids[place] = stored_step["uid"]
            del left[stored_step["uid"]]
    by_uid = {step["uid"]: step for step in stored}
    return [_step(step, by_uid.get(uid)) for step, uid in zip(given, uids, strict=True)]


def _step(given: StepText, stored: StepSnapshot | None) -> StepSnapshot:
    return {
        "uid": stored["uid"] if stored else str(uuid4()),
        "title": one_line(given["title"]),
        "body": _unless_same(stored["body"] if stored else "", given["body"]),
        "caution": _unless_same(stored["caution"] if stored else "", given["caution"]),
    }


def _problems(content: ContentSnapshot, known: KnownSlugs) -> Iterator[tuple[str, str]]:
    """Fields, and what is wrong with each."""
    if content["topic"] not in known.topics:
        there = ", ".join(sorted(known.topics)[:10])
        yield "topic", _("There is no topic “{}”. There are: {}.").format(content["topic"], there)
    for slug in content["audiences"]:
        if slug not in known.audiences:
            there = ", ".join(sorted(known.audiences)[:10])
            yield "audiences", _("There is no audience “{}”. There are: {}.").format(slug, there)
    question = Question(
        slug=content["slug"],
        title=content["title"],
        summary=content["summary"],
        body=content["body"],
    )
    yield from _invalid(question, "slug", "title", "summary", "body")
    for number, text in enumerate(content["steps"], start=1):
        step = Step(title=text["title"], body=text["body"], caution=text["caution"])
        for field, message in _invalid(step, "title", "body", "caution"):
            yield f"steps, {number}: {field}", message
    for phrasing in content["phrasings"]:
        for _field, message in _invalid(Phrasing(text=phrasing), "text"):
            yield "phrasings", f"“{phrasing[:60]}”: {message}"


def _invalid(instance: Model, *names: str) -> Iterator[tuple[str, str]]:
    """What the model's own validators say of these fields."""
    others = {field.name for field in instance._meta.fields} - set(names)
    try:
        instance.clean_fields(exclude=others)
    except ValidationError as problem:
        for field, messages in problem.message_dict.items():
            yield field, " ".join(messages)
