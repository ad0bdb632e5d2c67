"""The page of a topic."""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from faq.models import Question, Section, Topic
from faq.models.section import RESERVED_SLUGS
from faq.models.validators import validate_slug
from faq.views import topic_contents
from tests.factories import (
    NOW,
    make_draft,
    make_question,
    make_section,
    make_topic,
)
from tests.faq.views.pages import get, in_order
from tests.faq.views.topic_pages import shorten_topic_pages

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
        page.one("nav", **{"aria-label": "Sections"}),
        *page.all("ul", cls="questions"),
        page.one("section", **{"aria-labelledby": "other_topics"}),
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
    chip = form.one("label", cls="within")
    assert chip.text == "Only in Contracts"
    assert chip.one("input").attributes == {
        **{"type": "checkbox", "name": "topic", "value": "contracts", "checked": ""},
    }


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
    others = get(client, "/topics/contracts/").one("section", **{"aria-labelledby": "other_topics"})
    titles = Topic.objects.exclude(slug="contracts").in_order().values_list("title", flat=True)
    assert others.texts("a") == list(titles)


def test_topic_with_many_questions_has_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorten_topic_pages(monkeypatch, 13)
    shelf = make_topic(slug="shelf", title="Shelf")
    for number in range(27):
        make_question(topic=shelf, position=number)
    pages = [get(client, f"/topics/shelf/?page={number}") for number in (1, 2, 3)]
    lists = [page.one("ul", cls="questions").all("li") for page in pages]
    assert [len(each) for each in lists] == [13, 13, 1]
    slugs = [row.one("a")["href"] for each in lists for row in each]
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


def fill_sections(topic: Topic, *counts: int) -> list[Section]:
    """Make sections with that many questions each."""
    sections = [
        make_section(topic=topic, slug=f"s{number}", title=f"Part {number}", position=number)
        for number in range(len(counts))
    ]
    for section, count in zip(sections, counts, strict=True):
        for number in range(count):
            title = f"{section}, question {number}"
            make_question(topic=topic, section=section, title=title, position=number, steps=["a"])
    return sections


def test_questions_stand_under_the_headings_of_their_sections(client: Client) -> None:
    shelf = make_topic(slug="shelf")
    fill_sections(shelf, 2, 1)
    make_draft(topic=shelf, section=make_section(topic=shelf, title="Hidden"), title="Draft")
    make_question(topic=shelf, title="Alone", position=99)
    main = get(client, "/topics/shelf/").one("main")
    assert main.texts("h2")[:3] == ["Alone", "Part 0", "Part 1"]
    assert [section.texts("h3") for section in main.all("section", cls="section")] == [
        ["Part 0, question 0", "Part 0, question 1"],
        ["Part 1, question 0"],
    ]
    assert [heading["id"] for heading in main.all("h2") if "id" in heading.attributes][:2] == [
        *("s0", "s1"),
    ]
    nav = main.one("nav", **{"aria-label": "Sections"})
    assert nav.links() == [("Part 0 2", "#s0"), ("Part 1 1", "#s1")]
    assert "Hidden" not in main.text


def test_topic_with_one_section_has_no_list_of_sections(client: Client) -> None:
    fill_sections(make_topic(slug="shelf"), 2)
    assert not get(client, "/topics/shelf/").all("nav", **{"aria-label": "Sections"})


