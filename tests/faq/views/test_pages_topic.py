"""The page of a topic."""

import pytest
from django.test import Client

from faq.models import Question, Topic
from tests.factories import (
    NOW,
    make_draft,
    make_question,
    make_topic,
)
from tests.faq.views.pages import get, in_order

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
def test_topic_has_its_parts_in_order(client: Client) -> None:
    page = get(client, "/topics/contracts/")
    shelf = Topic.objects.get(slug="contracts")
    assert in_order(
        page,
        page.one("nav", **{"aria-label": "Breadcrumbs"}),
        page.one("h1"),
        page.one("main").one("p", cls="lead"),
        page.one("search"),
        page.one("ul", cls="questions"),
        page.one("section", **{"aria-labelledby": "others"}),
        page.one("section", cls="contact"),
    )
    assert page.one("h1").text == shelf.title
    assert page.one("main").one("p", cls="lead").text == shelf.summary
    assert page.all("details") == []


@pytest.mark.usefixtures("sample")
def test_topic_breadcrumbs_end_with_the_topic(client: Client) -> None:
    crumbs = get(client, "/topics/contracts/").one("nav", **{"aria-label": "Breadcrumbs"})
    assert crumbs.texts("li") == ["Help", "Topics", "Contracts"]
    assert crumbs.links() == [("Help", "/"), ("Topics", "/topics/")]
    assert crumbs.one(**{"aria-current": "page"}).text == "Contracts"


@pytest.mark.usefixtures("sample")
def test_topic_has_a_search_limited_to_it(client: Client) -> None:
    page = get(client, "/topics/contracts/")
    form = page.one("search").one("form")
    assert form["action"] == "/search/"
    assert form.one("input", type="hidden").attributes == {
        "type": "hidden",
        "name": "topic",
        "value": "contracts",
    }
    assert page.one(cls="scoped").links() == [("Search all topics instead", "/search/")]


def test_topic_lists_questions_in_order_with_summaries(
    client: Client,
) -> None:
    shelf = make_topic(slug="shelf")
    make_question(topic=shelf, title="Last", position=9)
    make_question(topic=shelf, title="First", position=1, summary="Yes.", steps=["a", "b"])
    make_question(topic=shelf, title="B second", position=5, steps=["a"])
    make_question(topic=shelf, title="A second", position=5)
    make_draft(topic=shelf, title="Draft", position=0)
    items = get(client, "/topics/shelf/").one("ul", cls="questions").all("li")
    assert [item.one("h2").text for item in items] == ["First", "A second", "B second", "Last"]
    assert [item.texts("p") for item in items] == [
        ["Yes.", "2 steps · Updated 23 November 2026"],
        ["Updated 23 November 2026"],
        ["1 step · Updated 23 November 2026"],
        ["Updated 23 November 2026"],
    ]


@pytest.mark.usefixtures("sample")
def test_topic_links_to_the_other_topics_in_order(client: Client) -> None:
    others = get(client, "/topics/contracts/").one("section", **{"aria-labelledby": "others"})
    titles = Topic.objects.exclude(slug="contracts").in_order().values_list("title", flat=True)
    assert others.texts("a") == list(titles)


def test_topic_with_many_questions_has_pages(client: Client) -> None:
    shelf = make_topic(slug="shelf", title="Shelf")
    for number in range(101):
        make_question(topic=shelf, position=number)
    pages = [get(client, f"/topics/shelf/?page={number}") for number in (1, 2, 3)]
    lists = [page.one("ul", cls="questions").all("h2") for page in pages]
    assert [len(each) for each in lists] == [50, 50, 1]
    slugs = [heading.one("a")["href"] for each in lists for heading in each]
    assert slugs == [q.get_absolute_url() for q in Question.objects.in_order()]
    ways = [page.one("nav", cls="pages").links() for page in pages]
    assert ways == [
        [("Next page", "?page=2")],
        [("Previous page", "?page=1"), ("Next page", "?page=3")],
        [("Previous page", "?page=2")],
    ]
    assert pages[1].one("nav", cls="pages").one("span").text == "Page 2 of 3"
    assert pages[1].one("title").text == "Shelf – page 2 – Helpcenter"
    canonical = [page.one("link", rel="canonical")["href"] for page in pages[:2]]
    assert canonical == [
        "http://127.0.0.1:8000/topics/shelf/",
        "http://127.0.0.1:8000/topics/shelf/?page=2",
    ]


def test_topic_with_an_invalid_page_shows_a_valid_one(client: Client) -> None:
    """Check 53: an invalid page number is not an error."""
    question = make_question(topic=make_topic(slug="shelf"))
    for number in ("0", "-1", "1e9", "1000000000", "abc", "NaN", "", "%00", "1.5", "9" * 3000):
        page = get(client, f"/topics/shelf/?page={number}")
        assert page.one("ul", cls="questions").texts("h2") == [question.title]
