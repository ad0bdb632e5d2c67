"""Converts the content of questions to the cells of a table, and back.

A cell of steps contains a numbered list. The other lines of a step are indented, its caution first, after "!":

    1. Choose **Close account**.
       ! It cannot be undone.
       The button is at the end of the page.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TypedDict

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from faq.publishing import ContentSnapshot
from faq.publishing.content_snapshot import StepSnapshot
from faq.text.cleaning import normalize_newlines
from faq.text.times import NoSuchTime, moment_at

# The order of the columns in an export. READ_ONLY columns are exported, but not imported.
KEY = "slug"
READ_ONLY = ("status",)
COLUMNS = (
    *(KEY, "title", "topic", "audiences", "summary", "body", "steps", "phrasings"),
    *("featured", "urgent", "expires_at", *READ_ONLY),
)

_YES, _NO = {"yes", "true", "1"}, {"no", "false", "0", ""}

# The beginnings of formulas in spreadsheet programs, with the wide signs of Chinese and Japanese ones.
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠]|[\t\r\n]")
_ESCAPED = re.compile(rf"'+(?:{_FORMULA.pattern})")

_STEP = re.compile(r"\d{1,4}\. ?(.*)")
_INDENT = "   "


class StepText(TypedDict):
    """The texts of a step in a cell."""

    title: str
    caution: str
    body: str


def escape_formula(cell: str) -> str:
    """Return a cell, with an apostrophe before it if a spreadsheet program could read it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) or _ESCAPED.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """Return a cell without the apostrophe of escape_formula()."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def cells_of(content: ContentSnapshot, status: str) -> dict[str, str]:
    """Return the cells of a question by column. Formulas are not escaped."""
    return {
        "slug": content["slug"],
        "title": content["title"],
        "topic": content["topic"],
        "audiences": ", ".join(content["audiences"]),
        "summary": content["summary"],
        "body": content["body"],
        "steps": steps_to_cell(content["steps"]),
        "phrasings": "\n".join(content["phrasings"]),
        "featured": "yes" if content["featured"] else "no",
        "urgent": "yes" if content["urgent"] else "no",
        "expires_at": _time_to_cell(content["expires_at"]),
        "status": status,
    }


def parse_cell(column: str, cell: str) -> object:
    """Return the value of a cell as a ContentSnapshot has it, and steps as a list of StepText.

    Args:
        column: one of COLUMNS that is not READ_ONLY.
        cell: the text of the cell.

    Raises:
        ValueError: the text is not a value of this column. The message says what to write.
    """
    return _PARSERS.get(column, normalize_newlines)(cell)


def _parse_bool(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in _YES | _NO:
        raise ValueError(_("Write yes or no."))
    return word in _YES


def _parse_slugs(cell: str) -> list[str]:
    return sorted(set(cell.replace(",", " ").split()))


def _parse_lines(cell: str) -> list[str]:
    return [line for each in normalize_newlines(cell).split("\n") if (line := each.strip())]


def _time_to_cell(moment: str | None) -> str:
    return timezone.localtime(datetime.fromisoformat(moment)).isoformat() if moment else ""


def _parse_time(cell: str) -> str | None:
    text = cell.strip()
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        if moment is None and (day := parse_date(text)):
            moment = datetime(day.year, day.month, day.day)
        if moment is None:
            raise ValueError(text)
        moment = moment_at(moment) if timezone.is_naive(moment) else moment.astimezone(UTC)
        return moment.isoformat()
    except NoSuchTime:
        raise
    except (ValueError, OverflowError) as problem:
        raise ValueError(_("Write a time such as 2026-12-31T18:00.")) from problem


# --- Steps


def steps_to_cell(steps: Iterable[StepSnapshot | StepText]) -> str:
    """Return steps as a numbered list."""
    return "\n".join(
        line for number, step in enumerate(steps, start=1) for line in _lines_of(number, step)
    )


def steps_from_cell(cell: str) -> list[StepText]:
    """Return the steps of a numbered list in the order of its lines, whatever their numbers are.

    Raises:
        ValueError: a line belongs to no step. The message names it.
    """
    steps: list[tuple[str, list[str]]] = []
    for number, line in enumerate(normalize_newlines(cell).split("\n"), start=1):
        if match := _STEP.fullmatch(line):
            steps.append((match[1], []))
        elif steps and (not line.strip() or line.startswith(_INDENT)):
            steps[-1][1].append(line.removeprefix(_INDENT))
        elif line.strip():
            raise ValueError(
                _(
                    "Line {number} belongs to no step: “{line}”. Begin each step with its number, as in “1. "
                    "Open the menu”. Indent its other lines by three spaces."
                ).format(number=number, line=line[:60])
            )
    return [_step_of(title, lines) for title, lines in steps]


def strip_blank_lines(text: str) -> str:
    """Return a text without empty lines at its beginning and end, and with \\n between its lines."""
    text = normalize_newlines(text).strip("\n")
    return text if text.strip() else ""


def _lines_of(number: int, step: StepSnapshot | StepText) -> list[str]:
    caution = [f"! {line}" for line in _split(step["caution"])]
    body = _split(step["body"])
    if body and _is_caution(body[0]):
        # An empty line, so that the body is not read as part of the caution.
        body.insert(0, "")
    below = [f"{_INDENT}{line}" if line else "" for line in (*caution, *body)]
    return [f"{number}. {step['title']}", *below]


def _step_of(title: str, lines: list[str]) -> StepText:
    count = next((n for n, line in enumerate(lines) if not _is_caution(line)), len(lines))
    caution = "\n".join(line[2:] for line in lines[:count])
    body = "\n".join(lines[count:])
    return {
        "title": title.strip(),
        "caution": strip_blank_lines(caution),
        "body": strip_blank_lines(body),
    }


def _is_caution(line: str) -> bool:
    return line == "!" or line.startswith("! ")


def _split(text: str) -> list[str]:
    return strip_blank_lines(text).split("\n") if strip_blank_lines(text) else []


_PARSERS: dict[str, Callable[[str], object]] = {
    "featured": _parse_bool,
    "urgent": _parse_bool,
    "audiences": _parse_slugs,
    "phrasings": _parse_lines,
    "steps": steps_from_cell,
    "expires_at": _parse_time,
}
