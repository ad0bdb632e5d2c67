"""The search of the list of questions, and of choices of a question."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.search.index.outbox import drain
from faq.search.index.store import live_folder
from tests.factories import NOW, make_copy, make_draft, make_question
from tests.html import parse

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("index"),
]


def found(client: Client, text: str, **parameters: str) -> list[str]:
    page = parse(client.get("/admin/faq/question/", {"q": text, **parameters}))
    return page.texts("th", cls="field-title")


def test_list_is_searched_as_readers_search(as_ines: Client) -> None:
    make_question(title="How do I end it?", body="The mouse is slow.", slug="end")
    make_draft(title="A slow mouse?", slug="pet")
    drain()
    assert found(as_ines, "moues slow") == ["A slow mouse?", "How do I end it?"]
    assert found(as_ines, "moues slow", o="-1") == ["How do I end it?", "A slow mouse?"]
    assert found(as_ines, "moues", status="published") in (["How do I end it?"], [])
    assert found(as_ines, "https://example.com/questions/pet/") == ["A slow mouse?"]
    assert found(as_ines, "/questions/end/") == ["How do I end it?"]
    assert found(as_ines, "zeppelin") == []
    assert len(found(as_ines, " ")) == 2


def test_working_copy_leads_to_its_question(as_ines: Client, ines: User) -> None:
    make_copy(make_question(title="End?"), by=ines, body="A zeppelin.")
    make_copy(make_question(title="Begin?"), by=ines)
    drain()
    assert found(as_ines, "zeppelin") == ["End?"]


def test_choice_of_a_question_is_searched_alike(as_rafi: Client) -> None:
    question = make_question(title="How do I end it?", body="A zeppelin.")
    drain()
    parameters = {
        "app_label": "faq",
        "model_name": "question",
        "field_name": "replaced_by",
        "term": "zepelin",
    }
    answer = as_rafi.get("/admin/autocomplete/", parameters).json()
    assert answer["results"] == [{"id": str(question.pk), "text": "How do I end it?"}]


def test_without_an_index_the_database_is_searched(as_ines: Client) -> None:
    make_question(title="How do I end it?")
    drain()
    for path in live_folder().iterdir():
        path.unlink()
    assert found(as_ines, "end") == ["How do I end it?"]
