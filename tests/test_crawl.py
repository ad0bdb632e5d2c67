"""Every address that programs are told of answers 200, at once, and is the one it calls itself by."""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.http import HttpResponseBase
from django.test import Client

from faq.models import Question
from faq.search.index.outbox import drain
from tests.factories import NOW, make_question, make_topic
from tests.faq.api.hidden_questions import SECRET, make_hidden
from tests.html import Element, parse

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW)]

SITE = "https://help.example.com"
# Where programs begin, without being told.
ROOTS = [f"{SITE}{path}" for path in ("/robots.txt", "/", "/llms.txt", "/api/v1/openapi.json")]


def in_page(page: Element) -> Iterator[str]:
    """What the head of a page names: links of all kinds, link preview, data."""
    for link in page.one("head").all("link"):
        yield link["href"]
    for meta in page.all("meta"):
        if meta.get("property") in {"og:url", "og:image"}:
            yield meta["content"]
    for script in page.all("script", type="application/ld+json"):
        yield from in_data(json.loads(script.raw_text))


def in_data(data: Any) -> Iterator[str]:
    """Addresses anywhere in JSON, and paths where they are called so; a template is filled in."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name.endswith("url") and isinstance(value, str):
                yield value
            else:
                yield from in_data(value)
    elif isinstance(data, list):
        for each in data:
            yield from in_data(each)
    elif isinstance(data, str) and data.startswith("http"):
        yield data.replace("{search_term_string}", "refund")


def named(response: HttpResponseBase, text: str) -> Iterator[str]:
    """Every address of this site that an answer names to programs."""
    kind = response["Content-Type"].partition(";")[0]
    yield from re.findall(r"<([^>]+)>; rel=", response.get("Link", ""))
    if kind == "text/html":
        yield from in_page(parse(text))
    elif kind == "application/json":
        data = json.loads(text)
        yield from in_data(data)
        yield from (
            path for path in data.get("paths", {}) if "{" not in path and "search" not in path
        )
    elif kind.endswith("xml"):
        for element in ElementTree.fromstring(text).iter():
            values = (element.text or "", element.get("href", ""), element.get("template", ""))
            yield from (
                v.replace("{searchTerms}", "refund") for v in values if v.startswith("http")
            )
    elif kind in {"text/plain", "text/markdown"}:
        yield from re.findall(r"https?://[^\s)>]+", text)


def crawl(client: Client) -> dict[str, tuple[HttpResponseBase, str]]:
    """Everything that can be reached from the roots, by address."""
    found: dict[str, tuple[HttpResponseBase, str]] = {}
    waiting = deque(ROOTS)
    while waiting:
        address = waiting.popleft()
        path = address.removeprefix(SITE)
        if address in found or path == address or path.startswith("/static/"):
            continue
        response = client.get(path, headers={"host": "localhost"})
        binary = response["Content-Type"] == "image/png"
        found[address] = (response, "" if binary else response.getvalue().decode())
        if response.status_code == 200:
            for each in named(*found[address]):
                parts = urlsplit(urljoin(address, each))
                waiting.append(parts._replace(path=parts.path or "/", fragment="").geturl())
    return found


@pytest.fixture
def found(client: Client, settings) -> dict[str, tuple[HttpResponseBase, str]]:
    """A site with hidden and renamed questions in it, as a program sees it that follows everything."""
    settings.SITE_URL = SITE
    make_hidden()
    shelf = make_topic(slug="shelf", title="Shelf")
    for number in range(4):
        make_question(topic=shelf, slug=f"q{number}", steps=["One", "Two"], featured=True)
    renamed = make_question(slug="before", title="Renamed?", body="[More](/questions/q1/#step-2)")
    renamed.slug = "after"
    renamed.save()
    drain()
    return crawl(client)


def test_every_address_that_programs_are_told_of_answers_and_is_canonical(
    found: dict[str, tuple[HttpResponseBase, str]],
) -> None:
    """Site map, feed, llms.txt, robots, OpenSearch, JSON-LD, link previews, Link headers and JSON."""
    wrong = {url: r.status_code for url, (r, _) in found.items() if r.status_code != 200}
    assert wrong == {}
    canonical = {}
    for url, (response, text) in found.items():
        if response["Content-Type"].startswith("text/html"):
            page = parse(text)
            links = [link["href"] for link in page.all("link", rel="canonical")]
            is_noindex = page.all("meta", name="robots", content="noindex") != []
            canonical[url] = links == ([] if is_noindex else [url])
    assert {url for url, is_so in canonical.items() if not is_so} == set()
    assert len(canonical) == 13

    # So that this is about something.
    slugs = set(Question.objects.published(NOW).values_list("slug", flat=True))
    assert len(slugs) == 6
    wanted = {f"{SITE}/questions/{slug}{end}" for slug in slugs for end in ("/", ".md", ".png")}
    assert wanted - set(found) == set()
    others = {
        urlsplit(url).path for url in found if "/questions/" not in url and "/topics/" not in url
    }
    assert others == {
        *("/", "/robots.txt", "/sitemap.xml", "/opensearch.xml", "/feed/", "/llms.txt"),
        *("/llms-full.txt", "/picture.png", "/search/"),
        *("/api/v1/openapi.json", "/icon.svg"),
    }
    assert {f"{SITE}/api/v1/questions/", f"{SITE}/api/v1/topics/"} - set(found) == set()


def test_nothing_that_programs_are_told_of_is_hidden_or_elsewhere_or_sent_twice(
    found: dict[str, tuple[HttpResponseBase, str]], client: Client
) -> None:
    """Checks 33, 41–47, 65: no draft and no Host header in any answer or header."""
    assert Question.objects.filter(slug__contains=SECRET).count() == 10
    for url, (response, text) in found.items():
        whole = f"{url}\n{dict(response.headers)}\n{text}".lower()
        assert SECRET not in whole, url
        assert "localhost" not in whole, url
        assert "127.0.0.1" not in whole, url
        assert "/questions/before" not in whole, url

    # All but pages is kept; check 65: with a tag of its own.
    kept = {
        url: r for url, (r, _) in found.items() if not r["Content-Type"].startswith("text/html")
    }
    assert len(kept) > 20
    # The address of the icon changes with its colour.
    icon = [url for url in kept if "/icon.svg" in url]
    assert [kept.pop(url)["Cache-Control"] for url in icon] == [
        "max-age=31536000, public, immutable"
    ]
    for url, response in kept.items():
        assert response["Cache-Control"] == "no-cache"
        again = client.get(url.removeprefix(SITE), headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b""), url
    tags = {response["ETag"] for response in kept.values()}
    assert len(tags) == len(kept)
