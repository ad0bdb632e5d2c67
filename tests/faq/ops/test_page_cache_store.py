"""A cache that is gone, or never answers, takes nothing away from readers and editors."""

import contextlib
import logging
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.core.management import call_command
from django.test import Client

from faq import circuit_breaker
from faq.models import Question, Vote
from faq.search.index.outbox import drain
from tests.factories import make_question, make_topic
from tests.html import parse
from tests.people import PASSWORD

PAGES = [
    "/",
    "/topics/sea/",
    "/questions/walrus/",
    "/search/?q=walrus",
    "/search/suggest/?q=walrus",
]
PAGES += ["/questions/walrus.md", "/api/v1/search/?q=walrus", "/api/v1/questions/", "/llms.txt"]

Kill = Callable[[], None]


class Raising(LocMemCache):
    """A cache that fails at every call."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        raise OSError("No cache today.")

    set = add = incr = delete = touch = get


@contextlib.contextmanager
def raising() -> Iterator[tuple[dict[str, Any], Kill]]:
    yield {"BACKEND": f"{__name__}.Raising"}, lambda: None


def redis_at(port: int) -> dict[str, Any]:
    """As CACHE_URL=redis:// sets it, but less patient."""
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"redis://127.0.0.1:{port}/0",
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
    }


@contextlib.contextmanager
def nobody() -> Iterator[tuple[dict[str, Any], Kill]]:
    """An address at which nothing listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield redis_at(held.getsockname()[1]), lambda: None


@contextlib.contextmanager
def silence() -> Iterator[tuple[dict[str, Any], Kill]]:
    """A server that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield redis_at(server.getsockname()[1]), lambda: None


@contextlib.contextmanager
def killed() -> Iterator[tuple[dict[str, Any], Kill]]:
    """A real Redis that works until it is killed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        "redis-server",
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        "/",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert any("Ready to accept connections" in line for line in server.stdout)

        def kill() -> None:
            server.kill()
            server.wait()

        yield redis_at(port), kill
        kill()


# A real one where there is one; what a client of it sees when it is gone is tested everywhere.
CACHES = [raising, nobody, silence, *([killed] if shutil.which("redis-server") else [])]


@pytest.fixture(params=CACHES, ids=lambda made: made.__name__)
def kill(request: pytest.FixtureRequest, settings: Any) -> Iterator[Kill]:
    """A site that keeps pages and counts in such a cache; says how to kill it."""
    with request.param() as (cache, kill):
        settings.CACHES = {**settings.CACHES, "default": cache, "pages": cache, "limits": cache}
        settings.SEARCH_RATE = settings.SUGGEST_RATE = settings.FEEDBACK_RATE = (1000, 3600)
        settings.COUNT_SEARCHES = True
        yield kill
        for name in ("default", "pages", "limits"):
            used = caches[name]
            if isinstance(used, RedisCache):
                redis: Any = used._cache
                redis._get_connection_pool(write=True).disconnect()


@pytest.mark.usefixtures("index")
def test_site_serves_without_its_cache(
    kill: Kill, client: Client, ines: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Check 67: pages, search, feedback and signing in; the log says it once, and it is no error."""
    call_command("createcachetable", verbosity=0)
    make_question(slug="walrus", title="Where is the walrus?", topic=make_topic(slug="sea"))
    drain()
    for page in PAGES:
        assert client.get(page).status_code == 200
    kill()
    with caplog.at_level(logging.WARNING):
        for page in [*PAGES, *PAGES]:
            response: Any = client.get(page)
            assert (response.status_code, b"alrus" in response.getvalue()) == (200, True)
        page_shown = parse(client.get("/questions/walrus/"))
        form = page_shown.one(id="answered").one("form")
        sent = {**form.filled_in(), "answered": "yes"}
        ours = {"origin": "http://testserver"}
        assert client.post(form["action"], sent, headers=ours).status_code == 303
        assert Vote.objects.get().answered is True
        signed_in = client.post(
            "/admin/login/?next=/admin/", {"username": "ines", "password": PASSWORD}
        )
        assert (signed_in.status_code, signed_in["Location"]) == (302, "/admin/")
        question = Question.objects.get()
        question.title = "Where was the walrus?"
        question.save()
        drain()
        assert "Where was the walrus?" in Client().get("/questions/walrus/").text
    said = [each for each in caplog.messages if "pages are rendered for each request" in each]
    assert len(said) <= 1
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []
    assert (circuit_breaker.PAGES.is_open, circuit_breaker.COUNTERS.is_open) == (True, True)
