"""The page of a question."""

from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from faq.models import Question, Step
from tests.factories import (
    NOW,
    PAST,
    make_audience,
    make_draft,
    make_question,
    make_topic,
)
from tests.faq.views.pages import get, in_order
from tests.html import Element

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def refund() -> Question:
    """Create a question that uses every field."""
    question = make_question(
        slug="refund",
        title="How do I get a refund?",
        summary="Ask for it while you end the contract.",
        body="Write to *them* first.",
        topic=make_topic(slug="payments", title="Payments", position=1),
    )
    question.audiences.set([make_audience(title="clients"), make_audience(title="agencies")])
    Step.objects.create(question=question, position=2, title="Choose **Pay nothing**", body="Last.")
    Step.objects.create(
        question=question,
        position=1,
        title="Open **Jobs › My Jobs**",
        body="At the top.",
        caution="It **ends** the contract.",
    )
    Step.objects.create(question=question, position=3, title="Confirm")
    return question


@pytest.mark.usefixtures("refund")
def test_question_has_its_parts_in_order(client: Client) -> None:
    page = get(client, "/questions/refund/")
    article = page.one("article")
    assert in_order(
        page,
        article.one("nav", **{"aria-label": "Breadcrumbs"}),
        article.one("h1"),
        article.one("p", cls="answer"),
        article.one("ul", cls="chips"),
        article.all(cls="prose")[0],
        article.one("ol", cls="steps"),
        article.one("time"),
        page.one("section", cls="contact"),
    )
    assert article.one("h1").text == "How do I get a refund?"
    assert article.one("p", cls="answer").text == "Ask for it while you end the contract."
    assert article.all(cls="prose")[0].text == "Write to them first."


@pytest.mark.usefixtures("refund")
def test_question_breadcrumbs_link_to_the_topic(client: Client) -> None:
    crumbs = get(client, "/questions/refund/").one("nav", **{"aria-label": "Breadcrumbs"})
    assert crumbs.links() == [
        ("Help", "/"),
        ("Topics", "/topics/"),
        ("Payments", "/topics/payments/"),
    ]


@pytest.mark.usefixtures("refund")
def test_question_steps_are_a_list_in_order_with_their_numbers_as_addresses(
    client: Client,
) -> None:
    steps = get(client, "/questions/refund/").one("ol", cls="steps")
    items = [child for child in steps.children if isinstance(child, Element)]
    assert [item["id"] for item in items] == ["step-1", "step-2", "step-3"]
    assert [item.one("h3").text for item in items] == [
        "Step 1: Open Jobs › My Jobs",
        "Step 2: Choose Pay nothing",
        "Step 3: Confirm",
    ]
    numerals = [item.one("a", cls="numeral") for item in items]
    assert [(each.text, each["href"], each["aria-label"]) for each in numerals] == [
        (f"{n}", f"#step-{n}", f"Link to step {n}") for n in (1, 2, 3)
    ]
    assert items[0].one("span", cls="path").texts("strong") == ["Jobs", "My Jobs"]


def test_question_gives_each_step_its_uid(
    client: Client,
) -> None:
    question = make_question(slug="plain", steps=["Open", "Close"])

    def shown() -> list[tuple[str, str]]:
        items = get(client, "/questions/plain/").all("li", cls="step")
        return [(item["id"], item["data-uid"]) for item in items]

    (_, opened), (_, closed) = before = shown()
    assert before == [("step-1", opened), ("step-2", closed)]
    assert opened != closed
    question.steps.renumber([*question.steps.in_order().values_list("pk", flat=True)][::-1])
    assert shown() == [("step-1", closed), ("step-2", opened)]


@pytest.mark.usefixtures("refund")
def test_question_caution_comes_before_the_step_body(client: Client) -> None:
    page = get(client, "/questions/refund/")
    first = page.one(id="step-1")
    of_caution, body = first.all(cls="prose")
    assert of_caution in first.one(cls="caution").all()
    assert in_order(first, first.one("h3"), first.one(cls="caution"), body)
    assert first.one(cls="caution").text == "Caution: It ends the contract."
    assert len(page.all(cls="caution")) == 1


@pytest.mark.usefixtures("refund")
def test_question_chips_show_audience_steps_and_hard_to_undo(client: Client) -> None:
    chips = get(client, "/questions/refund/").one("ul", cls="chips")
    assert chips.texts("li") == ["For clients and agencies", "3 steps", "Hard to undo"]


def test_question_without_audiences_and_steps_has_only_the_chip_everyone(client: Client) -> None:
    make_question(slug="plain", summary="Yes.")
    page = get(client, "/questions/plain/")
    assert page.one("ul", cls="chips").texts("li") == ["For everyone"]
    assert page.all("ol", cls="steps") == []


def test_question_chips_join_three_audiences_and_count_one_step(client: Client) -> None:
    question = make_question(slug="plain", steps=["Go"])
    audiences = [
        make_audience(title=title, position=place)
        for place, title in enumerate(["clients", "agencies", "freelancers"])
    ]
    question.audiences.set(reversed(audiences))
    chips = get(client, "/questions/plain/").one("ul", cls="chips")
    assert chips.texts("li") == ["For clients, agencies and freelancers", "1 step"]


def test_question_links_to_related_questions(client: Client) -> None:
    shelf = make_topic()
    make_question(topic=shelf, slug="asked")
    for number in range(6):
        make_question(topic=shelf, title=f"Neighbour {number}", position=number)
    make_draft(topic=shelf, title="Draft")
    make_question(title="Other ways to find an answer")
    section = get(client, "/questions/asked/").one("section", **{"aria-labelledby": "related"})
    assert section.texts("a") == [f"Neighbour {number}" for number in range(5)]


def test_question_shows_when_it_was_updated(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(PAST)
    make_question(slug="plain")
    time_machine.move_to(NOW)
    updated = get(client, "/questions/plain/").one("time")
    assert (updated["datetime"], updated.text) == ("2026-11-01", "1 November 2026")


def test_question_appears_at_its_publication_time(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    make_question(slug="later", title="Later", published_at=NOW + timedelta(hours=1))
    assert client.get("/questions/later/").status_code == 404
    assert "Later" not in client.get("/").text
    time_machine.move_to(NOW + timedelta(hours=1))
    assert get(client, "/questions/later/").one("h1").text == "Later"


@pytest.mark.usefixtures("sample")
def test_sample_questions_answer_with_their_steps_in_order(client: Client) -> None:
    published = Question.objects.published(NOW)
    shown = {
        question.slug: [
            item["id"] for item in get(client, question.get_absolute_url()).all("li", cls="step")
        ]
        for question in published
    }
    assert len(shown) == 14
    assert shown == {
        question.slug: [f"step-{n}" for n in range(1, question.steps.count() + 1)]
        for question in published
    }


def test_question_prints_its_canonical_address(client: Client) -> None:
    make_question(slug="printed")
    pages = [get(client, f"{before}/questions/printed/") for before in ("", "/de")]
    printed = [page.one("p", cls="address").text for page in pages]
    assert printed == ["http://127.0.0.1:8000/questions/printed/"] * 2
