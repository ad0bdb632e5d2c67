"""Reads and writes tables of questions as CSV files."""

import codecs
import csv
import io
import re
from collections import Counter
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
# A cell may contain the whole body of a question; the default limit is 128 kB.
csv.field_size_limit(MAX_SIZE)


class TableError(Exception):
    """The file cannot be read as a table of questions. The message says why and what to do."""


class TableRow(NamedTuple):
    """A row of a table.

    Args:
        number: the number of the row in a spreadsheet program; the headings are row 1.
        cells: the cells by column. A question keeps its values in columns that the table leaves out.
    """

    number: int
    cells: dict[str, str]


def write_csv(questions: Iterable[tuple[ContentSnapshot, str]]) -> bytes:
    """Return a table of questions as CSV in UTF-8.

    Args:
        questions: the content and the status of each question.
    """
    text = io.StringIO(newline="")
    # All cells are quoted, because spreadsheet programs use different separators.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for content, status in questions:
        cells = cells_of(content, status)
        writer.writerow([escape_formula(cells[column]) for column in COLUMNS])
    # Spreadsheet programs recognise UTF-8 by the byte order mark.
    return text.getvalue().encode("utf-8-sig")


def read_csv(name: str, data: bytes) -> list[TableRow]:
    """Return the rows of a CSV file.

    Args:
        name: the name of the file, which must end with .csv.
        data: the content of the file.

    Raises:
        TableError: the file is too large, not CSV, or malformed.
    """
    if PurePath(name).suffix.lower() != ".csv":
        raise TableError(
            _(
                "The file is not a CSV file. In your spreadsheet program, save the table as “CSV UTF-8”."
            )
        )
    if len(data) > MAX_SIZE:
        raise TableError(too_large())
    rows = _parse(_decode(data))
    if not rows:
        raise TableError(_("The table contains no questions. Add a row for each question."))
    if len(rows) > MAX_ROWS:
        message = _("The table has {} questions. An import reads at most {}. Split the table.")
        raise TableError(message.format(len(rows), MAX_ROWS))
    return rows


def too_large() -> str:
    """Return the message for a file of more than MAX_SIZE bytes."""
    message = _("The file is larger than {} MB. Split it, or export fewer questions.")
    return message.format(MAX_SIZE // 1024**2)


def _decode(data: bytes) -> str:
    # Spreadsheet programs save "Unicode text" as UTF-16 with a byte order mark.
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        message = _(
            "The file is not UTF-8: line {} contains an invalid character. Save the table as “CSV "
            "UTF-8”."
        )
        raise TableError(message.format(line)) from problem
    if "\0" in text:
        raise TableError(
            _("The file contains NUL characters, so it is not text. Save the table as “CSV UTF-8”.")
        )
    return text


def _parse(text: str) -> list[TableRow]:
    headings = re.split(r"[\r\n]", text, maxsplit=1)[0]
    # The separator depends on the country for which a spreadsheet program is set up.
    delimiter = max(",;\t", key=headings.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        # Spreadsheet programs also save emptied columns at the end.
        while columns and not columns[-1]:
            columns.pop()
        _check_columns(columns)
        for number, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            while len(cells) > len(columns) and not cells[-1].strip():
                cells.pop()
            if len(cells) != len(columns):
                message = _(
                    "Row {} has {} cells, but the table has {} columns. Give each row one cell for each "
                    "column."
                )
                raise TableError(message.format(number, len(cells), len(columns)))
            rows.append(
                TableRow(number, dict(zip(columns, map(unescape_formula, cells), strict=True)))
            )
    except csv.Error as problem:
        message = _("Line {} is not valid CSV ({}). Save the table again as “CSV UTF-8”.")
        raise TableError(message.format(reader.line_num, problem)) from problem
    return rows


def _check_columns(columns: list[str]) -> None:
    if KEY not in columns:
        raise TableError(
            _("The column “{}” is missing. Add it: it says which question a row is about.").format(
                KEY
            )
        )
    if unknown := [name for name in columns if name not in COLUMNS]:
        message = _("The column “{}” is unknown. Use only these columns: {}.")
        raise TableError(message.format(unknown[0][:60], ", ".join(COLUMNS)))
    if twice := [name for name, count in Counter(columns).items() if count > 1]:
        raise TableError(
            _("The column “{}” appears twice. Delete one of the two.").format(twice[0])
        )
