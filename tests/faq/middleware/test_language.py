"""The language of a page follows its address, or else the browser."""

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories import NOW, make_question
from tests.html import parse

pytestmark = [
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW),
]


def lang(client: Client, address: str, accept: str = "") -> str:
    return parse(client.get(address, headers={"accept-language": accept})).one("html")["lang"]


def test_page_has_the_language_of_its_address_or_the_browser(client: Client) -> None:
    assert lang(client, "/") == "en-gb"
    assert lang(client, "/", "de-CH, en") == "de"
    assert lang(client, "/es/", "de-CH, en") == "es"
    assert lang(client, "/en/", "de-CH, en") == "en-gb"
    # Nothing of one request is left for the next.
    assert lang(client, "/") == "en-gb"


def test_links_of_a_page_stay_in_the_language_of_its_address(client: Client) -> None:
    make_question(slug="walrus")
    page = parse(client.get("/de/questions/walrus/"))
    inner = [url for _, url in page.one("main").links() if url.startswith("/")]
    assert inner
    assert [url for url in inner if not url.startswith("/de/")] == []
    assert page.one("search").one("form")["action"] == "/de/search/"
    styles = page.all("link", rel="stylesheet")
    assert {style["href"][:12] for style in styles} == {"/static/faq/"}


def test_footer_links_to_the_page_in_every_language(client: Client) -> None:
    expected = [
        ("English", "/en/search/?q=a+%26+b"),
        ("Deutsch", "/de/search/?q=a+%26+b"),
        ("Español", "/es/search/?q=a+%26+b"),
    ]
    for address in ("/search/?q=a+%26+b", "/es/search/?q=a+%26+b"):
        page = parse(client.get(address))
        assert page.one("footer").one("nav").links() == expected
    response = client.get("/es/search/?q=a+%26+b")
    assert not response.cookies
    assert "Vary" not in response.headers


def test_canonical_address_has_no_language(client: Client) -> None:
    make_question(slug="walrus")
    for address in ("/questions/walrus/", "/de/questions/walrus/"):
        canonical = parse(client.get(address)).one("link", rel="canonical")
        assert canonical["href"].endswith("//127.0.0.1:8000/questions/walrus/")


def test_machine_readable_pages_are_in_the_sites_language(client: Client) -> None:
    response = client.get("/livez", headers={"accept-language": "de"})
    assert "Vary" not in response.headers
    assert client.get("/de/livez").status_code == 404
    assert client.get("/de/api/v1/search/?q=walrus").status_code == 404


def test_suggestions_link_to_pages_in_the_same_language(client: Client) -> None:
    make_question(slug="walrus", title="Where is the walrus?")
    call_command("search_rebuild", verbosity=0)
    found = {
        address: [each["url"] for each in client.get(address).json()["suggestions"]]
        for address in ("/search/suggest/?q=walrus", "/de/search/suggest/?q=walrus")
    }
    assert list(found.values()) == [["/questions/walrus/"], ["/de/questions/walrus/"]]
    form = parse(client.get("/de/")).one("form")
    assert form["data-suggest"] == "/de/search/suggest/"
