"""Links in the admin: those that lead nowhere, and the JSON for the button that makes links."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import PASSWORD
from tests.factories import make_draft, make_link_check, make_question, make_topic
from tests.html import parse

CHOICES = "/admin/faq/linkcheck/choices/"


def test_list_shows_what_is_broken_and_where_it_stands(as_ines: Client) -> None:
    questions = [make_question(title=f"Page {n}?") for n in range(5)]
    make_link_check(*questions, url="/questions/never/")
    make_link_check(url="https://fine.example/", problem="", code=200, is_broken=False)
    page = parse(as_ines.get("/admin/faq/linkcheck/?is_broken__exact=1"))
    (row,) = page.one("table", id="result_list").all("tr")[1:]
    there = "Page 0? · Page 1? · Page 2? · and 2 more"
    assert row.text.startswith(f"/questions/never/Nothing is there404{there}")


def test_list_is_read_by_those_alone_who_may_read_questions(as_viewer: Client) -> None:
    make_link_check(url="https://secret.example/")
    assert "secret.example" in as_viewer.get("/admin/faq/linkcheck/").text
    stranger = Client()
    stranger.force_login(User.objects.create_user("sam", password=PASSWORD, is_staff=True))
    for address in ("/admin/faq/linkcheck/", f"{CHOICES}?q=draft"):
        answer = stranger.get(address)
        assert (answer.status_code, "secret.example" in answer.text) == (403, False)


def test_choices_are_json(as_ines: Client) -> None:
    make_draft(title="A draft?", slug="a-draft", topic=make_topic(title="Shelf"))
    answer = as_ines.get(CHOICES, {"q": " dra  ft? "})
    assert answer.json() == {
        "text": "dra ft?",
        "choices": [
            {
                "title": "A draft?",
                "address": "/questions/a-draft/",
                "topic": "Shelf",
                "is_readable": False,
                "status": "Draft",
            }
        ],
    }
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("text", ["x" * 201, "a\0b"])
def test_choices_refuse_what_is_no_title(as_ines: Client, text: str) -> None:
    answer = as_ines.get(CHOICES, {"q": text})
    assert (answer.status_code, answer.json()) == (400, {"error": "Use at most 200 characters."})


def test_choices_are_for_editors_alone(db: None, client: Client) -> None:
    make_draft(title="Secret draft?")
    answer = client.get(CHOICES, {"q": "secret"})
    assert (answer.status_code, "Secret draft" in answer.text) == (302, False)
    assert answer["Location"].startswith("/admin/login/")
