"""Pages of the site, such as the imprint."""

import pytest
from django.test import Client

from tests.factories import make_page
from tests.html import parse

pytestmark = pytest.mark.usefixtures("index")


def test_page_shows_its_text(client: Client) -> None:
    make_page(slug="privacy", title="Privacy", body="## What we keep\n\n- Nothing")
    page = parse(client.get("/pages/privacy/"))
    assert page.texts("h1") == ["Privacy"]
    assert page.texts("h2") == ["What we keep"]
    assert page.one("title").text == "Privacy – Helpcenter"
    assert page.one("link", rel="canonical")["href"].endswith("/pages/privacy/")


@pytest.mark.parametrize("body", ["<script>alert(1)</script>", "[a](javascript:alert(1))"])
def test_page_runs_no_script(client: Client, body: str) -> None:
    """Checks 1, 3."""
    make_page(body=body)
    html = parse(client.get("/pages/imprint/")).one("div", cls="prose")
    assert html.all("script") == []
    assert [link for link in html.links() if "javascript" in link[1]] == []


def test_missing_page_is_not_found(client: Client) -> None:
    assert client.get("/pages/imprint/").status_code == 404


def test_sitemap_lists_pages(client: Client) -> None:
    make_page(slug="privacy")
    assert "/pages/privacy/</loc>" in client.get("/sitemap.xml").content.decode()
