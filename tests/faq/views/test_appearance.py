"""What makes the site one's own: colour, logos and links."""

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django.fixtures import Settings

from helpcenter.appearance import Logo
from tests.factories import make_page, make_question
from tests.html import parse

pytestmark = pytest.mark.usefixtures("index")

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
LINKS = (("System status", "https://status.example.com/"), ("Imprint", "/pages/imprint/"))


def test_site_without_own_colour_loads_no_style_of_it(client: Client) -> None:
    page = parse(client.get("/"))
    assert not [link for link in page.all("link") if "site.css" in link["href"]]
    icon = page.one("link", rel="icon")
    assert configured.SITE_COLOUR in client.get(icon["href"]).content.decode()


@pytest.mark.parametrize("path", ["/", "/de/", "/questions/missing/", "/search/?q=refund"])
def test_pages_take_the_colour_of_the_site(client: Client, settings: Settings, path: str) -> None:
    settings.SITE_STYLE, settings.SITE_COLOUR = ":root{--hue:250}\n", "#1d4ed8"
    page = parse(client.get(path))
    address = page.all("link", rel="stylesheet")[-1]["href"]
    assert address.startswith("/site.css?v=")
    response = client.get(address)
    assert response.content == b":root{--hue:250}\n"
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "max-age=31536000, public, immutable"
    assert client.get("/site.css")["Cache-Control"] == "no-cache"
    icon = page.one("link", rel="icon")
    assert "#1d4ed8" in client.get(icon["href"]).content.decode()


def test_address_changes_with_the_colour(client: Client, settings: Settings) -> None:
    def address() -> str:
        return parse(client.get("/")).all("link", rel="stylesheet")[-1]["href"]

    settings.SITE_STYLE = ":root{--hue:250}\n"
    first = address()
    settings.SITE_STYLE = ":root{--hue:20}\n"
    assert address() != first


@pytest.mark.parametrize("path", ["/", "/questions/refund/", "/nothing/"])
def test_logo_stands_in_place_of_the_name(client: Client, settings: Settings, path: str) -> None:
    make_question(slug="refund")
    settings.SITE_LOGO = Logo("image/png", "png", "abc", b"light")
    settings.SITE_LOGO_DARK = Logo("image/webp", "webp", "def", b"dark")
    page = parse(client.get(path))
    logo, dark = page.one("img", cls="logo"), page.one("source")
    assert logo["alt"] == "Helpcenter"
    assert dark["media"] == "(prefers-color-scheme: dark)"
    assert client.get(logo["src"]).content == b"light"
    assert client.get(dark["srcset"]).content == b"dark"
    assert client.get(logo["src"])["Content-Type"] == "image/png"


def test_logo_runs_nothing_even_when_opened_as_a_page(client: Client, settings: Settings) -> None:
    """Check 14: a logo that passes the check at the start and still holds a script."""
    settings.SITE_LOGO = Logo("image/svg+xml", "svg", "abc", SVG)
    response = client.get("/logo.svg")
    policy = response["Content-Security-Policy"]
    assert {"script-src 'none'", "sandbox"} <= set(policy.split("; "))
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/logo.svg", "/logo-dark.png", "/logo.html", "/logo-.png"])
def test_missing_logo_is_not_found(client: Client, settings: Settings, path: str) -> None:
    settings.SITE_LOGO = Logo("image/png", "png", "abc", b"light")
    assert client.get(path).status_code == 404


def test_links_stand_in_the_header_and_the_footer(client: Client, settings: Settings) -> None:
    settings.HEADER_LINKS, settings.FOOTER_LINKS = LINKS[:1], (("<b>A & B</b>", "/a?b&c"),)
    settings.CONTACT_URL = ""
    page = parse(client.get("/"))
    assert page.one("header").links()[-1] == ("System status", "https://status.example.com/")
    assert ("<b>A & B</b>", "/a?b&c") in page.one("footer").links()


def test_changed_settings_give_another_page_to_browsers(client: Client, settings: Settings) -> None:
    # This page does not wait for the index.
    path = make_page().get_absolute_url()
    tag = client.get(path)["ETag"]
    for name, value in (
        ("HEADER_LINKS", LINKS),
        ("FOOTER_LINKS", LINKS),
        ("SITE_STYLE", ":root{}"),
        ("SITE_LOGO", Logo("image/png", "png", "abc", b"")),
        ("SITE_LOGO_DARK", Logo("image/png", "png", "abc", b"")),
    ):
        before = getattr(settings, name)
        setattr(settings, name, value)
        assert client.get(path)["ETag"] != tag, name
        setattr(settings, name, before)
    assert client.get(path)["ETag"] == tag
