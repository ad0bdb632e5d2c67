"""Reads and writes tables of questions as CSV files."""

import codecs
import csv
import io
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import NamedTuple

from django.utils.translation import gettext as _

from faq.importing.spreadsheets.cells import (
    COLUMNS,
    KEY,
    cells_of,
    escape_formula,
    unescape_formula,
)
from faq.publishing import ContentSnapshot

MAX_SIZE = 32 * 1024 * 1024
MAX_ROWS = 20_000
# A cell may hold all the text of a question; the default limit is 128 kB.
csv.field_size_limit(MAX_SIZE)


class TableError(Exception):
    """The file is not a table of questions; the message says why."""


class TableRow(NamedTuple):
    """A row of a table.

    Args:
        number: as a spreadsheet counts; the headings are row 1.
        cells: by column. Columns that are left out keep their stored values.
    """

    number: int
    cells: dict[str, str]


def write_csv(questions: Iterable[tuple[ContentSnapshot, str]]) -> bytes:
    """Write a table in UTF-8.

    Args:
        questions: the content of each, and its status.
    """
    text = io.StringIO(newline="")
    # Every cell is quoted, so that no separator of any spreadsheet begins another cell.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for content, status in questions:
        cells = cells_of(content, status)
        writer.writerow([escape_formula(cells[column]) for column in COLUMNS])
    # The byte order mark tells spreadsheets that the file is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def read_csv(name: str, data: bytes) -> list[TableRow]:
    """Read the rows of a table.

    Args:
        name: of the file; its extension has to be .csv.
        data: its content.

    Raises:
        TableError: the file is too large, of another kind, or malformed.
    """
    if PurePath(name).suffix.lower() != ".csv":
        raise TableError(_("Only CSV is read. In a spreadsheet, save the table as “CSV UTF-8”."))
    if len(data) > MAX_SIZE:
        raise TableError(too_large())
    rows = _parse(_decode(data))
    if not rows:
        raise TableError(_("There is no question in it."))
    if len(rows) > MAX_ROWS:
        said = _("It has {} questions; at most {} are read at once. Divide it.")
        raise TableError(said.format(len(rows), MAX_ROWS))
    return rows


def too_large() -> str:
    """The message about a file of more than MAX_SIZE bytes."""
    said = _("The file is larger than {} MB. Divide it, or export fewer questions.")
    return said.format(MAX_SIZE // 1024**2)


def _decode(data: bytes) -> str:
    # Spreadsheets save "Unicode text" as UTF-16 with a byte order mark.
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        said = _(
            "It is not UTF-8; the first wrong character is in line {}. Save it as “CSV UTF-8”."
        )
        raise TableError(said.format(line)) from problem
    if "\0" in text:
        raise TableError(_("It is no text: it has zero bytes in it."))
    return text


def _parse(text: str) -> list[TableRow]:
    headings = re.split(r"[\r\n]", text, maxsplit=1)[0]
    # Which separator a spreadsheet uses depends on the country.
    delimiter = max(",;\t", key=headings.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        # Spreadsheets also save columns at the end that were emptied.
        while columns and not columns[-1]:
            columns.pop()
        _check_columns(columns)
        for number, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            while len(cells) > len(columns) and not cells[-1].strip():
                cells.pop()
            if len(cells) != len(columns):
                said = _("Row {}: it has {} cells, and there are {} columns.")
                raise TableError(said.format(number, len(cells), len(columns)))
            rows.append(
                TableRow(number, dict(zip(columns, map(unescape_formula, cells), strict=True)))
            )
    except csv.Error as problem:
        said = _("Line {}: this is no well-formed CSV ({}).")
        raise TableError(said.format(reader.line_num, problem)) from problem
    return rows


def _check_columns(columns: list[str]) -> None:
    if KEY not in columns:
        raise TableError(_("There is no column “{}”, which says which question it is.").format(KEY))
    if unknown := [name for name in columns if name not in COLUMNS]:
        said = _("There is no column “{}”. There are: {}.")
        raise TableError(said.format(unknown[0][:60], ", ".join(COLUMNS)))
    if twice := [name for name in columns if columns.count(name) > 1]:
        raise TableError(_("The column “{}” is there twice.").format(twice[0]))
