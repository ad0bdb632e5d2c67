"""A cache that fails is left alone for a while, and a mistake in the program is not hidden."""

from types import SimpleNamespace

import pytest
from django.core.cache import BaseCache
from redis.exceptions import RedisError

from faq.circuit_breaker import CircuitBreaker


class Calls:
    """An operation that fails with an error until told otherwise, and counts its calls."""

    def __init__(self, error: Exception | None) -> None:
        self.error, self.count = error, 0

    def __call__(self, cache: BaseCache) -> str:
        self.count += 1
        if self.error:
            raise self.error
        return "value"


@pytest.fixture
def breaker() -> CircuitBreaker:
    return CircuitBreaker("default", "pages are slower")


def test_cache_that_works_is_called_each_time(breaker: CircuitBreaker) -> None:
    calls = Calls(None)
    assert [breaker.call(calls, otherwise="") for _ in range(3)] == ["value"] * 3
    assert calls.count == 3


@pytest.mark.parametrize("error", [ConnectionError("refused"), TimeoutError(), RedisError("down")])
def test_cache_that_fails_is_left_alone_and_logged_once(
    breaker: CircuitBreaker, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    calls = Calls(error)
    assert [breaker.call(calls, otherwise="other") for _ in range(9)] == ["other"] * 9
    assert (calls.count, breaker.is_open) == (1, True)
    [said] = caplog.messages
    assert said == f"The cache 'default' failed ({error!r}). For 60 seconds pages are slower."


def test_cache_is_called_again_after_the_pause(
    breaker: CircuitBreaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 1_000.0
    clock = SimpleNamespace(monotonic=lambda: seconds)
    monkeypatch.setattr("faq.circuit_breaker.time", clock)
    calls = Calls(OSError("disk"))
    breaker.call(calls, otherwise="")
    calls.error = None
    seconds += 59.9
    assert breaker.call(calls, otherwise="other") == "other"
    seconds += 0.1
    assert breaker.call(calls, otherwise="other") == "value"


def test_reset_calls_the_cache_at_once(breaker: CircuitBreaker) -> None:
    calls = Calls(OSError("disk"))
    breaker.call(calls, otherwise="")
    breaker.reset()
    calls.error = None
    assert breaker.call(calls, otherwise="other") == "value"


def test_mistake_in_the_program_is_raised(breaker: CircuitBreaker) -> None:
    with pytest.raises(TypeError, match="mistake"):
        breaker.call(Calls(TypeError("mistake")), otherwise="")
    assert not breaker.is_open
