"""Holds what a row of a table says against what a question may say."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from faq.importing.sheets.columns import READ_ONLY, STEP_TEXTS, value_of
from faq.importing.sheets.reading import Row
from faq.importing.sheets.steps import plain
from faq.models import Phrasing, Question, Step
from faq.publishing import ContentSnapshot, blank
from faq.text.lines import one_line

_TEXTS = ("slug", "title", "summary", "body")


class Problem(NamedTuple):
    """Why a table is not taken in.

    Attributes:
        row: as whoever sees the table counts.
        field: the column, and the place in it if it holds several things.
        message: what is wrong, and what would be right.
    """

    row: int
    field: str
    message: str


class Names(NamedTuple):
    """The names in addresses that a table may refer to."""

    topics: set[str]
    audiences: set[str]


def content_of_row(
    row: Row, before: ContentSnapshot | None, names: Names
) -> tuple[ContentSnapshot, list[Problem]]:
    """What a question would say if the row were taken in, and all that is wrong with it.

    Args:
        row: columns that it has not stay as they are.
        before: what the question says; None for a new one.
        names: what there is to refer to.
    """
    values: dict[str, Any] = {}
    problems = []
    for name, given in row.values.items():
        if name in READ_ONLY:
            continue
        try:
            values[name] = value_of(name, given)
        except ValueError as problem:
            problems.append(Problem(row.number, name, str(problem)))
    content = _put_together(values, before or blank())
    problems += [Problem(row.number, *each) for each in _wrong(content, names)]
    return content, problems


def _put_together(values: dict[str, Any], before: ContentSnapshot) -> ContentSnapshot:
    """In the form in which it is stored, and with stored texts where the row says the same."""
    content: Any = {**before, **values}
    for name in ("slug", "topic"):
        content[name] = content[name].strip()
    for name in ("title", "summary"):
        content[name] = one_line(content[name])
    content["body"] = _same_or_new(before["body"], content["body"])
    content["phrasings"] = list(dict.fromkeys(map(one_line, content["phrasings"])))
    if "steps" in values:
        content["steps"] = _identified(values["steps"], before["steps"])
    return content


def _same_or_new(stored: str, given: str) -> str:
    return stored if plain(stored) == plain(given) else given


def _identified(given: list[dict[str, str]], stored: Any) -> list[dict[str, str]]:
    """Which step each of them is: by its title, or else by its place."""
    left = {step["uid"]: step for step in stored}
    found: list[str] = ["" for _ in given]
    for place, step in enumerate(given):
        title = one_line(step["title"])
        same = next((uid for uid, each in left.items() if each["title"] == title), "")
        if same:
            found[place] = same
            left.pop(same)
    for place, step in enumerate(stored[: len(given)]):
        if not found[place] and step["uid"] in left:
            found[place] = step["uid"]
            left.pop(step["uid"])
    known = {step["uid"]: step for step in stored}
    return [_step(step, known.get(uid, {}), uid) for step, uid in zip(given, found, strict=True)]


def _step(given: dict[str, str], stored: Mapping[str, str], uid: str) -> dict[str, str]:
    texts = {name: _same_or_new(stored.get(name, ""), given[name]) for name in ("body", "caution")}
    return {"uid": uid or str(uuid4()), "title": one_line(given["title"]), **texts}


def _wrong(content: ContentSnapshot, names: Names) -> Iterator[tuple[str, str]]:
    """Fields, and what is wrong there."""
    if content["topic"] not in names.topics:
        there = ", ".join(sorted(names.topics)[:10])
        yield "topic", _("There is no topic “{}”. There are: {}.").format(content["topic"], there)
    for name in content["audiences"]:
        if name not in names.audiences:
            there = ", ".join(sorted(names.audiences)[:10])
            yield "audiences", _("There is no audience “{}”. There are: {}.").format(name, there)
    question = Question(**{name: content[name] for name in _TEXTS})  # type: ignore[literal-required]
    yield from _broken(question, *_TEXTS)
    steps: Any = content["steps"]
    for place, step in enumerate(steps, start=1):
        texts = {name: step[name] for name in STEP_TEXTS}
        for field, said in _broken(Step(**texts), *STEP_TEXTS):
            yield f"steps, {place}: {field}", said
    for text in content["phrasings"]:
        for _field, said in _broken(Phrasing(text=text), "text"):
            yield "phrasings", f"“{text[:60]}”: {said}"


def _broken(row: Model, *names: str) -> Iterator[tuple[str, str]]:
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields} - set(names))
    except ValidationError as problem:
        for field, said in problem.message_dict.items():
            yield field, " ".join(said)
