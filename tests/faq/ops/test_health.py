"""Whether the site can answer in full: database, migrations, index."""

import os
import re
import sqlite3
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client

from faq.models import ContentVersion
from faq.ops import health
from faq.search.index import store
from faq.search.index.outbox import drain
from tests.factories import NOW, make_question

pytestmark = pytest.mark.usefixtures("index")


def test_healthy_site_has_no_problem_and_is_ready(client: Client) -> None:
    assert health.problems(NOW) == []
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_index_that_is_gone_makes_the_site_not_ready_and_says_why(
    index: Path, client: Client
) -> None:
    make_question()
    (index / "CURRENT").unlink()
    response = client.get("/readyz")
    reason = b"There is no search index. Run manage.py search_rebuild.\n"
    assert (response.status_code, response.content) == (503, reason)


def test_missing_migrations_are_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'faq'")
    [problem] = health.problems(NOW)
    assert problem.startswith("Migrations are missing: faq.0001_initial")
    assert problem.endswith("Run manage.py migrate.")


def test_database_that_cannot_be_changed_is_a_problem(client: Client) -> None:
    raw = connection.connection
    raw.execute("PRAGMA query_only = ON")
    try:
        response = client.get("/readyz")
    finally:
        raw.execute("PRAGMA query_only = OFF")
    assert response.status_code == 503
    assert response.text.startswith(
        "The database cannot be changed (attempt to write a readonly database)."
    )


def test_other_writer_is_no_problem_and_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(**values: object) -> int:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            waits.append(cursor.fetchone()[0])
        error = OperationalError("database is locked")
        error.__cause__ = sqlite3.OperationalError()
        error.__cause__.sqlite_errorname = "SQLITE_BUSY"
        raise error

    waits: list[int] = []
    monkeypatch.setattr(ContentVersion.objects, "update", busy)
    assert health.problems(NOW) == []
    assert waits == [health.BUSY_TIMEOUT * 1000]


def test_disk_without_room_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "MIN_FREE", 1 << 62)
    problems = health.problems(NOW)
    assert problems != []
    assert all(
        re.fullmatch(r"Only \d+ MB are free on the disk with /.+\. Make room\.", p)
        for p in problems
    )


def test_index_that_searches_cannot_read_is_a_problem(index: Path) -> None:
    """Check 82: a flipped bit in the middle of a segment."""
    make_question()
    drain()
    assert health.problems(NOW) == []
    [segment] = store.live_folder().glob("*.seg")
    state = segment.stat()
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(content)
    # Even if nothing but the content says so.
    os.utime(segment, ns=(state.st_atime_ns, state.st_mtime_ns))
    [problem] = health.problems(NOW)
    assert problem == (
        f"The search index cannot be used (DamagedFile: {segment.name} is damaged). "
        "Run manage.py search_rebuild."
    )


@pytest.mark.django_db(transaction=True)
def test_database_that_fails_is_a_problem_and_no_error(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faq_question RENAME TO faq_aside")
    try:
        response = client.get("/readyz")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE faq_aside RENAME TO faq_question")
    assert response.status_code == 503
    assert response.content.startswith(b"The database does not answer (no such table")
    assert health.problems(NOW) == []
