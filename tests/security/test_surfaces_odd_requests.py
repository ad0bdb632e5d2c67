"""Odd parameters and addresses, wherever one looks: an answer, and nothing kept of them."""

import json
from urllib.parse import quote

import pytest
from django.conf import settings as site_settings
from django.test import Client

from faq.search.index.outbox import drain
from tests.factories import (
    NOW,
)
from tests.html import parse
from tests.security.addresses import everything_stored
from tests.security.surfaces import ALL, FORMS, PARAMETERS, TYPED, ask, fill

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.mark.usefixtures("index", "sea")
def test_any_parameter_may_hold_anything_anywhere(client: Client) -> None:
    """Checks 12, 27, 52: a page, a list or a refusal, and nothing stored."""
    drain()
    before = everything_stored()
    odd = [
        "' OR 1=1 --",
        "\x00",
        "\ud800",
        "%s%n",
        "../" * 9,
        "-1",
        "1e9",
        "9" * 4000,
        "[]",
        "é\u202e",
    ]
    for name, address in ALL.items():
        path = fill(address).partition("?")[0]
        wanted = {302} if name in FORMS else {200, 400} if name in TYPED else {200}
        if name == "sitemap" or "api" in name:
            wanted |= {400, 404}
        for value in odd:
            query = "&".join(
                f"{each}={quote(value, errors='surrogatepass')}" for each in PARAMETERS
            )
            status, _ = ask(client, f"{path}?{query}")
            assert status in wanted, (name, value)
    assert everything_stored() == before


ODD_PAGES = ["0", "-1", "1e9", "1000000000", "abc", "NaN", "1.5", "%00", "%201%200", "9" * 5000]


@pytest.mark.usefixtures("index", "sea")
def test_page_that_is_none_is_answered(client: Client) -> None:
    """Check 53: people get a page, and programs are told what can be used."""
    drain()
    for number in ODD_PAGES:
        # Longer numbers are not read as any.
        past_the_end = number == "1000000000"
        topic = client.get(f"/topics/sea/?page={number}")
        assert (topic.status_code, "Where is the walrus?" in topic.text) == (200, True), number
        search = client.get(f"/search/?q=walrus&page={number}")
        found = "Where is the walrus?" in parse(search).one("main").texts("h2")
        assert (search.status_code, found) == (200, not past_the_end), number
        for address in ("/api/v1/search/?q=walrus&", "/api/v1/questions/?"):
            refused = client.get(f"{address}page={number}")
            assert refused.status_code == 400, number
            text = json.loads(refused.text)["error"]
            assert text.startswith("page must be a whole number from 1 to")
        assert client.get(f"/sitemap.xml?page={number}").status_code == 404, number


# Written oddly, and where that leads: in one hop, or to a page that names what is near.
ODD_ADDRESSES = [
    ("/Questions/Walrus/", 301, "/questions/walrus/"),
    ("/questions/walrus", 301, "/questions/walrus/"),
    ("/QUESTIONS/WALRUS.MD", 301, "/questions/walrus.md"),
    ("/questions/walrus.md/", 301, "/questions/walrus.md"),
    ("/api/v1/questions/Walrus", 301, "/api/v1/questions/walrus/"),
    ("/Topics/SEA", 301, "/topics/sea/"),
    ("/de/topics/Sea", 301, "/de/topics/sea/"),
    ("/search", 301, "/search/"),
    ("/questions/walrus/answered", 301, "/questions/walrus/answered/"),
    # The server decodes them before anything of ours sees the address.
    ("/questions/walrus%2f", 200, ""),
    ("/questions%2fwalrus%2F", 200, ""),
    ("/questions/walrus./", 404, ""),
    ("/questions/walrus../", 404, ""),
    ("/questions/walrus/.", 404, ""),
    ("/questions/walrus/%2e%2e/", 404, ""),
    ("/questions/walrus%252f", 404, ""),
    ("/questions//walrus/", 404, ""),
    ("/questions/walrus%00/", 404, ""),
    ("/questions/walrus%0a/", 404, ""),
    ("/questions/walrus%20/", 404, ""),
    ("/questions/%E2%80%AEwalrus/", 404, ""),
    ("/questions/walrus%ED%A0%80/", 404, ""),
    ("/questions/walrus;x/", 404, ""),
    ("/questions/walrus.txt", 404, ""),
    ("/topics/sea/walrus/", 404, ""),
    ("/sitemap.xml/", 404, ""),
    ("/api/v1/questions/walrus%00/", 404, ""),
]


@pytest.mark.usefixtures("index", "sea")
def test_address_written_oddly_leads_there_or_to_what_is_near(client: Client) -> None:
    """Whatever people type and programs mangle; never anywhere else."""
    drain()
    for address, status, leads_to in ODD_ADDRESSES:
        response = client.get(address)
        assert (response.status_code, response.get("Location", "")) == (status, leads_to), address
        if leads_to:
            assert client.get(leads_to).status_code in {200, 302}, address
        elif status == 404 and response["Content-Type"] == "application/json":
            assert list(json.loads(response.text)) == ["error"], address
        elif status == 404:
            page = parse(response)
            assert page.one("h1").text == "This page does not exist"
            is_near = "/questions/walrus/" in [link for _, link in page.links()]
            assert is_near == ("walrus" in address), address
            assert not set(page.one("main").raw_text) & set("\x00\u202e\ufffd"), address
        else:
            canonical = parse(response).one("link", rel="canonical")["href"]
            assert canonical == f"{site_settings.SITE_URL}/questions/walrus/", address
