"""The columns of a table of questions, and cells that no spreadsheet takes for a formula."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from faq.importing.sheets.steps import steps_as_text, steps_of_text
from faq.text.lines import with_one_break

# In this order. What is read only says how things stand, and is passed over when a table is taken in.
KEY = "slug"
SWITCHES = ("featured", "urgent")
READ_ONLY = ("status",)
COLUMNS = (
    *(KEY, "title", "topic", "audiences", "summary", "body", "steps", "phrasings"),
    *(*SWITCHES, "expires_at", *READ_ONLY),
)
STEP_TEXTS = ("title", "body", "caution")
_NO_UID = "0" * 32

_YES, _NO = {"yes", "true", "1"}, {"no", "false", "0", ""}

# What begins a formula somewhere; the wide ones do so where people write Chinese or Japanese.
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠]|[\t\r\n]")
_MARKED = re.compile(rf"'+(?:{_FORMULA.pattern})")


def marked(cell: str) -> str:
    """The cell with an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) or _MARKED.match(cell) else cell


def unmarked(cell: str) -> str:
    """The cell as it was before it was marked."""
    return cell[1:] if _MARKED.match(cell) else cell


def cell_of(name: str, value: Any) -> str:
    """A value as the text of a cell.

    Args:
        name: of its column.
        value: as in the document of a question.
    """
    if name == "steps":
        return steps_as_text(value)
    if name == "audiences":
        return ", ".join(value)
    if name == "phrasings":
        return "\n".join(value)
    if name in SWITCHES:
        return "yes" if value else "no"
    return value or ""


def value_of(name: str, given: Any) -> Any:
    """What a cell or a value in JSON stands for, as in the document of a question.

    Args:
        name: of its column, none that is read only.
        given: text, or what JSON has for it.

    Raises:
        ValueError: it cannot stand for anything there; the message says why.
    """
    return _READERS.get(name, _text)(given)


def _text(given: Any) -> str:
    if given is None:
        return ""
    if not isinstance(given, str):
        raise ValueError(_("Text is expected here."))
    try:
        given.encode()
    except UnicodeEncodeError:
        given = "\0"
    if "\0" in given:
        raise ValueError(_("It has a character that no text can have."))
    return with_one_break(given)


def _switch(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    word = _text(given).strip().casefold()
    if word not in _YES | _NO:
        raise ValueError(_("Write yes or no."))
    return word in _YES


def _names(given: Any) -> list[str]:
    names = given if isinstance(given, list) else _text(given).replace(",", " ").split()
    return sorted({_text(name).strip() for name in names} - {""})


def _lines(given: Any) -> list[str]:
    lines = given if isinstance(given, list) else _text(given).split("\n")
    # Folded as they are stored, by whoever checks them.
    return [line for each in lines if (line := _text(each).strip())]


def _steps(given: Any) -> list[dict[str, str]]:
    if not isinstance(given, list):
        return steps_of_text(_text(given))
    steps = []
    for place, step in enumerate(given, start=1):
        if not isinstance(step, dict) or set(step) - {*STEP_TEXTS, "uid"}:
            said = _("Step {} is to have title, body and caution, and a uid if it is known.")
            raise ValueError(said.format(place))
        try:
            steps.append({name: _text(text) for name, text in step.items()})
            UUID(step.get("uid") or _NO_UID)
        except ValueError as problem:
            raise ValueError(_("Step {}: {}").format(place, problem)) from problem
    return [{**dict.fromkeys(STEP_TEXTS, ""), **step} for step in steps]


def _moment(given: Any) -> str | None:
    text = _text(given).strip()
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        if moment is None and (day := parse_date(text)):
            moment = datetime(day.year, day.month, day.day)
        if moment is None:
            raise ValueError(text)
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        return moment.astimezone(timezone.get_default_timezone()).isoformat()
    except (ValueError, OverflowError) as problem:
        raise ValueError(_("Write a time as in 2026-12-31T18:00.")) from problem


_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(SWITCHES, _switch),
    "audiences": _names,
    "phrasings": _lines,
    "steps": _steps,
    "expires_at": _moment,
}
