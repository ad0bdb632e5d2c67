"""The files robots.txt, security.txt, opensearch.xml and the sitemap."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.test import Client

from faq.models import Question
from faq.views import discovery
from tests.factories import NOW, PAST, make_question, make_topic
from tests.faq.api.hidden_questions import SECRET, make_hidden

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW)]

SITE = "http://127.0.0.1:8000"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def tree(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def addresses(client: Client, address: str = "/sitemap.xml") -> dict[str, str | None]:
    """Return the addresses in a sitemap with their times."""
    return {
        str(each.findtext(f"{MAP}loc")): each.findtext(f"{MAP}lastmod")
        for each in tree(client, address)
    }


def updated(question: Question, at: datetime) -> None:
    Question.objects.filter(pk=question.pk).touch(at)


def test_sitemap_has_every_page_with_the_time_it_last_changed(client: Client) -> None:
    shelf = make_topic(slug="shelf")
    updated(make_question(topic=shelf, slug="one"), datetime(2026, 11, 3, 8, tzinfo=UTC))
    updated(make_question(topic=shelf, slug="two"), datetime(2026, 11, 2, 8, tzinfo=UTC))
    later = make_question(topic=make_topic(slug="other"), slug="later")
    Question.objects.filter(pk=later.pk).update(updated_at=PAST - timedelta(days=30))
    assert addresses(client) == {
        f"{SITE}/": "2026-11-03T08:00:00Z",
        f"{SITE}/topics/": "2026-11-03T08:00:00Z",
        f"{SITE}/topics/shelf/": "2026-11-03T08:00:00Z",
        f"{SITE}/topics/other/": "2026-11-01T09:00:00Z",
        f"{SITE}/questions/one/": "2026-11-03T08:00:00Z",
        f"{SITE}/questions/two/": "2026-11-02T08:00:00Z",
        # Written long before readers saw it.
        f"{SITE}/questions/later/": "2026-11-01T09:00:00Z",
    }


def test_sitemap_of_an_empty_site_has_home_and_topics(client: Client) -> None:
    assert addresses(client) == {f"{SITE}/": None, f"{SITE}/topics/": None}


def test_sitemap_is_split_into_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = make_topic(slug="shelf")
    for number in range(4):
        make_question(topic=shelf, slug=f"q{number}")
    whole = list(addresses(client))
    monkeypatch.setattr(discovery, "ADDRESSES_PER_FILE", 4)
    index = tree(client, "/sitemap.xml")
    assert index.tag == f"{MAP}sitemapindex"
    pages = [str(each.findtext(f"{MAP}loc")) for each in index]
    assert pages == [f"{SITE}/sitemap.xml?page=1", f"{SITE}/sitemap.xml?page=2"]
    listed = [address for page in pages for address in addresses(client, page)]
    assert listed == whole
    assert len(listed) == 7


@pytest.mark.parametrize("page", ["0", "-1", "1e9", "abc", "2", "9" * 500, "1;", "%00", "１x"])
def test_sitemap_page_past_the_last_is_not_found(client: Client, page: str) -> None:
    make_question()
    response = client.get(f"/sitemap.xml?page={page}")
    assert response.status_code == 404
    assert "This page does not exist" in response.text


def test_sitemap_query_count_is_constant(client: Client, django_assert_max_num_queries) -> None:
    for _ in range(10):
        make_question()
    with django_assert_max_num_queries(5):
        client.get("/sitemap.xml")


def test_hidden_questions_are_in_no_sitemap(client: Client) -> None:
    """Checks 41–47: hidden questions and topics without visible ones are left out."""
    make_hidden()
    shown = ["/", "/topics/", "/topics/sea/", "/questions/seen/"]
    assert list(addresses(client)) == [SITE + path for path in shown]
    assert SECRET not in client.get("/sitemap.xml").text


def test_robots_txt_excludes_the_admin_and_names_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(response.text.splitlines())
    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]
    assert not rules.can_fetch("AnyBot", f"{SITE}/admin/")
    for path in ("/", "/questions/one/", "/search/?q=x", "/llms.txt", "/api/v1/questions/"):
        assert rules.can_fetch("AnyBot", SITE + path)


def test_security_file_names_the_contact_and_expires(client: Client, settings) -> None:
    """Check 92: as RFC 9116 requires; it is valid for less than a year."""
    settings.CONTACT_URL = "mailto:safe@example.com"
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "Contact: mailto:safe@example.com",
        "Expires: 2027-05-22T00:00:00Z",
        f"Canonical: {SITE}/.well-known/security.txt",
        "Preferred-Languages: en, de, es",
    ]


@pytest.mark.parametrize("contact", ["", "http://example.com/contact"])
def test_security_file_is_missing_without_a_contact_that_it_may_name(
    client: Client, settings, contact: str
) -> None:
    """Check 92."""
    settings.CONTACT_URL = contact
    assert client.get("/.well-known/security.txt").status_code == 404


def test_opensearch_tells_a_browser_how_to_search(client: Client, settings) -> None:
    settings.SITE_NAME = "A & B <help> of somebody"
    response = client.get("/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    description = ElementTree.fromstring(response.content)
    assert description.findtext(f"{SEARCH}ShortName") == "A & B <help> of…"
    assert description.findtext(f"{SEARCH}Description") == "Search A & B <help> of somebody"
    templates = {
        each.get("type"): each.get("template") for each in description.iter(f"{SEARCH}Url")
    }
    assert templates == {
        "text/html": f"{SITE}/search/?q={{searchTerms}}",
        "application/opensearchdescription+xml": f"{SITE}/opensearch.xml",
    }
    assert client.get("/search/?q=x").status_code == 200


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt", "/opensearch.xml"])
def test_addresses_come_from_the_settings_and_not_from_the_request(
    client: Client, settings, address: str
) -> None:
    """Check 33."""
    make_question()
    settings.SITE_URL = "https://help.example.com"
    text = client.get(address, headers={"host": "localhost"}).text
    assert "https://help.example.com/" in text
    assert "localhost" not in text
    assert text == client.get(address, headers={"host": "127.0.0.1"}).text
