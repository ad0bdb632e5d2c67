"""The suggestions while a reader types."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Question
from faq.search.index import loading
from faq.search.index.outbox import drain
from faq.text.cleaning import one_line
from tests.factories import NOW, make_question, make_topic
from tests.faq.api.hidden_questions import SECRET, make_hidden
from tests.faq.api.json_client import SUGGEST, ask, read
from tests.html import parse
from tests.xss import PAYLOADS

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

SEEN = {
    "title": "Where is the walrus?",
    "url": "/questions/seen/",
    "topic": "Sea",
    "match": None,
}


@pytest.mark.usefixtures("sample")
def test_suggestions_have_the_documented_form(client: Client) -> None:
    assert ask(client, SUGGEST, q="esc") == {
        "text": "esc",
        "suggestions": [
            {
                "title": "How do I get an escrow refund?",
                "url": "/questions/escrow-refund/",
                "topic": "Payments and refunds",
                "match": None,
            }
        ],
    }


@pytest.mark.usefixtures("index")
def test_suggestions_are_eight_at_most(client: Client) -> None:
    for number in range(12):
        make_question(title=f"Walrus {number}")
    drain()
    titles = [each["title"] for each in ask(client, SUGGEST, q="walr")["suggestions"]]
    assert len(titles) == len(set(titles)) == 8


@pytest.mark.usefixtures("index")
def test_suggestions_stay_small_with_long_titles(client: Client) -> None:
    """The response keeps the best suggestions and drops the last."""
    for sign in ("🦭", "<", '"', "é"):
        Question.objects.all().delete()
        shelf = make_topic(title=sign * 80)
        for number in range(9):
            make_question(topic=shelf, title=f"Walrus {number} {sign * 190}", position=number)
        drain()
        response = client.get(SUGGEST, {"q": "walrus " + sign * 193})
        data = read(response, 200)
        assert 1000 < len(response.content) <= 4096
        assert len(data["suggestions"]) >= 1
        plain = [f"Walrus {number} {sign * 190}" for number in range(8)]
        shown = [each["title"] for each in data["suggestions"]]
        assert shown == plain[: len(shown)]
        assert {each["topic"] for each in data["suggestions"]} == {sign * 80}


@pytest.mark.usefixtures("sample")
def test_empty_or_unknown_text_has_no_suggestions(client: Client) -> None:
    for text in ("", " ", "\u200b", "xylophone", "🙂", "()" * 100, "[*]", '"'):
        assert ask(client, SUGGEST, q=text) == {"text": one_line(text), "suggestions": []}


@pytest.mark.usefixtures("sample")
def test_invalid_parameters_are_rejected_by_name(client: Client) -> None:
    """Checks 51, 52."""
    for query, error in {
        "": "q is missing. It is the text to search for.",
        "q=" + "a" * 100_000: "q must have at most 200 characters; it has 100000.",
        "q=%00": "q must not contain control characters.",
        "q=%ED%A0%80": "q must be text in UTF-8.",
    }.items():
        assert read(client.get(SUGGEST, QUERY_STRING=query), 400) == {"error": error}


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_any_text_gets_suggestions_or_none(sample: None, client: Client, text: str) -> None:
    """Check 54: every suggestion is a published question."""
    data = ask(client, SUGGEST, q=text)
    assert data["text"] == one_line(text)
    published = {
        (question.title, question.get_absolute_url(), question.topic.title)
        for question in Question.objects.published(NOW).select_related("topic")
    }
    suggested = {(each["title"], each["url"], each["topic"]) for each in data["suggestions"]}
    assert suggested <= published


@given(raw=st.binary(max_size=100))
def test_any_bytes_get_an_answer_or_an_error(sample: None, client: Client, raw: bytes) -> None:
    """Checks 52, 54."""
    escaped = "".join(f"%{byte:02x}" for byte in raw)
    response = client.get(SUGGEST, QUERY_STRING=f"q={escaped}")
    data = read(response, 400 if response.status_code == 400 else 200)
    assert list(data) in (["error"], ["text", "suggestions"])


@pytest.mark.usefixtures("sample")
def test_suggestions_stay_within_the_filters_of_the_search(client: Client) -> None:
    everywhere = ask(client, SUGGEST, q="contract")["suggestions"]
    within = ask(client, SUGGEST, q="contract", topic="payments")["suggestions"]
    assert len(within) >= 1
    assert {each["topic"] for each in within} == {"Payments and refunds"}
    assert {each["topic"] for each in everywhere} > {"Payments and refunds"}
    for name in ("topic", "audience"):
        assert ask(client, SUGGEST, q="contract", **{name: "nowhere"})["suggestions"] == []
        assert read(client.get(SUGGEST, {"q": "contract", name: "No slug"}), 400) == {
            "error": f"No published question has that {name}."
        }


@pytest.mark.usefixtures("index")
def test_hidden_questions_are_not_suggested(client: Client) -> None:
    """Checks 41–47: no prefix of their words suggests them."""
    make_hidden()
    for text in ("w", "walr", "walrus", "where is the walrus of", "walrsu", f"walrus {SECRET[:3]}"):
        found = ask(client, SUGGEST, q=text)["suggestions"]
        assert found == ([SEEN] if SECRET[:3] not in text or found else [])
    for text in (SECRET, SECRET[:4], SECRET[:-1], f"{SECRET} shelf", f"{SECRET} people"):
        assert ask(client, SUGGEST, q=text) == {"text": text, "suggestions": []}


@pytest.mark.usefixtures("index")
def test_stale_index_suggests_nothing_hidden(client: Client) -> None:
    """Checks 49, 50."""
    shelf = make_topic(title="Sea")
    make_question(slug="seen", title="Where is the walrus?", topic=shelf)
    hidden = make_question(title="Walrus hidden")
    gone = make_question(title="Walrus gone")
    drain()
    Question.objects.filter(pk=hidden.pk).update(status="archived")
    Question.objects.filter(pk=gone.pk)._raw_delete("default")
    assert ask(client, SUGGEST, q="walr")["suggestions"] == [SEEN]


def test_suggestions_fall_back_to_the_database(client: Client, index) -> None:
    """Check 56: only published questions are suggested."""
    make_hidden()
    (index / "CURRENT").unlink()
    loading.clear_cache()
    assert ask(client, SUGGEST, q="walrus")["suggestions"] == [SEEN]
    assert ask(client, SUGGEST, q=SECRET)["suggestions"] == []


@pytest.mark.usefixtures("sample")
def test_suggestions_take_few_queries(client: Client) -> None:
    """One query for the version, one for the questions and one for their phrasings."""
    ask(client, SUGGEST, q="end con")
    with CaptureQueriesContext(connection) as queries:
        assert ask(client, SUGGEST, q="end con")["suggestions"] != []
    assert len(queries) == 3


@pytest.mark.usefixtures("index")
def test_payloads_are_escaped(client: Client) -> None:
    """Check 1: the texts are unchanged in JSON and harmless as HTML."""
    for number, payload in enumerate(PAYLOADS):
        line = one_line(payload)
        shelf = make_topic(slug=f"t{number}", title=line[:80])
        make_question(topic=shelf, title=f"{line[:180]} marker{number}")
    drain()
    for number, payload in enumerate(PAYLOADS):
        line = one_line(payload)
        response = client.get(SUGGEST, {"q": f"marker{number} "})
        titles = {each["title"]: each["topic"] for each in read(response, 200)["suggestions"]}
        assert titles[f"{line[:180]} marker{number}"] == line[:80]
        assert parse(response.text).all() == []
        asked = client.get(SUGGEST, {"q": payload.replace("\x0b", " ").replace("\x0c", " ")})
        assert read(asked, 200)["text"] == line
        assert parse(asked.text).all() == []
