"""The columns of a table of questions, and cells that no spreadsheet takes for a formula."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

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


def value_of(name: str, cell: str) -> Any:
    """What a cell stands for, as in the document of a question.

    Args:
        name: of its column, none that is read only.
        cell: its text.

    Raises:
        ValueError: it cannot stand for anything there; the message says why.
    """
    return _READERS.get(name, with_one_break)(cell)


def _switch(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in _YES | _NO:
        raise ValueError(_("Write yes or no."))
    return word in _YES


def _names(cell: str) -> list[str]:
    return sorted(set(cell.replace(",", " ").split()))


def _lines(cell: str) -> list[str]:
    # Folded as they are stored, by whoever checks them.
    return [line for each in with_one_break(cell).split("\n") if (line := each.strip())]


def _steps(cell: str) -> list[dict[str, str]]:
    return steps_of_text(with_one_break(cell))


def _moment(cell: str) -> str | None:
    text = cell.strip()
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


_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(SWITCHES, _switch),
    "audiences": _names,
    "phrasings": _lines,
    "steps": _steps,
    "expires_at": _moment,
}
