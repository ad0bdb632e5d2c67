"""The health checks /livez and /readyz."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from faq.search.index.outbox import drain
from tests.factories import make_question


@pytest.mark.django_db
def test_livez_says_ok_even_when_nothing_else_works(client: Client, settings) -> None:
    settings.HAYSTACK_CONNECTIONS = {"default": {"PATH": "/nonexistent"}}
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faq_question RENAME TO faq_elsewhere")
    response = client.get("/livez")
    assert (response.status_code, response.text) == (200, "ok\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("index")
def test_readyz_says_ok_when_index_and_database_agree(client: Client) -> None:
    make_question()
    drain()
    response = client.get("/readyz")
    assert (response.status_code, response.text) == (200, "ok\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response["Cache-Control"]


def test_readyz_says_what_is_wrong_and_what_to_do(client: Client, index: Path) -> None:
    (index / "CURRENT").unlink()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.text == "There is no search index. Run manage.py search_rebuild.\n"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
