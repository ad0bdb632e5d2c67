"""Reads a table of questions from a file: what it is written in, its columns and its rows."""

import codecs
import csv
import io
import re
from pathlib import PurePath
from typing import NamedTuple

from django.utils.translation import gettext as _

from faq.importing.sheets.columns import COLUMNS, KEY, unmarked

MAX_SIZE = 32 * 1024 * 1024
MAX_ROWS = 20_000
# A cell may hold all that a question has; the stock limit is 128 kB.
csv.field_size_limit(MAX_SIZE)


class Unreadable(Exception):
    """The file is no table of questions; the message says why."""


class Row(NamedTuple):
    """
    Attributes:
        number: as a spreadsheet counts, its headings being row 1.
        values: by column; what a column is left out of stays as it is.
    """

    number: int
    values: dict[str, str]


def read(name: str, data: bytes) -> list[Row]:
    """The rows of a file.

    Args:
        name: of the file; its ending says what it is.
        data: what is in it.

    Raises:
        Unreadable: it is too long, of another kind, or not well formed.
    """
    if PurePath(name).suffix.lower() != ".csv":
        raise Unreadable(_("Only CSV is read. In a spreadsheet, save the table as “CSV UTF-8”."))
    if len(data) > MAX_SIZE:
        raise Unreadable(too_large())
    rows = _of_csv(_decoded(data))
    if not rows:
        raise Unreadable(_("There is no question in it."))
    if len(rows) > MAX_ROWS:
        said = _("It has {} questions; at most {} are read at once. Divide it.")
        raise Unreadable(said.format(len(rows), MAX_ROWS))
    return rows


def too_large() -> str:
    """What is said of a file of more than MAX_SIZE bytes."""
    said = _("The file is larger than {} MB. Divide it, or export fewer questions.")
    return said.format(MAX_SIZE // 1024**2)


def _decoded(data: bytes) -> str:
    # What spreadsheets call "Unicode text" begins with a mark that says so.
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        said = _(
            "It is not UTF-8; the first wrong character is in line {}. Save it as “CSV UTF-8”."
        )
        raise Unreadable(said.format(line)) from problem
    if "\0" in text:
        raise Unreadable(_("It is no text: it has zero bytes in it."))
    return text


def _of_csv(text: str) -> list[Row]:
    head = re.split(r"[\r\n]", text, maxsplit=1)[0]
    # Spreadsheets separate cells by whatever is usual where they are used.
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        # Spreadsheets save columns at the end in which nothing stands any more.
        while names and not names[-1]:
            names.pop()
        _demand_columns(names)
        for number, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            while len(cells) > len(names) and not cells[-1].strip():
                cells.pop()
            if len(cells) != len(names):
                said = _("Row {}: it has {} cells, and there are {} columns.")
                raise Unreadable(said.format(number, len(cells), len(names)))
            rows.append(Row(number, dict(zip(names, map(unmarked, cells), strict=True))))
    except csv.Error as problem:
        said = _("Line {}: this is no well-formed CSV ({}).")
        raise Unreadable(said.format(reader.line_num, problem)) from problem
    return rows


def _demand_columns(names: list[str]) -> None:
    if KEY not in names:
        raise Unreadable(_("There is no column “{}”, which says which question it is.").format(KEY))
    if unknown := [name for name in names if name not in COLUMNS]:
        said = _("There is no column “{}”. There are: {}.")
        raise Unreadable(said.format(unknown[0][:60], ", ".join(COLUMNS)))
    if twice := [name for name in names if names.count(name) > 1]:
        raise Unreadable(_("The column “{}” is there twice.").format(twice[0]))
