"""One connection to the app server: what is taken for a request, however the bytes arrive."""

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise

import pytest
from gunicorn.config import Config
from gunicorn.http import errors
from gunicorn.http.parser import RequestParser
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.connections import BufferedSocket, Connection, Refused
from helpcenter.gunicorn import limit_request_line
from tests.helpcenter.serving import Client, serving

UPLOAD_LIMIT = 300_000

bodies = st.binary(max_size=20) | st.sampled_from([b"\r\n\r\n", b"GET / HTTP/1.1\r\n"])
heads = st.sampled_from(
    [
        b"GET / HTTP/1.1\r\n",
        b"\r\nGET /?q=%20 HTTP/1.1\r\nHost: x\r\n",
        b"POST /a HTTP/1.0\r\nConnection: keep-alive\r\n",
        b"HEAD / HTTP/1.1\r\nX-A: \r\n",
    ]
)
broken = st.sampled_from(
    [
        b"GET / HTTP/1.1\n\n",
        b"\n",
        b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\n\r\n",
        b"GET  / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nA\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nExpect: more\r\n\r\n",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"\x16\x03\x01\x02\x00\n",
    ]
)


@contextmanager
def connected(cfg: Config | None = None) -> Iterator[tuple[Connection, socket.socket]]:
    """Return a connection and the client's end of it."""
    ours, client = socket.socketpair()
    connection = Connection(cfg or Config(), ours, ("192.0.2.1", 1), "server", None, UPLOAD_LIMIT)
    client.settimeout(5)
    try:
        yield connection, client
    finally:
        connection.close()
        client.close()


def arrive(connection: Connection, client: socket.socket, pieces: list[bytes]) -> int:
    """Send pieces until a request is complete. Return how many were needed; 0 if it is not complete."""
    for number, piece in enumerate(pieces, start=1):
        client.sendall(piece)
        while select.select([connection.sock], [], [], 0)[0]:
            assert connection.receive()
            if connection.take_request():
                return number
    return 0


def taken(connection: Connection) -> tuple[str, bytes]:
    """Return address and body of the request that is complete."""
    assert connection.request is not None
    return connection.request.uri, connection.request.body.read()


def pieces_of(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % len(data) for cut in cuts)})
    return [data[start:end] for start, end in pairwise(places)]


@given(heads, bodies, st.sampled_from([1, 10_000]), st.lists(st.integers(0, 200_000), max_size=12))
def test_request_in_pieces_is_the_one_that_gunicorn_reads(
    head: bytes, part: bytes, times: int, cuts: list[int]
) -> None:
    body = part * times
    data = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    [expected] = [next(RequestParser(Config(), [data], ("192.0.2.1", 1)))]
    with connected() as (connection, client):
        pieces = pieces_of(data, cuts)
        assert arrive(connection, client, pieces) == len(pieces)
        request = connection.request
        assert request is not None
        assert (request.method, request.uri) == (expected.method, expected.uri)
        assert (request.version, request.headers) == (expected.version, expected.headers)
        assert request.should_close() is expected.should_close()
        assert request.body.read() == expected.body.read() == body
        assert connection.received == b""


@given(broken, st.lists(st.integers(0, 60), max_size=8))
def test_broken_request_is_refused_as_gunicorn_refuses_it(data: bytes, cuts: list[int]) -> None:
    with pytest.raises(Exception) as expected:  # noqa: PT011
        next(RequestParser(Config(), [data], ("192.0.2.1", 1))).body.read()
    with connected() as (connection, client), pytest.raises(expected.type):
        arrive(connection, client, pieces_of(data, cuts))


@given(st.binary(min_size=1, max_size=300), st.lists(st.integers(0, 300), max_size=8))
def test_any_bytes_are_a_request_an_error_or_unfinished(data: bytes, cuts: list[int]) -> None:
    known = (Refused, errors.ParseException)
    with connected() as (connection, client), suppress(*known):
        arrive(connection, client, pieces_of(data, cuts))


def test_requests_at_once_are_taken_one_by_one() -> None:
    first = b"POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
    with connected() as (connection, client):
        assert arrive(connection, client, [first + b"GET /2 HTTP/1.1\r\n\r\nGET /3"]) == 1
        assert taken(connection) == ("/1", b"abc")
        connection.end_request()
        assert connection.take_request()
        assert taken(connection) == ("/2", b"")
        connection.end_request()
        assert not connection.take_request()
        assert connection.has_begun


def test_chunked_body_is_refused_with_the_way_out() -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving() as running:
        answer = Client(running, head + b"3\r\nabc\r\n0\r\n\r\n").read()
    assert answer.startswith(b"HTTP/1.1 411 Length Required\r\n")
    assert b"Send the body with a Content-Length." in answer


def test_body_over_the_limit_reaches_the_site_without_being_read() -> None:
    """The site's middleware answers it by its Content-Length."""
    head = b"POST /big HTTP/1.1\r\nContent-Length: 33554433\r\nExpect: 100-continue\r\n\r\n"
    with serving() as running:
        answer = Client(running, head + b"a" * 100_000).read()
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nConnection: close\r\n" in answer
    assert answer.endswith(b"\r\n\r\nPOST /big ")


def test_client_that_asks_is_told_to_send_the_body_once() -> None:
    head = b"POST / HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    with serving() as running:
        client = Client(running, head)
        assert client.read_until(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.send(b"abc")
        assert client.read_until(b"abc").count(b"HTTP/1.1") == 1
        client.socket.close()


def test_head_response_has_no_body() -> None:
    with serving() as running:
        answer = Client(running, b"HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n").read()
    assert b"\r\nContent-Length: 7\r\n" in answer
    assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET /" + b"a" * (limit_request_line - 14) + b" HTTP/1.1\r\n\r\n", None),
        (
            b"GET /" + b"a" * (limit_request_line - 13) + b" HTTP/1.1\r\n\r\n",
            errors.LimitRequestLine,
        ),
        (b"GET /" + b"a" * 1_100_000, errors.LimitRequestLine),
        (b"GET / HTTP/1.1\r\nA: " + b"a" * 8_190 + b"\r\n\r\n", errors.LimitRequestHeaders),
        (b"GET / HTTP/1.1\r\n" + b"A: a\r\n" * 101 + b"\r\n", errors.LimitRequestHeaders),
        (b"GET / HTTP/1.1\r\n" + b"A: a\r\n" * 300_000, errors.LimitRequestHeaders),
    ],
    ids=["longest line", "long line", "endless line", "long header", "headers", "endless headers"],
)
def test_head_has_limits(data: bytes, status: type[Exception] | None) -> None:
    cfg = Config()
    cfg.set("limit_request_line", limit_request_line)
    pieces = [data[place : place + 20_000] for place in range(0, len(data), 20_000)]
    with connected(cfg) as (connection, client):
        if status is None:
            assert arrive(connection, client, pieces) == len(pieces)
        else:
            with pytest.raises(status):
                arrive(connection, client, pieces)
            assert connection.size < 1_100_000


def test_socket_keeps_what_the_client_does_not_take() -> None:
    ours, client = socket.socketpair()
    with BufferedSocket(ours) as sending, client:
        parts = [bytes([number]) * 400_000 for number in range(5)]
        for part in parts:
            sending.sendall(part)
        assert sending.unsent_size > 1_000_000
        assert not sending.flush()
        received = b""
        while len(received) < 2_000_000:
            received += client.recv(1_000_000)
            sending.flush()
        assert received == b"".join(parts)
        assert (sending.unsent_size, len(sending.unsent)) == (0, 0)
