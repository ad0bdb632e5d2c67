"""The way to the present tables, and back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from django.core.management import call_command

from tests.site import Site


def tables(site: Site) -> dict[str, str]:
    """The tables and indexes of the content, with the SQL that makes them."""
    with closing(sqlite3.connect(site.var / "db.sqlite3")) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name LIKE 'faq_%' AND sql IS NOT NULL"
        )
        return dict(rows.fetchall())


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    """Check 78."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_go_back_to_zero_and_forward_again(make_site: Callable[..., Site]) -> None:
    """Check 78: with content in the tables."""
    site = make_site()
    before = tables(site)
    assert {"faq_topic", "faq_question", "faq_step", "question_visible"} <= set(before)
    back = site.manage("migrate", "faq", "zero", "--verbosity=0")
    assert (back.returncode, back.stderr) == (0, "")
    assert tables(site) == {}
    forward = site.manage("migrate", "--verbosity=0")
    assert (forward.returncode, forward.stderr) == (0, "")
    assert tables(site) == before


def test_steps_from_before_they_had_a_uid_get_one_each(make_site: Callable[..., Site]) -> None:
    """Check 78: and what the step says stays as it is on the way back and forward."""

    def steps(columns: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(site.var / "db.sqlite3")) as connection:
            return connection.execute(f"SELECT {columns} FROM faq_step ORDER BY id").fetchall()

    site = make_site()
    before = steps("id, question_id, position, title, body_html")
    back = site.manage("migrate", "faq", "0003", "--verbosity=0")
    assert (back.returncode, back.stderr) == (0, "")
    assert steps("id, question_id, position, title, body_html") == before
    forward = site.manage("migrate", "--verbosity=0")
    assert (forward.returncode, forward.stderr) == (0, "")
    assert steps("id, question_id, position, title, body_html") == before
    uids = {uid for (uid,) in steps("uid")}
    assert len(uids) == len(before) > 20
    assert {len(str(uid)) for uid in uids} == {32}
