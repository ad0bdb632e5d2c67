"""The home page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.http import urlencode

from faq.insights.popular_searches import clear_cache
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
    assert len(hint.links()) == 3
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


def test_home_without_content_says_so(client: Client) -> None:
    page = get(client, "/")
    assert page.one("main").one("p", cls="lead").text == "There is nothing to read here yet."
    assert page.all("ul", cls="cards") == []
