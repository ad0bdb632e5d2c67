"""The topics and questions of the API."""

import json
from typing import Any

import pytest
from django.test import Client

from faq.api import content
from faq.models import Question, Step
from tests.factories import NOW, make_audience, make_question, make_topic
from tests.faq.api.hidden_questions import SECRET, make_hidden
from tests.html import parse
from tests.xss import PAYLOADS

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]

TOPICS, QUESTIONS = "/api/v1/topics/", "/api/v1/questions/"


def get(client: Client, address: str, **parameters: str) -> dict[str, Any]:
    response = client.get(address, parameters)
    assert response.status_code == 200, response.text
    assert response["Content-Type"] == "application/json"
    assert response["X-Robots-Tag"] == "noindex"
    return json.loads(response.content)


def refused(client: Client, address: str, status: int, **parameters: str) -> str:
    response = client.get(address, parameters)
    assert response.status_code == status, response.text
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    (error,) = json.loads(response.content).items()
    assert error[0] == "error"
    return error[1]


@pytest.fixture
def refund() -> Question:
    question = make_question(
        topic=make_topic(slug="payments", title="Payments", summary="Money.", position=1),
        slug="refund",
        title="Refund?",
        summary="Ask <for> it.",
        body="First *wait*.",
    )
    question.audiences.add(make_audience(slug="client", title="clients"))
    Step.objects.create(question=question, position=2, title="Confirm", caution="Final.")
    Step.objects.create(question=question, position=1, title="Open **Jobs**", body="By title.")
    return question


IN_A_LIST = {
    "slug": "refund",
    "title": "Refund?",
    "url": "/questions/refund/",
    "topic": {"slug": "payments", "title": "Payments"},
    "summary": "Ask <for> it.",
    "audiences": [{"slug": "client", "title": "clients"}],
    "step_count": 2,
    "updated_at": "2026-11-23T12:00:00+00:00",
}


def test_topics_are_those_of_the_home_page_in_its_order(refund: Question, client: Client) -> None:
    make_question(topic=make_topic(slug="first", title="First", position=0))
    data = get(client, TOPICS)
    assert data["topics"][1:] == [
        {
            "slug": "payments",
            "title": "Payments",
            "summary": "Money.",
            "group": "",
            "url": "/topics/payments/",
            "question_count": 1,
        }
    ]
    cards = parse(client.get("/")).one("ul", cls="cards").texts("h3")
    assert [topic["title"] for topic in data["topics"]] == cards == ["First", "Payments"]


def test_question_in_a_list_has_its_summary_fields(refund: Question, client: Client) -> None:
    assert get(client, QUESTIONS) == {"total": 1, "page": 1, "pages": 1, "results": [IN_A_LIST]}


def test_question_has_its_whole_answer(refund: Question, client: Client) -> None:
    first, second = refund.steps.in_order()
    assert get(client, f"{QUESTIONS}refund/") == IN_A_LIST | {
        "body_html": "<p>First <em>wait</em>.</p>",
        "steps": [
            {
                "uid": str(first.uid),
                "position": 1,
                "url": "/questions/refund/#step-1",
                "title": "Open Jobs",
                "title_html": "Open <strong>Jobs</strong>",
                "caution_html": "",
                "body_html": "<p>By title.</p>",
            },
            {
                "uid": str(second.uid),
                "position": 2,
                "url": "/questions/refund/#step-2",
                "title": "Confirm",
                "title_html": "Confirm",
                "caution_html": "<p>Final.</p>",
                "body_html": "",
            },
        ],
        "markdown_url": "/questions/refund.md",
    }


def test_questions_come_in_pages_in_the_order_of_the_site(
    refund: Question, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "QUESTIONS_ON_A_PAGE", 2)
    for number in (3, 2, 1):
        make_question(topic=refund.topic, slug=f"q{number}", position=number)
    make_question(topic=make_topic(slug="first", position=0), slug="zero")
    pages = [get(client, QUESTIONS, page=str(number)) for number in (1, 2, 3, 4)]
    listed = [[each["slug"] for each in page["results"]] for page in pages]
    assert listed == [["zero", "refund"], ["q1", "q2"], ["q3"], []]
    assert [(page["total"], page["page"], page["pages"]) for page in pages] == [
        (5, number, 3) for number in (1, 2, 3, 4)
    ]
    within = get(client, QUESTIONS, topic="payments", page="2")
    assert (within["total"], [each["slug"] for each in within["results"]]) == (4, ["q2", "q3"])


