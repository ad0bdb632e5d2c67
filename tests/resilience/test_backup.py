"""A backup while editors save, restored as the guide for operators says."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.resilience.test_writers import WRITERS, chosen
from tests.resilience.work import Workshop, query, waiting
from tests.site import Site

Rows = dict[str, list[tuple[object, ...]]]


def rows(database: Path) -> Rows:
    """Return all rows of all tables of a database file."""
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for (name,) in tables
        }


def test_backup_under_writes_is_one_moment_and_restores(
    make_site: Callable[..., Site], tmp_path: Path
) -> None:
    """Check 88: nothing is torn, nobody is turned away, and search finds all of it."""
    site, copy = make_site(), make_site()
    during, after = tmp_path / "during.sqlite3", tmp_path / "after.sqlite3"
    with Workshop(site) as saving, Workshop(site) as backing_up:
        saving.start(WRITERS.format(times=20, slugs=chosen(site, 3)))
        backing_up.run(f"call_command('backup', {str(during)!r})")
        assert saving.succeeds(), saving.log.read_text()[-3000:]
        backing_up.run(f"call_command('backup', {str(after)!r})")
    assert rows(after) == rows(site.var / "db.sqlite3")

    shutil.rmtree(copy.var)
    copy.var.mkdir(mode=0o700)
    shutil.copy(during, copy.var / "db.sqlite3")
    with Workshop(copy) as setting_up:
        setting_up.run("call_command('setup')")
        assert setting_up.verifies(), setting_up.log.read_text()[-3000:]
    assert waiting(copy) == 0
    assert query(copy, "PRAGMA integrity_check") == [("ok",)]
    assert query(copy, "PRAGMA foreign_key_check") == []
    contents = "SELECT id, slug, title, body_html FROM faq_question ORDER BY id"
    assert query(copy, contents) == query(site, contents)
