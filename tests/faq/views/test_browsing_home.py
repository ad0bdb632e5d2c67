"""The home page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.http import urlencode

from faq.insights.popular_searches import clear_cache
from faq.views.browsing import CARDS, FEATURED, HIGHLIGHTS, TOPICS_LISTED
from tests.factories import (
    FUTURE,
    NOW,
    make_draft,
    make_question,
    make_search_term,
    make_topic,
)
from tests.faq.views.pages import get, in_order
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
def test_home_has_its_parts_in_order(client: Client) -> None:
    page = get(client, "/")
    assert in_order(
        page,
        page.one("a", cls="skip"),
        page.one("header"),
        page.one("h1"),
        page.one("search"),
        page.one("p", id="q-hint"),
        page.one("ul", cls="cards"),
        page.one("section", **{"aria-labelledby": "featured"}),
        page.one("section", **{"aria-labelledby": "urgent"}),
        page.one("section", cls="contact"),
        page.one("footer"),
    )
    assert page.one("h1").text == "How can we help?"
    assert page.one(id=page.one("a", cls="skip")["href"].lstrip("#")).tag == "main"
    assert "not affiliated" in page.one("footer").text


@pytest.mark.usefixtures("sample")
def test_home_search_box_has_a_visible_label_and_examples_that_are_links(client: Client) -> None:
    page = get(client, "/")
    box = page.one("input", name="q")
    label = page.one("label")
    assert (label["for"], label.get("class")) == (box["id"], "")
    assert "placeholder" not in box.attributes
    hint = page.one(id=box["aria-describedby"])
    assert [words for words, _ in hint.links()] == [
        "close my freelancer account",
        "end a contract",
        "get an escrow refund",
    ]
    for words, address in hint.links():
        assert address == "/search/?" + urlencode({"q": words}).replace("+", "%20")
        assert parse(client.get(address)).all("ol", cls="results")


@pytest.mark.usefixtures("sample")
def test_home_names_popular_searches_in_place_of_examples(client: Client) -> None:
    clear_cache()
    for text in ("refund", "end contract", "close account", "zeppelin"):
        for ago in (1, 2, 3):
            make_search_term(text, count=len(text), day=NOW.date() - timedelta(days=ago))
    page = get(client, "/")
    hint = page.one(id=page.one("input", name="q")["aria-describedby"])
    assert hint.text == "Popular searches: close account end contract refund"
    assert [address for _, address in hint.links()] == [
        "/search/?q=close%20account",
        "/search/?q=end%20contract",
        "/search/?q=refund",
    ]


@pytest.mark.usefixtures("sample")
def test_home_counts_the_published_questions_of_each_topic(client: Client) -> None:
    cards = get(client, "/").all("li", cls="card")
    shown = [
        (*card.one("a").attributes.values(), card.one("p", cls="count").text) for card in cards
    ]
    assert shown == [
        ("/topics/account/", "4 questions"),
        ("/topics/contracts/", "4 questions"),
        ("/topics/jobs/", "1 question"),
        ("/topics/payments/", "2 questions"),
        ("/topics/trust-safety/", "2 questions"),
        ("/topics/freelancing/", "1 question"),
    ]
    assert all(card.one("svg").get("aria-hidden") == "true" for card in cards)


@pytest.mark.usefixtures("sample")
def test_home_urgent_lane_leads_to_reports_and_refunds(client: Client) -> None:
    lane = get(client, "/").one("section", cls="urgent")
    assert {address for _, address in lane.links()} == {
        "/questions/report-suspicious-activity/",
        "/questions/escrow-refund/",
    }


def test_home_shows_only_published_among_featured_and_urgent(client: Client) -> None:
    shelf = make_topic()
    make_question(topic=shelf, title="Shown", featured=True, urgent=True)
    make_draft(topic=shelf, title="Hidden draft", featured=True, urgent=True)
    make_question(topic=shelf, title="Hidden future", featured=True, published_at=FUTURE)
    page = get(client, "/")
    assert page.one("section", **{"aria-labelledby": "featured"}).texts("a") == ["Shown"]
    assert page.one("section", cls="urgent").texts("a") == ["Shown"]
    assert "Hidden" not in page.text


@pytest.mark.parametrize(
    ("title", "example"),
    [
        ("How do I use an on-screen keyboard?", "use an on-screen keyboard"),
        ("Use an on-screen keyboard", "Use an on-screen keyboard"),
        ("Can I watch Disney+ on an iPhone?", "watch Disney+ on an iPhone"),
        ("What is a W-8BEN?", "What is a W-8BEN"),
        ("Wie kündige ich?", "Wie kündige ich"),
        ("How do I " + "very " * 20 + "long?", None),
    ],
)
def test_home_example_has_the_case_and_signs_of_the_title(
    client: Client, title: str, example: str | None
) -> None:
    make_question(title=title, featured=True)
    hints = get(client, "/").all("p", id="q-hint")
    assert [hint.texts("a") for hint in hints] == ([[example]] if example else [])


def test_home_shows_the_beginning_of_a_featured_answer(client: Client) -> None:
    shelf = make_topic(title="Payments")
    make_question(topic=shelf, title="Without steps?", featured=True, position=1)
    steps = ["Open [[Jobs › My Jobs]]", "Choose **Pay**", "Wait", "Look", "Write"]
    make_question(topic=shelf, title="How?", featured=True, position=2, slug="how", steps=steps)
    excerpt = get(client, "/").one("section", cls="excerpt")
    assert excerpt.links() == [("How?", "/questions/how/")]
    assert excerpt.texts("p") == ["Payments", "and 2 more steps"]
    assert excerpt.one("ol").texts("span")[0] == "Open Jobs › My Jobs"
    assert excerpt.one("ol").texts("li") == ["1Open Jobs › My Jobs", "2Choose Pay", "3Wait"]


def test_home_shows_no_beginning_of_an_answer_without_steps(client: Client) -> None:
    make_question(featured=True, steps=["One is no list"])
    make_question(steps=["Open", "Close"])
    make_draft(featured=True, steps=["Open", "Close"])
    assert get(client, "/").all("section", cls="excerpt") == []


def test_home_keeps_urgent_questions_among_many_featured_ones(client: Client) -> None:
    shelf = make_topic()
    for number in range(HIGHLIGHTS + 1):
        make_question(topic=shelf, title=f"Featured {number:02}", featured=True, position=number)
    make_question(topic=shelf, title="Urgent", urgent=True, position=99)
    page = get(client, "/")
    assert page.one("section", cls="urgent").texts("a") == ["Urgent"]
    shown = page.one("section", **{"aria-labelledby": "featured"}).texts("h3")
    assert shown == [f"Featured {number:02}" for number in range(FEATURED)]


@pytest.mark.parametrize("count", [CARDS, CARDS + 1])
def test_home_lists_the_first_of_many_topics_with_their_first_questions(
    client: Client, count: int
) -> None:
    for number in range(count):
        shelf = make_topic(title=f"Topic {number:02}", slug=f"t{number}", position=number)
        for place in (4, 3, 2, 1):
            make_question(topic=shelf, title=f"Question {number:02}.{place}", position=place)
        make_draft(topic=shelf, title="Hidden", position=0)
    page = get(client, "/")
    browse = page.one("section", **{"aria-labelledby": "topics"})
    if count <= CARDS:
        cards = browse.one("ul", cls="cards").all("li")
        assert len(cards) == count
        assert cards[0].texts("p")[0] == "Question 00.1 · Question 00.2 · Question 00.3"
        return
    entries = [each.links() for each in browse.one("ul", cls="topics").all("li") if each.all("h3")]
    assert [[text for text, _ in links] for links in entries] == [
        [f"Topic {number:02}", *(f"Question {number:02}.{place}" for place in (1, 2, 3))]
        for number in range(TOPICS_LISTED)
    ]
    assert browse.links()[-1] == (f"All {count} topics", "/topics/")
    contact = page.one("section", cls="contact")
    assert in_order(page, page.one("ul", cls="topics"), contact)
    make_question(title="Featured", featured=True)
    page = get(client, "/")
    featured = page.one("section", **{"aria-labelledby": "featured"})
    assert in_order(page, page.one("search"), featured, page.one("ul", cls="topics"))


def test_home_query_count_does_not_depend_on_the_number_of_topics(
    client: Client, django_assert_max_num_queries
) -> None:
    counts = []
    for number in range(CARDS + 4):
        make_question(topic=make_topic(), featured=True, steps=["Open", "Close"])
        if number in {2, CARDS + 3}:
            client.get("/")
            with django_assert_max_num_queries(6) as queries:
                client.get("/")
            counts.append(len(queries))
    assert counts == [6, 6]


def test_home_without_content_says_so(client: Client) -> None:
    page = get(client, "/")
    assert page.one("main").one("p", cls="lead").text == "There is nothing to read here yet."
    assert page.all("ul", cls="cards") == []
