"""The responses while the database fails, and to requests that take too long."""

import logging
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.test import Client
from django.urls import resolve, reverse
from time_machine import TimeMachineFixture

from faq.admin.question import editor_api
from faq.models import Question, Vote
from faq.ops import deadlines
from faq.ops.unavailable import BUSY, FAILED, FULL, READ_ONLY, Problem, database_problem
from tests.factories import NOW, make_draft, make_question
from tests.faq.views.feedback_forms import PAGE, SAME_ORIGIN, fill, follow, place, tap
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

LONG = "A text that took an hour to write. " * 20


def pragma(words: str) -> Any:
    """Change the connection itself, because Django refuses queries after an error in a transaction."""
    return connection.connection.execute(f"PRAGMA {words}").fetchone()


@pytest.fixture
def read_only(db: None) -> Iterator[None]:
    """A database that accepts no changes, as when its folder is mounted read-only."""
    pragma("query_only = ON")
    yield
    pragma("query_only = OFF")


@pytest.fixture
def full(db: None) -> Iterator[None]:
    """A database that cannot grow, as on a full disk."""
    [pages] = pragma("page_count")
    pragma(f"max_page_count = {pages}")
    yield
    pragma("max_page_count = 4294967294")


def change_page(question: Question) -> str:
    return f"/admin/faq/question/{question.pk}/change/"


def opened(client: Client, question: Question) -> dict[str, Any]:
    return parse(client.get(change_page(question))).one("form", id="question_form").filled_in()


def texts(response: Any) -> dict[str, str]:
    """Return the texts that a page gives back, by their labels."""
    page = parse(response)
    labels = {each["for"]: each.text for each in page.all("label")}
    return {labels[each["id"]]: each.text for each in page.all("textarea")}


@pytest.mark.parametrize(
    ("disk", "cause"),
    [
        ("read_only", "the database cannot be changed at the moment"),
        ("full", "the server has no room left"),
    ],
)
def test_editor_gets_the_text_back(
    as_ines: Client, request: pytest.FixtureRequest, disk: str, cause: str
) -> None:
    draft = make_draft(title="How?", steps=["Open it"])
    sent = opened(as_ines, draft) | {"body": LONG * 20, "steps-0-caution": "Mind the gap."}
    request.getfixturevalue(disk)
    response = as_ines.post(change_page(draft), sent)
    assert [each.text for each in parse(response).all("ul", cls="errorlist")] == []
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert parse(response).one("h1").text == f"Nothing was saved: {cause}"
    given_back = texts(response)
    assert given_back["Body"].strip() == (LONG * 20).strip()
    assert given_back["Step 1: Caution"] == "Mind the gap."
    again = parse(response).one("form", cls="send-again")
    assert again["action"] == change_page(draft)
    repeated = again.filled_in()
    del sent["csrfmiddlewaretoken"]
    texts_sent = {name: value for name, value in sent.items() if isinstance(value, str)}
    assert {name: repeated[name] for name in texts_sent} == texts_sent
    draft.refresh_from_db()
    assert draft.body == ""


def test_failure_outside_views_gives_the_same_answer(
    client: Client, ines: User, request: pytest.FixtureRequest
) -> None:
    """The session is saved by a middleware, after the view."""
    ines.set_password("correct horse")
    ines.save()
    request.getfixturevalue("read_only")
    client.raise_request_exception = False
    response = client.post("/admin/login/", {"username": "ines", "password": "correct horse"})
    assert response.status_code == 503
    assert "correct horse" not in response.text


@pytest.mark.usefixtures("index")
def test_readers_read_on_and_get_their_words_back(
    request: pytest.FixtureRequest, time_machine: TimeMachineFixture
) -> None:
    make_question(slug="refund")
    reader = Client(headers=SAME_ORIGIN)
    asked = follow(reader, tap(reader, answered="no"))
    form = next(each for each in place(asked, "answered").all("form") if each.all("textarea"))
    address, sent = fill(form, words="It names no price.")
    time_machine.move_to(NOW + timedelta(minutes=1))
    request.getfixturevalue("read_only")
    assert reader.get(PAGE).status_code == 200
    assert reader.get("/search/?q=refund").status_code == 200
    response = reader.post(address, sent)
    assert response.status_code == 503
    assert texts(response) == {"Words": "It names no price."}
    assert [vote.words for vote in Vote.objects.all()] == [""]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("SQLITE_BUSY", BUSY),
        ("SQLITE_BUSY_SNAPSHOT", BUSY),
        ("SQLITE_FULL", FULL),
        ("SQLITE_READONLY_DBMOVED", READ_ONLY),
        ("SQLITE_CORRUPT", FAILED),
        ("SQLITE_ERROR", FAILED),
        ("", FAILED),
    ],
)
def test_each_error_of_sqlite_has_a_problem(name: str, problem: Problem) -> None:
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorname = name
    error = OperationalError("x")
    error.__cause__ = cause
    assert database_problem(error) is problem


def test_damaged_database_is_a_problem(tmp_path: Any) -> None:
    path = tmp_path / "damaged.sqlite3"
    path.write_bytes(b"nonsense" * 1000)
    with pytest.raises(sqlite3.DatabaseError) as raised:
        sqlite3.connect(path).execute("SELECT * FROM sqlite_master")
    error = DatabaseError("x")
    error.__cause__ = raised.value
    assert database_problem(error) is FAILED


@pytest.mark.parametrize("error", [IntegrityError("x"), ValueError("locked"), None])
def test_bugs_are_not_problems_of_the_database(error: Exception | None) -> None:
    assert database_problem(error) is None


def test_request_beyond_its_deadline_gets_its_text_back(
    as_ines: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    draft = make_draft(title="How?")
    sent = opened(as_ines, draft) | {"body": LONG}

    def endless(*args: object, **kwargs: object) -> None:
        while True:
            pass

    monkeypatch.setattr(deadlines, "_INTERVAL", 0.01)
    monkeypatch.setattr(editor_api, "check_snapshot", endless)
    settings.PAGE_DEADLINE = 1
    with caplog.at_level(logging.ERROR):
        response = as_ines.post("/admin/faq/question/findings/", sent)
    assert response.status_code == 503
    assert parse(response).one("h1").text == "This was not finished: it took too long"
    assert texts(response)["Body"].strip() == LONG.strip()
    assert "POST /admin/faq/question/findings/ was stopped after" in caplog.text
    settings.PAGE_DEADLINE = 60
    assert as_ines.get(change_page(draft)).status_code == 200


@pytest.mark.parametrize("name", ["import", "export", "page_import", "changelist"])
def test_imports_and_actions_on_many_questions_may_take_longer(name: str, settings: Any) -> None:
    settings.IMPORT_DEADLINE = 61
    view: Any = resolve(reverse(f"admin:faq_question_{name}")).func
    assert view.allowed_seconds() == 61


def test_api_answers_in_json(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*args: object, **kwargs: object) -> None:
        while True:
            pass

    monkeypatch.setattr(deadlines, "_INTERVAL", 0.01)
    monkeypatch.setattr("faq.api.search.search", endless)
    settings.PAGE_DEADLINE = 1
    response = client.get("/api/v1/search/?q=end")
    assert (response.status_code, response["Content-Type"]) == (503, "application/json")
    assert response.json() == {
        "error": "It took too long. It may take 1 second. Try again later, or with less at a time."
    }
