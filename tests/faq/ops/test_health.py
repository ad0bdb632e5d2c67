"""Whether the site can answer in full: database, migrations, index."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from faq.ops import health
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
