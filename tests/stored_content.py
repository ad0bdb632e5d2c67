"""Content and index that many tests begin with: made by the first, and put back for all others."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection


class StoredContent:
    """The rows of all tables of the content, and the index of them."""

    def __init__(self, folder: Path) -> None:
        self._index = folder / "index"
        # Of all types that columns have.
        self._rows: dict[str, list[tuple[Any, ...]]] = {}

    def provide(self, index_place: Path, make: Callable[[], object]) -> None:
        """Put the content into the database and the index into its place; the first time, have them made."""
        if self._rows:
            self._put_back(index_place)
            return
        make()
        shutil.copytree(index_place, self._index)
        with connection.cursor() as cursor:
            for name in connection.introspection.table_names(cursor):
                if name.startswith("faq_"):
                    cursor.execute(f"SELECT * FROM {name}")
                    self._rows[name] = cursor.fetchall()
        # A trigger looks for the section of a question.
        self._rows = {name: self._rows[name] for name in sorted(self._rows, key=_place)}

    def _put_back(self, index_place: Path) -> None:
        shutil.rmtree(index_place, ignore_errors=True)
        shutil.copytree(self._index, index_place)
        with connection.cursor() as cursor:
            for table, rows in self._rows.items():
                cursor.execute(f"DELETE FROM {table}")
                if rows:
                    places = ", ".join(["%s"] * len(rows[0]))
                    cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def _place(table: str) -> bool:
    return table != "faq_section"