def test_anchor_of_a_section_is_on_the_first_page_wherever_its_questions_are(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link to /topics/<topic>/#<section> always leads to something."""
    shorten_topic_pages(monkeypatch, 4)
    fill_sections(make_topic(slug="shelf"), 3, 6, 1)
    for number, links in {
        1: [("Part 0 3", "#s0"), ("Part 1 6", "#s1"), ("Part 2 1", "?page=3#s2")],
        2: [("Part 0 3", "?page=1#s0"), ("Part 1 6", "#s1"), ("Part 2 1", "?page=3#s2")],
        3: [("Part 0 3", "?page=1#s0"), ("Part 1 6", "#s1"), ("Part 2 1", "#s2")],
    }.items():
        main = get(client, f"/topics/shelf/?page={number}").one("main")
        assert main.one("nav", **{"aria-label": "Sections"}).links() == links
        for slug in ("s0", "s1", "s2"):
            assert main.one(id=slug)


def test_no_anchor_of_the_page_can_be_the_address_of_a_section(client: Client) -> None:
    shelf = make_topic(slug="shelf")
    make_question(topic=make_topic())
    for _ in range(13):
        make_question(topic=shelf)
    page = get(client, "/topics/shelf/?filter=question")
    anchors = {found["id"] for found in page.all() if "id" in found.attributes}
    assert anchors
    possible = []
    for anchor in anchors:
        with suppress(ValidationError):
            validate_slug(anchor)
            possible.append(anchor)
    assert set(possible) <= set(RESERVED_SLUGS)


def test_many_questions_are_rows_without_dates_and_can_be_filtered(client: Client) -> None:
    shelf = make_topic(slug="shelf")
    fill_sections(shelf, 7, 6)
    make_question(topic=shelf, title="Where is the Lamp?", summary="On the shelf, behind a book.")
    make_draft(topic=shelf, title="Draft of a lamp")
    page = get(client, "/topics/shelf/")
    assert page.one("main").all("time") == []
    form = page.one("form", cls="filter")
    assert (form.get("action"), form["method"]) == ("", "get")
    for text, titles in {
        "lamp": ["Where is the Lamp?"],
        "BOOK where": ["Where is the Lamp?"],
        "part 1 3": ["Part 1, question 3"],
        "nothing%": [],
    }.items():
        found = get(client, "/topics/shelf/?" + urlencode({"filter": text}))
        lists = found.one("main").all("ul", cls="questions")
        assert [row.one("a").text for each in lists for row in each.all("li")] == titles
        status = found.one("form", cls="filter").one("p", role="status").text
        assert status == f"{len(titles)} of 14 questions"
        assert found.one("meta", name="robots")["content"] == "noindex"
    assert ("Show all 14 questions", "/topics/shelf/") in found.links()


@pytest.mark.parametrize(("sections", "each"), [(1, 20), (400, 1)])
def test_topic_takes_as_many_queries_and_rows_as_before_however_large(
    client: Client, django_assert_max_num_queries: Any, sections: int, each: int
) -> None:
    """Check 62: a topic of 400 sections has a page of at most so many questions, and folds its list."""
    shelf = make_topic(slug="shelf")
    made = Section.objects.bulk_create(
        Section(topic=shelf, slug=f"s{number}", title=f"Part {number}", position=number)
        for number in range(sections)
    )
    now = NOW - timedelta(days=1)
    Question.objects.bulk_create(
        Question(
            **{"topic": shelf, "section": section, "slug": f"{section.slug}-{number}"},
            **{"title": "Q", "status": "published", "published_at": now, "updated_at": now},
        )
        for section in made
        for number in range(each)
    )
    for query in ("", "?page=2", "?filter=q"):
        with django_assert_max_num_queries(6):
            page = get(client, f"/topics/shelf/{query}")
        rows = [row for found in page.all("ul", cls="questions") for row in found.all("li")]
        assert len(rows) <= topic_contents.QUESTIONS_ON_PAGE
    nav = get(client, "/topics/shelf/").all("nav", **{"aria-label": "Sections"})
    shown = [len(found.all("li")) for each in nav for found in each.all("ul", cls="section-links")]
    folded = sections - topic_contents.SECTIONS_SHOWN
    assert shown == ([topic_contents.SECTIONS_SHOWN, folded] if folded > 0 else [])


def test_topic_with_an_invalid_page_shows_a_valid_one(client: Client) -> None:
    """Check 53: an invalid page number is not an error."""
    question = make_question(topic=make_topic(slug="shelf"))
    for number in ("0", "-1", "1e9", "1000000000", "abc", "NaN", "", "%00", "1.5", "9" * 3000):
        page = get(client, f"/topics/shelf/?page={number}")
        assert page.one("ul", cls="questions").texts("h2") == [question.title]
