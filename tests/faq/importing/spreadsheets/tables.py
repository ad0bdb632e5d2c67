"""Tables of questions for tests."""

import csv
import io
from typing import Any

from faq.importing.spreadsheets import read_csv, write_csv
from faq.importing.spreadsheets.csv_file import TableRow
from faq.models import Question
from faq.publishing import snapshots_of


def table(*rows: dict[str, Any]) -> bytes:
    """A CSV with these rows, whose columns are those of the first."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def rows_of(*rows: dict[str, Any]) -> list[TableRow]:
    return read_csv("t.csv", table(*rows))


def exported() -> bytes:
    """All questions, as they are stored."""
    rows = Question.objects.order_by("pk")
    contents = snapshots_of(rows)
    return write_csv([(contents[row.pk], row.status) for row in rows])
