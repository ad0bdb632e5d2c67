"""What keeps the site from answering in full."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from faq.ops import health
from tests.factories import NOW, make_draft, make_question


@pytest.mark.usefixtures("index")
def test_problems_are_none_when_database_and_index_agree() -> None:
    make_question()
    make_draft()
    call_command("search_verify", repair=True, verbosity=0)
    assert health.problems(NOW) == []


@pytest.mark.usefixtures("index")
def test_problems_name_missing_migrations_and_the_command() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'faq'")
    [problem] = health.problems(NOW)
    assert problem.startswith("Migrations are missing: faq.0001_initial")
    assert problem.endswith("Run manage.py migrate.")


@pytest.mark.usefixtures("index")
def test_problems_name_a_database_that_does_not_answer() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faq_question RENAME TO faq_elsewhere")
    [problem] = health.problems(NOW)
    assert problem == "The database does not answer (no such table: faq_question)."


def test_problems_name_an_index_that_is_gone(index: Path) -> None:
    (index / "CURRENT").unlink()
    assert health.problems(NOW) == ["There is no search index. Run manage.py search_rebuild."]
