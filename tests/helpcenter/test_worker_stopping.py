"""A worker that stops, or is replaced at a reload: no request that has begun is lost."""

import threading
from collections.abc import Callable, Iterable
from typing import Any
from unittest.mock import Mock

import pytest

from helpcenter import worker
from tests.helpcenter.serving import Client, serving, wait_for

GET = b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: x\r\n"


def test_stopping_worker_answers_what_has_begun_and_closes() -> None:
    """Check 86: a request under way, half a request and one on an idle connection are answered."""
    begun, may_end = threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/slow":
            begun.set()
            may_end.wait(20)
        start_response("200 OK", [("Content-Length", "4")])
        return [b"done"]

    with serving(slow, keepalive=20, graceful_timeout=20) as running:
        idle = Client(running, GET % 1)
        idle.read_until(b"done")
        half = Client(running, HALF)
        under_way = Client(running, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        assert begun.wait(20)
        running.handle_exit(None, None)
        wait_for(lambda: running.sockets[0].fileno() == -1)
        may_end.set()
        # This response may still have promised to keep the connection. The next one does not.
        assert under_way.read_until(b"done").startswith(b"HTTP/1.1 200 OK\r\n")
        under_way.send(GET % 2)
        idle.send(GET % 2)
        half.send(b"\r\n")
        for client in (idle, half, under_way):
            answer = client.read()
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
            assert b"\r\nConnection: close\r\n" in answer
            assert answer.endswith(b"done")


def test_stopping_worker_accepts_what_has_connected() -> None:
    with serving() as running:
        # As if the worker were too busy to accept.
        running.set_accept_enabled = Mock()
        running.poller.unregister(running.sockets[0])
        waiting = Client(running, GET % 1)
        running.handle_exit(None, None)
        answer = waiting.read()
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nConnection: close\r\n" in answer


def test_worker_serves_until_those_that_replace_it_have_started() -> None:
    """Check 86: at a reload nobody waits for the new workers."""
    worker.expect_workers(Mock(worker_age=254, cfg=Mock(workers=2)))
    with serving() as running:
        running.handle_exit(None, None)
        for age in (255, 256):
            assert Client(running, GET % 1).read().endswith(b"GET /1 ")
            worker.note_started(Mock(age=age))
        wait_for(lambda: running.sockets[0].fileno() == -1)


def test_worker_does_not_serve_for_ever_if_none_replaces_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "REPLACE_SECONDS", 0.1)
    worker.expect_workers(Mock(worker_age=1, cfg=Mock(workers=1)))
    with serving() as running:
        running.handle_exit(None, None)
        wait_for(lambda: running.sockets[0].fileno() == -1)
    assert any(worker.STARTING[:])
    # Gunicorn starts another worker for one that ended while it started.
    worker.note_started(Mock(age=3))
    assert not any(worker.STARTING[:])


def test_stopping_worker_does_not_wait_long_for_slow_clients(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "STOP_SECONDS", 0.1)
    with serving(graceful_timeout=100) as running:
        half = Client(running, HALF)
        wait_for(lambda: any(each.has_begun for each in running.waiting))
        running.handle_exit(None, None)
        assert half.status() == "408"
