"""The worker of the app server: slow clients keep no thread, and limits end who waited longest."""

import errno
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any
from unittest.mock import Mock

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from helpcenter import connections, settings, worker
from tests.helpcenter.serving import Client, serving, wait_for

GET = b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n"
LAST = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: x\r\n"
LARGE = 8_000_000


def large(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answer with more than the buffers of both systems hold, or briefly."""
    said = b"a" * (LARGE if environ["PATH_INFO"] == "/large" else 1)
    start_response("200 OK", [("Content-Length", str(len(said)))])
    return [said]


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give clients a fraction of a second in place of many."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.3)


def trickle(client: Client, data: bytes) -> None:
    """Send the bytes again and again until the server closes the connection."""
    end = threading.Event()

    def send() -> None:
        while not end.wait(0.05):
            try:
                client.send(data)
            except OSError:
                return

    thread = threading.Thread(target=send)
    thread.start()
    try:
        client.read_until(b"</html>\n")
    finally:
        end.set()
        thread.join()


@pytest.mark.parametrize("first", [HALF, b"POST / HTTP/1.1\r\nContent-Length: 9999\r\n\r\n"])
def test_request_that_trickles_in_ends_at_a_deadline(
    first: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A total deadline: each byte in time does not make the whole in time."""
    quick(monkeypatch)
    monkeypatch.setattr(connections, "RATE", 100_000)
    with serving(threads=1) as running:
        client = Client(running, first)
        trickle(client, b"X-Drip: a\r\n")
        client.socket.close()
        half = Client(running, first)
        answer = half.read()
    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"Send it again." in answer


def test_silent_connection_is_closed_without_a_response(monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers connect in advance: a response to nothing would become that of their next request."""
    quick(monkeypatch)
    with serving(keepalive=1) as running:
        assert Client(running).read() == b""
        kept = Client(running, GET % 1)
        assert kept.read_until(b"GET /1 ").startswith(b"HTTP/1.1 200")
        assert kept.read() == b""


def test_client_that_goes_on_after_the_last_response_is_cut_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "LINGER_SECONDS", 0.3)
    with serving() as running:
        client = Client(running, LAST)
        assert client.read_until(b"GET / ").startswith(b"HTTP/1.1 200 OK\r\n")
        end = time.monotonic() + 5
        with suppress(ConnectionError):
            while time.monotonic() < end:
                client.send(b"more")
                time.sleep(0.05)
        assert time.monotonic() < end
        client.socket.close()


def test_slow_clients_leave_the_only_thread_to_others() -> None:
    """Half requests, half bodies and unread responses wait in the selector."""
    with serving(large, threads=1) as running:
        slow = [
            Client(running, first)
            for first in (
                b"",
                HALF,
                b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n123",
                b"GET /large HTTP/1.1\r\n\r\n",
            )
            for _ in range(3)
        ]
        for _ in range(3):
            assert Client(running, LAST).status() == "200"
        reader = slow[-1]
        assert len(reader.read_until(b"a" * 100)) > 100
        for client in slow:
            client.socket.close()


def test_slow_reader_gets_the_whole_response_or_a_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(large) as running:
        patient = Client(running, b"GET /large HTTP/1.1\r\nConnection: close\r\n\r\n")
        wait_for(lambda: any(each.sock.unsent for each in running.waiting))
        assert patient.read().endswith(b"\r\n\r\n" + b"a" * LARGE)
    quick(monkeypatch)
    monkeypatch.setattr(connections, "RATE", LARGE * 10)
    with serving(large) as running:
        slow = Client(running, b"GET /large HTTP/1.1\r\n\r\n")
        wait_for(lambda: any(each.sock.unsent for each in running.waiting))
        wait_for(lambda: not running.waiting)
        assert len(slow.read()) < LARGE


def test_network_with_too_many_unfinished_requests_loses_its_oldest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "MAX_UNFINISHED", 3)
    with serving() as running:
        other = Client(running, HALF, source="127.0.0.2")
        slow = [Client(running, HALF) for _ in range(3)]
        wait_for(lambda: sum(each.has_begun for each in running.waiting) == 4)
        # Complete requests do not count, however many.
        assert [Client(running, LAST).status() for _ in range(2)] == ["200", "200"]
        assert slow[0].status() == "503"
        slow.append(Client(running, HALF))
        slow.append(Client(running, HALF))
        assert slow[1].status() == "503"
        slow[2].send(b"\r\n")
        other.send(b"\r\n")
        assert slow[2].read_until(b"GET / ").startswith(b"HTTP/1.1 200 OK")
        assert other.read_until(b"GET / ").startswith(b"HTTP/1.1 200 OK")
        for client in slow[3:]:
            client.socket.close()
        idle = [slow[2]] + [Client(running, GET % 1) for _ in range(4)]
        for client in idle[1:]:
            client.read_until(b"GET /1 ")
        for client in idle:
            client.send(GET % 2)
            assert client.read_until(b"GET /2 ")
            client.socket.close()
        other.socket.close()


def test_proxy_may_have_many_unfinished_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy all clients have its address: only the number of all connections is limited."""
    monkeypatch.setattr(worker, "MAX_UNFINISHED", 1)
    monkeypatch.setattr(settings, "PROXY_COUNT", 1)
    with serving(worker_connections=5) as running:
        slow = [Client(running, HALF) for _ in range(5)]
        wait_for(lambda: sum(each.has_begun for each in running.waiting) == 5)
        assert Client(running, LAST).status() == "200"
        assert slow[0].status() == "503"
        for client in slow[1:]:
            client.send(b"\r\n")
            assert client.read_until(b"GET / ")
            client.socket.close()


def test_worker_without_files_left_ends_who_waited_longest() -> None:
    """Each connection takes a file. The worker must live when the system gives it no more."""
    no_files = Mock(accept=Mock(side_effect=OSError(errno.EMFILE, "Too many open files")))
    with serving() as running:
        slow = Client(running, HALF)
        wait_for(lambda: any(each.has_begun for each in running.waiting))
        running.method_queue.defer(running.accept, no_files)
        assert slow.status() == "503"
        assert Client(running, LAST).status() == "200"


def test_failing_application_gets_a_500_and_the_worker_lives() -> None:
    """Whatever ends the thread's work, even what is no Exception, ends one connection only."""

    def failing(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/error":
            raise ValueError
        if environ["PATH_INFO"] == "/exit":
            raise KeyboardInterrupt
        start_response("200 OK", [("Content-Length", "9")])
        if environ["PATH_INFO"] == "/half":
            return broken_body()
        return [b"all right"]

    def broken_body() -> Iterator[bytes]:
        yield b"half"
        raise ValueError

    with serving(failing, loglevel="critical") as running:
        assert Client(running, b"GET /error HTTP/1.1\r\n\r\n").status() == "500"
        assert Client(running, b"GET /exit HTTP/1.1\r\n\r\n").read() == b""
        assert Client(running, b"GET /half HTTP/1.1\r\n\r\n").read().endswith(b"\r\n\r\nhalf")
        assert Client(running, LAST).read().endswith(b"all right")


def test_oldest_large_body_makes_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "MAX_BUFFERED", 250_000)
    upload = b"POST / HTTP/1.1\r\nContent-Length: 200000\r\n\r\n"
    with serving() as running:
        first = Client(running, upload + b"a" * 150_000)
        wait_for(lambda: any(each.size == 150_000 for each in running.waiting))
        second = Client(running, upload + b"b" * 150_000)
        assert first.status() == "503"
        second.send(b"c" * 50_000)
        assert second.read_until(b"b" * 150_000 + b"c" * 50_000)
        second.socket.close()


def test_server_does_not_start_with_tls_that_it_would_not_speak() -> None:
    cfg = Config()
    cfg.set("certfile", "site.pem")
    with pytest.raises(SystemExit, match="Let a proxy do that"):
        worker.BufferingWorker.check_config(cfg, Logger(cfg))
