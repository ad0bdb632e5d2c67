"""Converts a row of a table to the content of a question, and validates it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, TypedDict, cast
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from faq.importing.spreadsheets.cells import READ_ONLY, StepText, parse_cell, strip_blank_lines
from faq.importing.spreadsheets.csv_file import TableRow
from faq.models import Phrasing, Question, Step, limits
from faq.publishing import ContentSnapshot, blank
from faq.publishing.content_snapshot import StepSnapshot
from faq.text.cleaning import one_line


class RowProblem(NamedTuple):
    """An error in a table.

    Args:
        row: the number of the row in a spreadsheet program.
        field: the column; for steps also the number of the step and its field.
        message: what is wrong, and what to do.
    """

    row: int
    field: str
    message: str


class KnownSlugs(NamedTuple):
    """The topics and audiences that a table may refer to."""

    topics: set[str]
    audiences: set[str]


class _Values(TypedDict, total=False):
    """The values of a row by column."""

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
    """Return the content of a question after the import of a row, and the errors in it.

    Args:
        row: a row, which may leave out columns.
        before: the stored content; None for a new question.
        known: the topics and audiences that the row may refer to.
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
    """Return the stored content with the values of the row, normalised as models do it.

    Tables have no column for the section, so a question keeps it unless it moves to another topic.
    """
    topic = values.get("topic", before["topic"]).strip()
    return {
        "slug": values.get("slug", before["slug"]).strip(),
        "topic": topic,
        "section": before.get("section", "") if topic == before["topic"] else "",
        "title": one_line(values.get("title", before["title"])),
        "summary": one_line(values.get("summary", before["summary"])),
        "body": _keep_if_same(before["body"], values.get("body", before["body"])),
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


def _keep_if_same(stored: str, given: str) -> str:
    """Return the stored text if the given one differs only in line ends, otherwise the given one."""
    return stored if strip_blank_lines(stored) == strip_blank_lines(given) else given


def _identified(given: list[StepText], stored: list[StepSnapshot]) -> list[StepSnapshot]:
    """Return the given steps, each with the uid of the stored step with the same title or else position."""
    titled: dict[str, list[str]] = defaultdict(list)
    for stored_step in reversed(stored):
        titled[stored_step["title"]].append(stored_step["uid"])
    uids = [""] * len(given)
    for place, step in enumerate(given):
        # The first step with the title that no other row has.
        if same := titled.get(one_line(step["title"])):
            uids[place] = same.pop()
    matched = set(uids)
    for place, stored_step in enumerate(stored[: len(given)]):
        if not uids[place] and stored_step["uid"] not in matched:
            uids[place] = stored_step["uid"]
    by_uid = {step["uid"]: step for step in stored}
    return [_step(step, by_uid.get(uid)) for step, uid in zip(given, uids, strict=True)]


def _step(given: StepText, stored: StepSnapshot | None) -> StepSnapshot:
    return {
        "uid": stored["uid"] if stored else str(uuid4()),
        "title": one_line(given["title"]),
        "body": _keep_if_same(stored["body"] if stored else "", given["body"]),
        "caution": _keep_if_same(stored["caution"] if stored else "", given["caution"]),
    }


def _problems(content: ContentSnapshot, known: KnownSlugs) -> Iterator[tuple[str, str]]:
    """Yield the fields that are wrong, each with a message."""
    if content["topic"] not in known.topics:
        choices = ", ".join(sorted(known.topics)[:10])
        yield (
            "topic",
            _("There is no topic “{}”. Use one of these: {}.").format(content["topic"], choices),
        )
    for slug in content["audiences"]:
        if slug not in known.audiences:
            choices = ", ".join(sorted(known.audiences)[:10])
            yield (
                "audiences",
                _("There is no audience “{}”. Use one of these: {}.").format(slug, choices),
            )
    question = Question(
        slug=content["slug"],
        title=content["title"],
        summary=content["summary"],
        body=content["body"],
    )
    yield from _invalid(question, "slug", "title", "summary", "body")
    yield from limits.problems(content["body"], content["steps"], content["phrasings"])
    for number, text in enumerate(content["steps"][: limits.MAX_STEPS], start=1):
        step = Step(title=text["title"], body=text["body"], caution=text["caution"])
        for field, message in _invalid(step, "title", "body", "caution"):
            yield f"steps, {number}: {field}", message
    for phrasing in content["phrasings"][: limits.MAX_PHRASINGS]:
        for _field, message in _invalid(Phrasing(text=phrasing), "text"):
            yield "phrasings", f"“{phrasing[:60]}”: {message}"


def _invalid(instance: Model, *names: str) -> Iterator[tuple[str, str]]:
    """Yield those of the fields that the validators of the model reject, with their messages."""
    others = {field.name for field in instance._meta.fields} - set(names)
    try:
        instance.clean_fields(exclude=others)
    except ValidationError as problem:
        for field, messages in problem.message_dict.items():
            yield field, " ".join(messages)
