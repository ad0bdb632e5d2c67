"""Writes questions as a table: CSV for spreadsheets, JSON for programs."""

import csv
import io
import json
from collections.abc import Iterable

from faq.importing.sheets.columns import COLUMNS, cell_of, marked
from faq.publishing import ContentSnapshot

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def write(kind: str, questions: Iterable[tuple[ContentSnapshot, str]]) -> bytes:
    """The table as a file, in UTF-8.

    Args:
        kind: "csv" or "json".
        questions: their documents, each with its status.
    """
    rows = [{**content, "status": status} for content, status in questions]
    if kind == "json":
        named = [{name: row[name] for name in COLUMNS} for row in rows]
        return json.dumps(named, ensure_ascii=False, indent=1).encode()
    text = io.StringIO(newline="")
    # All in quotes: nothing in a cell begins another one, whatever a program takes for a separator.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([marked(cell_of(name, row[name])) for name in COLUMNS])
    # With a mark at the beginning, by which spreadsheets know that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")
