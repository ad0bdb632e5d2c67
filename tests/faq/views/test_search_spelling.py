"""Spelling correction on the results page."""

from urllib.parse import parse_qs

import pytest
from django.test import Client

from faq.search.index.outbox import drain
from tests.factories import NOW, make_question, make_topic
from tests.faq.views.results_page import get, titles
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("zoo")
def test_no_results_without_spelling_offer_the_correction(client: Client) -> None:
    page = get(client, q="walrsu", spelling="off")
    assert page.one("h1").text == "Nothing found for “walrsu”"
    assert page.one("ul", cls="ways-on").links() == [("walrus", "?q=walrsu")]
    assert titles(get(client, q="walrsu")) == titles(get(client, q="walrus"))


@pytest.mark.usefixtures("sample")
def test_results_show_the_correction_and_link_to_the_original(client: Client) -> None:
    page = get(client, q="escro refnd")
    assert titles(page)[0] == "How do I get an escrow refund?"
    assert page.one("h1").text == "Results for “escrow refund”"
    assert page.one("input", name="q")["value"] == "escro refnd"
    notice = page.one("p", cls="notice")
    assert notice.text == ("Showing results for escrow refund. Search instead for “escro refnd”")
    assert notice.links() == [("Search instead for “escro refnd”", "?q=escro+refnd&spelling=off")]
    as_typed = parse(client.get("/search/" + notice.one("a")["href"]))
    assert as_typed.all("p", cls="notice") == []
    assert as_typed.one("h1").text == "Nothing matches “escro refnd” well"
    assert as_typed.one("input", name="q")["value"] == "escro refnd"


@pytest.mark.usefixtures("sample")
def test_results_for_known_words_mention_no_spelling(client: Client) -> None:
    page = get(client, q="escrow refund")
    assert len(titles(page)) > 1
    assert page.all("p", cls="notice") == []
    assert "spelling" not in "".join(address for _, address in page.links())


@pytest.mark.usefixtures("sample")
def test_correction_keeps_the_rest_of_the_text_and_the_topic(client: Client) -> None:
    page = get(client, q="<b>Is</b> my refnd (safe) & quagga?", topic="payments")
    notice = page.one("p", cls="notice")
    assert notice.one("strong").text == "<b>Is</b> my refund (safe) & quagga?"
    assert parse_qs(notice.one("a")["href"].lstrip("?")) == {
        "q": ["<b>Is</b> my refnd (safe) & quagga?"],
        "topic": ["payments"],
        "spelling": ["off"],
    }


@pytest.mark.usefixtures("walruses")
def test_links_keep_that_spelling_is_off(client: Client) -> None:
    """Links to pages and topics keep the switch; a new search does not."""
    assert get(client, q="walrus walrsu", spelling="off").all("p", cls="notice") == []
    page = get(client, q="walrus", spelling="off")
    [(_, following)] = page.one("nav", cls="pages").links()
    assert parse_qs(following.lstrip("?")) == {
        "q": ["walrus"],
        "spelling": ["off"],
        "page": ["2"],
    }
    assert page.one("aside").links() == [("Sea", "?spelling=off&q=walrus&topic=sea")]
    assert page.all("input", name="spelling") == []
    past = get(client, q="walrus walrsu", spelling="off", page="9")
    assert past.one("a", href="?spelling=off&q=walrus+walrsu").text == "Go to the first page."


@pytest.mark.usefixtures("walruses")
def test_links_of_corrected_results_lead_to_corrected_results(client: Client) -> None:
    page = get(client, q="walrsu")
    [(_, following)] = page.one("nav", cls="pages").links()
    assert following == "?q=walrsu&page=2"
    second = parse(client.get("/search/" + following))
    assert len(titles(second)) == 10
    assert second.one("p", cls="notice").one("strong").text == "walrus"


@pytest.mark.usefixtures("index")
def test_count_of_all_topics_is_of_the_same_spelling(client: Client) -> None:
    """The count in the link equals the results behind it, also with spelling off."""
    make_question(title="Walrus", topic=make_topic(slug="sea"))
    make_question(title="Fee", topic=make_topic(slug="money"))
    drain()
    corrected = get(client, q="walrsu xylophone", topic="money")
    assert corrected.one("ul", cls="ways-on").links() == [
        ("Search all topics: 1 question", "?q=walrsu+xylophone")
    ]
    as_typed = get(client, q="walrsu xylophone", topic="money", spelling="off")
    assert as_typed.one("h1").text == "Nothing found for “walrsu xylophone”"
    assert as_typed.one("ul", cls="ways-on").links() == []


@pytest.mark.usefixtures("sample")
def test_spelling_is_on_for_any_other_value(client: Client) -> None:
    for value in ("", "on", "OFF", "0", "\x00", "x" * 5000):
        page = get(client, q="refnd", spelling=value)
        assert page.one("p", cls="notice").one("strong").text == "refund"
