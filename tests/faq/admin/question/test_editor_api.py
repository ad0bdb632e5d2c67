"""The JSON for the text editor: findings and link targets."""

from typing import Any

import pytest
from django.test import Client

from faq.models import Question
from faq.search.index.outbox import drain
from faq.text.markdown import MAX_LENGTH
from tests.factories import make_draft, make_question, make_topic
from tests.html import parse

pytestmark = pytest.mark.usefixtures("index", "media")

FINDINGS, TARGETS = (f"/admin/faq/question/{name}/" for name in ("findings", "targets"))
# A form of which nothing is to be said.
FIT = {
    "title": "How do I open it?",
    "slug": "open-it",
    "summary": "From its menu.",
    "body": "",
    "steps-0-title": "Open the menu",
    "steps-0-position": "1",
}


def findings(client: Client, **fields: Any) -> list[tuple[str, str]]:
    """Return the severity and the field of each finding."""
    answer = client.post(FINDINGS, {**FIT, **fields})
    assert answer.status_code == 200
    return [(each["severity"], each["field"]) for each in answer.json()["findings"]]


def test_longest_text_is_checked(as_ines: Client) -> None:
    fit = as_ines.post(FINDINGS, {**FIT, "steps-0-body": "x" * MAX_LENGTH})
    assert fit.status_code == 200
    message = "A text is longer than 20000 characters. Shorten it."
    longer = as_ines.post(FINDINGS, {**FIT, "steps-0-body": "x" * (MAX_LENGTH + 1)})
    assert (longer.status_code, longer.json()) == (400, {"error": message})


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        (
            {"summary": "x" * (MAX_LENGTH + 1)},
            "A text is longer than 20000 characters. Shorten it.",
        ),
        (
            {f"steps-{n}-{part}": "x" * 10_000 for n in range(6) for part in ("title", "body")},
            "A question has at most 100000 characters in its body and steps. "
            "Divide it into two questions.",
        ),
        (
            {f"steps-{n}-title": "x" for n in range(101)},
            "A question has at most 100 steps. Divide it into two questions.",
        ),
    ],
)
def test_findings_are_not_looked_for_in_more_than_a_question_may_have(
    as_ines: Client, fields: dict[str, str], error: str
) -> None:
    """Check 9: otherwise the check of a hostile form takes longer than a request may."""
    answer = as_ines.post(FINDINGS, fields)
    assert (answer.status_code, answer.json()) == (400, {"error": error})


def test_findings_name_their_fields(as_ines: Client) -> None:
    assert findings(as_ines) == []
    assert findings(as_ines, title="Opening") == [("warning", "id_title")]
    assert findings(as_ines, body="[here](/questions/nowhere/)") == [("error", "id_body")] * 2
    assert findings(as_ines, **{"steps-0-body": "![](x.png)"}) == [("error", "id_steps-0-body")] * 2
    fields = {**FIT, "title": "Opening", "body": "![](x.png)"}
    answer = as_ines.post(FINDINGS, fields).json()
    assert answer["summary"] == "2 problems to fix · 1 warning"
    assert [each["where"] for each in answer["findings"]] == ["title", "body", "body"]


def test_findings_offer_repairs_for_their_fields(as_ines: Client) -> None:
    """The rows of the form are in another order than the steps."""
    fields = {
        "title": "How do I open it",
        "steps-0-position": "2",
        "steps-3-title": "Open the menu and choose it",
        "steps-3-position": "1",
        "body": "![](x.png)",
    }
    answer = as_ines.post(FINDINGS, {**FIT, **fields}).json()
    assert [each["repair"] for each in answer["findings"]] == [
        {
            "name": "Add the question mark",
            "texts": {"id_title": "How do I open it?"},
            "next_step": "",
        },
        None,
        None,
        {
            "name": "Split the step",
            "texts": {"id_steps-3-title": "Open the menu"},
            "next_step": "Choose it",
        },
    ]


