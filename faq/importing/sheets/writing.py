"""Writes questions as a table in CSV."""

import csv
import io
from collections.abc import Iterable

from faq.importing.sheets.columns import COLUMNS, cell_of, marked
from faq.publishing import ContentSnapshot


def write(questions: Iterable[tuple[ContentSnapshot, str]]) -> bytes:
    """The table as a file, in UTF-8.

    Args:
        questions: their documents, each with its status.
    """
    rows = [{**content, "status": status} for content, status in questions]
    text = io.StringIO(newline="")
    # All in quotes: nothing in a cell begins another one, whatever a program takes for a separator.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([marked(cell_of(name, row[name])) for name in COLUMNS])
    # With a mark at the beginning, by which spreadsheets know that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")
