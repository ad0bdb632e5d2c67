"""What all pages show of the content: links to pages in the footer, and banners."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from faq.models import Banner
from tests.factories import NOW, make_banner, make_page, make_question
from tests.html import parse

HOUR = timedelta(hours=1)
pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]

PATHS = [
    "/",
    "/de/",
    "/search/?q=refund",
    "/questions/refund/",
    "/questions/missing/",
    "/pages/imprint/",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_shows_banners_and_links_pages(client: Client, path: str) -> None:
    make_question(slug="refund")
    make_page(slug="imprint", title="Imprint")
    make_banner(text="Payments are **late**.", kind=Banner.Kind.OUTAGE)
    page = parse(client.get(path))
    assert dict(page.all("footer")[-1].links())["Imprint"].endswith("/pages/imprint/")
    banner = page.one("p", cls="banner")
    assert "Payments are late." in banner.text
    assert "outage" in banner.get("class").split()


@pytest.fixture
def page_cache(settings: Any) -> str:
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": memory, "LOCATION": "banners"}}
    caches["pages"].clear()
    return "pages"


def test_pages_stand_in_order(client: Client) -> None:
    for position, title in ((2, "Privacy"), (1, "Imprint")):
        make_page(title=title, position=position)
    names = [name for name, _ in parse(client.get("/")).one("footer").links()]
    assert names.index("Imprint") < names.index("Privacy")


def test_cached_pages_follow_a_banner(client: Client, page_cache: str) -> None:
    def shown() -> list[str]:
        return parse(client.get("/")).texts("p", cls="banner")

    assert shown() == []
    banner = make_banner(text="Slow today")
    assert shown() == ["Information: Slow today"]
    banner.text = "Fast again"
    banner.save()
    assert shown() == ["Information: Fast again"]
    banner.delete()
    assert shown() == []


def test_cached_pages_change_when_a_banner_starts_and_ends(
    client: Client, page_cache: str, time_machine: Any
) -> None:
    make_banner(text="Slow", starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    seen = []
    for minutes in (0, 59, 60, 119, 120, 180):
        time_machine.move_to(NOW + timedelta(minutes=minutes), tick=False)
        response = client.get("/")
        seen.append((len(parse(response).all("p", cls="banner")), response["ETag"]))
    assert [count for count, _ in seen] == [0, 0, 1, 1, 0, 0]
    tags = [tag for _, tag in seen]
    assert tags[0] == tags[1] != tags[2] == tags[3] != tags[4] == tags[5]


def test_site_content_costs_no_queries_until_the_content_changes(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_page()
    client.get("/pages/imprint/")
    with django_assert_num_queries(2):
        # The version of the content, and the page.
        client.get("/pages/imprint/")
