"""Writes entries of the audit log as CSV or JSON, one after the other, so that a long log needs no memory."""

import csv
import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone

from faq.importing.spreadsheets.cells import escape_formula
from faq.models import AuditEntry

COLUMNS = ("at", "by_key", "by_name", "act", "kind", "object_key", "name", "detail", "changes")
_CHUNK = 1_000


class _Line:
    """Returns each line instead of writing it to a file."""

    def write(self, line: str) -> str:
        return line


def export(entries: QuerySet[AuditEntry], file_format: str) -> StreamingHttpResponse:
    """Return a file with entries.

    Args:
        entries: the entries in the order of the file.
        file_format: "csv" or "json".
    """
    write, content_type = {"csv": (_csv, "text/csv"), "json": (_json, "application/json")}[
        file_format
    ]
    lines = write(entries.iterator(chunk_size=_CHUNK))
    response = StreamingHttpResponse(lines, content_type=f"{content_type}; charset=utf-8")
    name = f"audit-log-{timezone.localdate().isoformat()}.{file_format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(entries: Iterator[AuditEntry]) -> Iterator[str]:
    # Spreadsheet programs take a file for UTF-8 if it begins with this mark.
    yield "\ufeff"
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for entry in entries:
        cells = _values(entry)
        cells["changes"] = json.dumps(cells["changes"], ensure_ascii=False)
        texts = ("" if value is None else str(value) for value in cells.values())
        yield writer.writerow([escape_formula(text) for text in texts])


def _json(entries: Iterator[AuditEntry]) -> Iterator[str]:
    before = "[\n"
    for entry in entries:
        yield before + json.dumps(_values(entry), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _values(entry: AuditEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in COLUMNS} | {"at": entry.at.isoformat()}