def test_findings_follow_the_order_of_the_page_without_deleted_steps(
    as_ines: Client,
) -> None:
    steps = {
        "steps-0-title": "The menu",
        "steps-0-position": "2",
        "steps-1-title": "The other menu",
        "steps-1-position": "1",
        "steps-2-title": "The third menu",
        "steps-2-DELETE": "on",
        "steps-3-title": "",
        "steps-__prefix__-title": "The template",
        "steps-9-title": "The new menu",
        "steps-9-position": "",
    }
    assert [field for _, field in findings(as_ines, **steps)] == [
        "id_steps-1-title",
        "id_steps-0-title",
        "id_steps-9-title",
    ]


def test_findings_include_the_reading_level(as_ines: Client) -> None:
    answer = as_ines.post(FINDINGS, {**FIT, "body": "You can do this now. " * 12}).json()
    assert answer == {"summary": "Nothing to fix · reading level: school year 1", "findings": []}


def test_findings_have_a_reading_level_only_for_english(as_ines: Client, settings) -> None:
    settings.LANGUAGE_CODE = "de"
    fields = {**FIT, "body": "Das geht jetzt schnell. " * 12}
    answer = as_ines.post(FINDINGS, fields, headers={"Accept-Language": "en"}).json()
    assert answer == {"summary": "Nothing to fix", "findings": []}


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\u202e<b>", "[x](//[)", "](", "9" * 5000])
def test_unusual_texts_get_an_answer(as_ines: Client, text: str) -> None:
    sent = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    fields = (
        "title",
        "slug",
        "summary",
        "body",
        "steps-0-title",
        "steps-0-body",
        "steps-0-position",
    )
    answer = as_ines.post(FINDINGS, dict.fromkeys(fields, sent))
    assert answer.status_code == 200
    assert as_ines.get(TARGETS, {"q": sent}).status_code == 200
    assert not Question.with_copies.exists()


def test_targets_are_questions_in_all_states_without_language_prefix(as_ines: Client) -> None:
    shelf = make_topic(title="Animals")
    question = make_question(
        title="How do I open it?", slug="open-it", topic=shelf, steps=["Lift the **walrus**"]
    )
    make_draft(title="Walrus?", slug="draft", topic=shelf)
    make_question(title="Old walrus?", status="archived")
    drain()
    found = {
        "targets": [
            {"title": "Walrus?", "topic": "Animals · Draft", "address": "/questions/draft/"},
            {"title": question.title, "topic": "Animals", "address": "/questions/open-it/"},
            {
                "title": "Step 1: Lift the walrus",
                "topic": question.title,
                "address": "/questions/open-it/#step-1",
            },
        ]
    }
    assert as_ines.get(TARGETS, {"q": "walrsu"}).json() == found
    assert as_ines.get(f"/de{TARGETS}", {"q": "walrus"}).json()["targets"][0]["address"] == (
        "/questions/draft/"
    )
    assert as_ines.get(TARGETS, {"q": "zeppelin"}).json() == {"targets": []}
    assert as_ines.get(TARGETS).json() == {"targets": []}


def test_editor_api_needs_permission(as_viewer: Client, client: Client) -> None:
    """Check 34."""
    for address, method in ((FINDINGS, "post"), (TARGETS, "get")):
        asked = {"text": "**walrus**", "q": "walrus"}
        refused = getattr(as_viewer, method)(address, asked)
        assert (refused.status_code, "<strong>walrus" in refused.text) == (403, False)
        answer = getattr(client, method)(address, {"q": "walrus"})
        assert answer["Location"].startswith(f"/admin/login/?next={address}")
        assert answer.content == b""
        # Whoever is signed out is given back what they wrote as they wrote it, and no more.
        assert "<strong>" not in getattr(client, method)(address, asked).text


def test_forms_of_other_sites_are_rejected(ines: Any) -> None:
    """Check 26."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ines)
    page = parse(strict.get("/admin/faq/question/add/"))
    token = page.one("form", id="question_form").filled_in()["csrfmiddlewaretoken"]
    assert strict.post(FINDINGS, FIT).status_code == 403
    assert strict.post(FINDINGS, {**FIT, "csrfmiddlewaretoken": token}).status_code == 200
