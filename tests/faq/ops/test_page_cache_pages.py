"""Whole answers are kept here, each for everybody whom it suits and for nobody else."""

from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from faq.models import Question
from faq.search.index.outbox import drain
from tests.factories import NOW, make_question, make_topic
from tests.faq.views.topic_pages import shorten_topic_pages

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def pages(settings) -> str:
    """A place to keep them, as the site has."""
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept"},
    }
    caches["pages"].clear()
    return "pages"


@pytest.mark.usefixtures("pages", "index")
def test_page_is_made_once_until_the_content_changes(
    client: Client, django_assert_num_queries: Any
) -> None:
    """Checks 48, 63: and what is unpublished is gone with the next request."""
    question = make_question(slug="walrus", title="Where is the walrus?")
    drain()
    first = client.get("/questions/walrus/")
    with django_assert_num_queries(1):
        second = client.get("/questions/walrus/")
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    question.title = "Where was the walrus?"
    question.save()
    drain()
    assert "Where was the walrus?" in client.get("/questions/walrus/").text
    question.status = Question.Status.ARCHIVED
    question.save()
    drain()
    gone = client.get("/questions/walrus/")
    assert (gone.status_code, "Where was the walrus?" in gone.text) == (410, False)


@pytest.mark.usefixtures("pages", "index")
def test_page_is_not_kept_while_the_index_is_behind(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    topic = make_topic()
    make_question(topic=topic, slug="walrus")
    drain()
    make_question(topic=topic, title="Washing a walrus")
    before = client.get("/questions/walrus/")
    assert "ETag" not in before
    assert "Washing a walrus" not in before.text
    drain()
    after = client.get("/questions/walrus/")
    assert "ETag" in after
    assert "Washing a walrus" in after.text


@pytest.mark.usefixtures("pages", "index")
def test_nothing_is_kept_for_or_from_whoever_is_signed_in(
    client: Client, as_ines: Client, django_assert_num_queries: Any
) -> None:
    """Check 63: staff are never served from the cache, nor into it."""
    make_question(slug="walrus")
    drain()
    as_ines.get("/questions/walrus/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/questions/walrus/")
    assert len(queries) > 1
    with CaptureQueriesContext(connection) as queries:
        as_ines.get("/questions/walrus/")
    assert len(queries) > 1
    with django_assert_num_queries(1):
        client.get("/questions/walrus/")


@pytest.mark.usefixtures("pages", "index")
def test_unknown_parameters_and_headers_make_no_other_page(
    client: Client, django_assert_num_queries: Any
) -> None:
    """Check 64: they are neither in the key nor in what is kept."""
    make_question(slug="walrus", topic=make_topic(slug="sea"))
    drain()
    # Some are read by other pages than these.
    names = ["utm", "q", "topic", "audience", "spelling", "said2", "lang", "next", "reason", "done"]
    for address in ("/", "/topics/sea/", "/questions/walrus/", "/de/questions/walrus/"):
        poisoned = client.get(
            address,
            dict.fromkeys(names, "<evil>"),
            headers={"x-forwarded-host": "evil.example", "x-original-url": "/admin/"},
        )
        assert "evil" not in poisoned.text
        with django_assert_num_queries(1):
            plain = client.get(address)
        assert plain.content == poisoned.content


@pytest.mark.usefixtures("pages", "index")
def test_parameter_that_is_read_makes_one_page_however_often_it_is_given(
    client: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check 64: the last one counts, as for the view."""
    topic = make_topic(slug="sea")
    shorten_topic_pages(monkeypatch, 5)
    for number in range(8):
        make_question(topic=topic, title=f"Walrus {number}", position=number)
    drain()
    plain = client.get("/topics/sea/?page=2")
    assert "Walrus 7<" in plain.text
    with django_assert_num_queries(1):
        assert client.get("/topics/sea/?page=1&x=1&page=2").content == plain.content


@pytest.mark.usefixtures("pages", "index")
def test_each_page_of_a_topic_and_each_language_is_kept_apart(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = make_topic(slug="sea")
    shorten_topic_pages(monkeypatch, 5)
    for number in range(8):
        make_question(topic=topic, title=f"Walrus {number}", position=number)
    drain()
    for _ in range(2):
        texts = {
            address: client.get(address).text
            for address in ("/topics/sea/", "/topics/sea/?page=2", "/de/topics/sea/")
        }
        assert "Walrus 0<" in texts["/topics/sea/"]
        assert "Walrus 7<" in texts["/topics/sea/?page=2"]
        assert '<html lang="de"' in texts["/de/topics/sea/"]
        assert '<html lang="en-gb"' in texts["/topics/sea/"]


@pytest.mark.usefixtures("index")
def test_dead_cache_keeps_no_page_away(
    client: Client, settings, caplog: pytest.LogCaptureFixture, tmp_path
) -> None:
    """Check 67: pages are made anew, and one line says why."""
    (tmp_path / "file").touch()
    settings.CACHES = {
        **settings.CACHES,
        "pages": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(tmp_path / "file"),
        },
    }
    make_question(slug="walrus")
    drain()
    for _ in range(3):
        assert client.get("/questions/walrus/").status_code == 200
    said = [line for line in caplog.messages if "pages are rendered for each request" in line]
    assert len(said) == 1
