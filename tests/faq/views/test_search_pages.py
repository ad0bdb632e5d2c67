"""The pages of search results."""

from urllib.parse import parse_qs

import pytest
from django.test import Client

from faq.models import Question
from tests.factories import NOW
from tests.faq.views.results_page import get, titles
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("walruses")
def test_results_are_paged_by_ten_and_each_is_shown_once(client: Client) -> None:
    pages = [get(client, q="walrus", page=number) for number in ("1", "2", "3")]
    shown = [titles(page) for page in pages]
    assert [len(each) for each in shown] == [10, 10, 5]
    together = [title for each in shown for title in each]
    assert sorted(together) == sorted(Question.objects.values_list("title", flat=True))
    assert pages[1].one(role="status").text == "25 questions, page 2 of 3."
    ways = [[address for _, address in page.one("nav", cls="pages").links()] for page in pages]
    assert ways == [
        ["?q=walrus&page=2"],
        ["?q=walrus&page=1", "?q=walrus&page=3"],
        ["?q=walrus&page=2"],
    ]


@pytest.mark.usefixtures("walruses")
def test_links_to_pages_keep_text_and_topic(client: Client) -> None:
    page = get(client, q="walrus & “walrus”", topic="sea")
    link = page.one("nav", cls="pages").one("a")
    parameters = {"q": ["walrus & “walrus”"], "topic": ["sea"], "page": ["2"]}
    assert parse_qs(link["href"].lstrip("?")) == parameters
    assert len(titles(parse(client.get("/search/" + link["href"])))) == 10


@pytest.mark.usefixtures("walruses")
def test_results_with_an_invalid_page_show_the_first(client: Client) -> None:
    """Check 53: an invalid page number is not an error."""
    first = titles(get(client, q="walrus"))
    for number in ("0", "-1", "abc", "NaN", "", "1.5", "%00", "９" * 5000, "1e9"):
        assert titles(get(client, q="walrus", page=number)) == first


@pytest.mark.usefixtures("walruses")
def test_results_page_past_the_last_links_to_the_first(client: Client) -> None:
    """Check 53: a page past the last links back."""
    for number in ("4", "1000000000", "9" * 300):
        page = get(client, q="walrus", page=number)
        assert page.all("ol", cls="results") == []
        assert page.one("a", href="?q=walrus").text == "Go to the first page."
        assert page.one("h1").text == "Results for “walrus”"
