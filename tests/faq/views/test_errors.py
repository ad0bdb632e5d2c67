"""The pages for what went wrong: what they say, and what they keep to themselves."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import Client

from faq.models import Topic
from faq.search.sync import drain
from tests.factories import FUTURE, NOW, make_draft, make_question, make_topic
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.mark.usefixtures("sample")
def test_not_found_searches_for_the_words_of_the_address(client: Client) -> None:
    response = client.get("/questions/refund-from-escrow/")
    assert response.status_code == 404
    page = parse(response)
    assert page.one("h1").text == "There is no page at this address"
    assert page.one("title").text == "Page not found – Helpcenter"
    assert page.one("input", name="q")["value"] == "refund from escrow"
    nearest = page.one("section", **{"aria-labelledby": "nearest"})
    assert len(nearest.links()) == 3
    assert nearest.links()[0][1] == "/questions/escrow-refund/"
    topics = page.one("section", **{"aria-labelledby": "topics"})
    assert topics.texts("a") == list(Topic.objects.in_order().values_list("title", flat=True))
    assert page.one("section", cls="contact").one("a", cls="button")["href"].startswith("mailto:")


@pytest.mark.usefixtures("sample")
def test_not_found_without_anything_near_still_leads_on(client: Client) -> None:
    for path in ("/xyzzy", "/topics/xyzzy/", "/%F0%9F%98%80/", "/questions/%00/", "/" + "a" * 3000):
        response = client.get(path)
        assert response.status_code == 404
        page = parse(response)
        assert page.all("section", **{"aria-labelledby": "nearest"}) == []
        assert len(page.one("ul", cls="topic-links").all("a")) == 6


@pytest.mark.usefixtures("index")
def test_not_found_names_nothing_unpublished_among_the_nearest(client: Client) -> None:
    """Checks 41–47 on the 404 page."""
    make_question(title="Walrus shown")
    make_draft(title="Walrus draft", topic=make_topic(title="Hidden shelf"))
    make_question(title="Walrus later", published_at=FUTURE)
    make_question(title="Walrus archived", status="archived")
    drain()
    page = parse(client.get("/questions/walrus/"))
    nearest = page.one("section", **{"aria-labelledby": "nearest"})
    assert nearest.texts("a") == ["Walrus shown"]
    assert "Hidden shelf" not in page.text


@pytest.mark.django_db(transaction=False)
def test_bad_request_says_so_without_repeating_the_request(client: Client) -> None:
    response = client.get("/search/?q=secretive&" + "a&" * 1001)
    assert response.status_code == 400
    page = parse(response)
    assert page.one("h1").text == "We could not understand that request"
    assert page.one("main").one("a", cls="button")["href"] == "/"
    assert "secretive" not in response.text


def test_refused_form_gets_our_own_page_without_anything_inline() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/admin/login/", {"username": "ines", "password": "x"})
    assert response.status_code == 403
    page = parse(response)
    assert page.one("h1").text == "This is not open to you"
    assert "reload its page and try again" in page.text
    assert page.all("style") == []


def test_forbidden_gets_our_own_page(as_rafi: Client) -> None:
    topic = make_topic()
    response = as_rafi.post(f"/admin/faq/topic/{topic.pk}/delete/", {"post": "yes"})
    assert response.status_code == 403
    assert parse(response).one("h1").text == "This is not open to you"
    assert Topic.objects.get() == topic


@pytest.fixture
def broken_database(db: None) -> Iterator[None]:
    """A database that fails: the table of questions has gone. The test's transaction brings it back."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faq_question RENAME TO faq_elsewhere")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faq_elsewhere RENAME TO faq_question")


@pytest.mark.usefixtures("broken_database")
@pytest.mark.parametrize(
    "address", ["/", "/questions/secretive/", "/search/?q=secretive", "/nowhere"]
)
def test_server_error_tells_nothing_of_its_cause(client: Client, address: str) -> None:
    """Check 62: no trace, no path, no query, no setting."""
    client.raise_request_exception = False
    response = client.get(address)
    assert response.status_code == 500
    page = parse(response)
    assert page.one("h1").text == "Something broke on our side"
    assert page.one("meta", name="robots")["content"] == "noindex"
    known = ["faq_question", "no such table", "Traceback", "secretive", "Error", "sqlite", "Django"]
    known += [str(site_settings.BASE_DIR), site_settings.SECRET_KEY, str(site_settings.VAR)]
    assert [word for word in known if word.lower() in response.text.lower()] == []
    assert re.findall(r"\.py|0x[0-9a-f]+", response.text) == []
