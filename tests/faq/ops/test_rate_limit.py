"""Who asks too often is told when to come back, everybody else is answered, and a dead cache stops nobody."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from faq.circuit_breaker import COUNTERS
from faq.ops.rate_limit import seconds_to_wait
from faq.search.index.outbox import drain
from tests.factories import NOW, make_question
from tests.html import parse
from tests.site import Site

MINUTE = (3, 60)


class DeadCache(LocMemCache):
    """A server of counts that does not answer."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        raise ConnectionError("Connection refused.")


@pytest.fixture(
    params=["faq.ops.counter_cache.CounterCache", "django.core.cache.backends.locmem.LocMemCache"]
)
def cache(request: pytest.FixtureRequest, settings, tmp_path: Path) -> None:
    """Each kind of cache that counts, empty."""
    use(settings, request.param, tmp_path / "limits")


@pytest.fixture
def dead_cache(settings) -> None:
    use(settings, f"{__name__}.DeadCache", "nowhere")


def use(settings: Any, backend: str, location: Path | str) -> None:
    limits_cache = {"BACKEND": backend, "LOCATION": str(location)}
    settings.CACHES = {**settings.CACHES, "limits": limits_cache}


def waits(times: int, name: str = "search", client: str = "203.0.113.7", **more: Any) -> list[int]:
    """The answers to that many requests at NOW, or `later`, which lets three a minute pass."""
    now = NOW + more.pop("later", timedelta(0))
    return [seconds_to_wait(name, client, more.get("rate", MINUTE), now=now) for _ in range(times)]


@pytest.mark.usefixtures("cache")
def test_requests_are_let_through_up_to_the_rate_and_no_further() -> None:
    """Check 55: NOW is the beginning of a minute."""
    assert waits(5) == [0, 0, 0, 60, 60]
    assert waits(1, later=timedelta(seconds=45)) == [15]
    assert waits(1, later=timedelta(seconds=59, milliseconds=999)) == [1]


@pytest.mark.usefixtures("cache")
def test_waiting_as_long_as_said_is_enough() -> None:
    waits(100)
    [seconds] = waits(1, later=timedelta(seconds=20))
    assert waits(4, later=timedelta(seconds=20 + seconds)) == [0, 0, 0, 60]


@pytest.mark.usefixtures("cache")
def test_clients_and_names_are_counted_apart() -> None:
    assert waits(4)[-1] == 60
    assert waits(1, client="203.0.113.8") == [0]
    assert waits(1, name="suggestions") == [0]
    assert waits(1) == [60]


@pytest.mark.usefixtures("cache")
def test_no_rate_limits_nothing() -> None:
    assert waits(1000, rate=None) == [0] * 1000


@given(client=st.text(max_size=60))
def test_any_text_is_a_client(cache: None, client: str) -> None:
    """A key may hold anything."""
    assert seconds_to_wait("text", client, (1000, 60), now=NOW) == 0
    assert not COUNTERS.is_open


@pytest.mark.usefixtures("dead_cache")
def test_dead_cache_stops_nobody_and_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    """Check 67."""
    with caplog.at_level(logging.WARNING, "faq.circuit_breaker"):
        assert waits(50) == [0] * 50
    [record] = caplog.records
    assert record.getMessage() == (
        "The cache 'limits' failed (ConnectionError('Connection refused.')). "
        "For 60 seconds no rate limit applies and searches are not counted."
    )


def test_cache_that_is_back_counts_again(
    settings, tmp_path: Path, dead_cache: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(COUNTERS, "pause", 0.0)
    assert waits(5) == [0] * 5
    use(settings, "faq.ops.counter_cache.CounterCache", tmp_path / "limits")
    assert waits(4) == [0, 0, 0, 60]


def test_disk_that_cannot_be_written_stops_nobody(settings) -> None:
    use(settings, "faq.ops.counter_cache.CounterCache", "/dev/null/limits")
    assert waits(5) == [0] * 5


# --- On pages


@pytest.fixture
def three_a_minute(settings, cache: None, time_machine) -> None:
    time_machine.move_to(NOW + timedelta(seconds=18), tick=False)
    settings.SEARCH_RATE = settings.SUGGEST_RATE = MINUTE


@pytest.mark.usefixtures("index", "three_a_minute")
def test_searching_too_often_gets_a_page_that_says_how_long_to_wait(client: Client) -> None:
    """Check 55: on the results page."""
    make_question(title="Where is the walrus?")
    drain()
    for _ in range(3):
        assert "Where is the walrus?" in parse(client.get("/search/?q=walrus")).texts("h2")
    response = client.get("/search/?q=walrus")
    assert (response.status_code, response["Retry-After"]) == (429, "42")
    assert response["Cache-Control"] == "no-store"
    page = parse(response)
    assert page.one("h1").text == "Too many searches"
    assert "Wait 1 minute, then reload this page." in page.one("main").text
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert "walrus" not in response.text
    assert client.get("/").status_code == 200


@pytest.mark.usefixtures("index", "three_a_minute")
def test_claimed_addresses_are_not_believed(client: Client, settings) -> None:
    """Checks 29, 55: a header of the client's own makes nobody another client."""

    def statuses(chains: list[str]) -> list[int]:
        return [
            client.get("/search/", headers={"x-forwarded-for": chain}).status_code
            for chain in chains
        ]

    claimed = [f"198.51.100.{number}" for number in range(4)]
    assert statuses(claimed) == [200, 200, 200, 429]
    settings.PROXY_COUNT = 1
    assert statuses([f"{each}, 203.0.113.9" for each in claimed]) == [200, 200, 200, 429]
    assert statuses(["203.0.113.10"]) == [200]


@pytest.mark.usefixtures("index", "three_a_minute")
def test_methods_that_are_refused_are_not_counted(client: Client) -> None:
    assert [client.post("/search/").status_code for _ in range(9)] == [405] * 9
    assert client.get("/search/").status_code == 200


def test_worker_processes_count_together(make_site: Callable[..., Site]) -> None:
    """Check 55: on the real server with two workers, and a search is not one more for each of them."""
    site = make_site(SEARCH_RATE="7/d", WEB_CONCURRENCY="2")
    site.start()
    answers = [site.get("/search/?q=refund") for _ in range(30)]
    assert [answer.status for answer in answers] == [200] * 7 + [429] * 23
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 86_400
    assert site.get("/").status == 200