@pytest.mark.parametrize("page", ["0", "-1", "1e9", "abc", "1.5", "9" * 40, "\x00", "１"])
def test_invalid_page_number_is_rejected(client: Client, page: str) -> None:
    """Check 53."""
    said = refused(client, QUESTIONS, 400, page=page)
    assert said == "page must be a whole number from 1 to 100000."


@pytest.mark.parametrize("topic", ["nothing", f"{SECRET}-shelf", "A", "a b", "'; --", "\x00"])
def test_topic_without_published_questions_is_rejected(client: Client, topic: str) -> None:
    """Checks 12, 36: topics with drafts only and invalid topics get the same error."""
    make_hidden()
    said = refused(client, QUESTIONS, 400, topic=topic)
    assert said == "No published question has that topic."


def test_empty_site_has_empty_lists(client: Client) -> None:
    assert get(client, TOPICS) == {"topics": []}
    assert get(client, QUESTIONS) == {"total": 0, "page": 1, "pages": 1, "results": []}


def test_hidden_questions_are_in_no_list_and_no_count(client: Client) -> None:
    """Checks 41–47."""
    make_hidden()
    topics = get(client, TOPICS)["topics"]
    assert [(topic["slug"], topic["question_count"]) for topic in topics] == [("sea", 1)]
    data = get(client, QUESTIONS)
    assert (data["total"], [each["slug"] for each in data["results"]]) == (1, ["seen"])
    for address in (TOPICS, QUESTIONS, f"{QUESTIONS}?topic=sea", f"{QUESTIONS}seen/"):
        assert SECRET not in client.get(address).text


def test_hidden_questions_answer_like_missing_ones(client: Client) -> None:
    """Checks 36, 41: only questions that were published once answer 410."""
    make_hidden()
    said: dict[int, set[str]] = {}
    for question in Question.objects.filter(slug__startswith=SECRET):
        status = 410 if question.status == "archived" else 404
        said.setdefault(status, set()).add(refused(client, f"{QUESTIONS}{question.slug}/", status))
    assert said == {
        404: {refused(client, f"{QUESTIONS}quagmire/", 404)},
        410: {"This question was withdrawn."},
    }


def test_withdrawn_question_names_its_replacement(refund: Question, client: Client) -> None:
    make_question(slug="old", status="archived", replaced_by=refund)
    said = refused(client, f"{QUESTIONS}old/", 410)
    assert said == "This question was withdrawn. refund takes its place."


def test_old_address_redirects(refund: Question, client: Client) -> None:
    refund.slug = "money-back"
    refund.save()
    for slug in ("refund", "REFUND", "Money-Back"):
        response = client.get(f"{QUESTIONS}{slug}/")
        assert (response.status_code, response["Location"]) == (301, f"{QUESTIONS}money-back/")
    assert get(client, f"{QUESTIONS}money-back/")["title"] == "Refund?"


@pytest.mark.parametrize("address", [TOPICS, QUESTIONS, f"{QUESTIONS}refund/"])
def test_unchanged_response_is_304(refund: Question, client: Client, address: str) -> None:
    """Check 65."""
    first = client.get(address)
    assert first["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    refund.topic.title = "Money"
    refund.topic.save()
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "Money" in changed.text
    assert "Money" not in first.text.replace("Money.", "")


@pytest.mark.parametrize("address", [TOPICS, QUESTIONS, f"{QUESTIONS}refund/"])
def test_list_query_count_is_constant(
    refund: Question, client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        make_question(topic=refund.topic, steps=["One", "Two"])
    with django_assert_max_num_queries(6):
        client.get(address)


def test_payloads_are_escaped_in_json(client: Client) -> None:
    """Check 1: only the fields named html contain HTML, and it is sanitised."""
    for number, payload in enumerate(PAYLOADS):
        question = make_question(slug=f"q{number}", title=payload[:200], summary=payload[:300])
        Step.objects.create(question=question, position=1, title=payload[:200], body=payload)
        response = client.get(f"{QUESTIONS}q{number}/")
        assert set(response.text) & set("<>&") == set()
        data = json.loads(response.content)
        assert (data["title"], data["summary"]) == (question.title, question.summary)
        step = data["steps"][0]
        kinds = {
            each.tag for name in ("title_html", "body_html") for each in parse(step[name]).walk()
        }
        assert kinds <= {
            "p",
            "a",
            "strong",
            "em",
            "code",
            "pre",
            "span",
            "ul",
            "li",
            "h2",
            "hr",
            "details",
            "summary",
        }
