"""Slow clients: half requests, silent connections, slow bodies and slow readers of responses."""

import json
import socket
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from tests.siege.attacks import attack, summary
from tests.site import Site

HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM = b"POST /questions/end-contract/answered/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"


def connect(site: Site, first: bytes) -> socket.socket:
    """Return a connection over which these bytes were sent.

    Its receive buffer and packets are small, so that the system keeps little of a response for the server, as
    it does on a network, and not some megabytes, as within a machine.
    """
    connection = socket.socket()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(5)
    with suppress(OSError):
        connection.connect(("127.0.0.1", site.port))
        connection.sendall(first)
    return connection


def ending(connection: socket.socket) -> str:
    """Return the status that the server answered, "closed" if there was none, or "open"."""
    received = receive(connection)
    return received if received in {"open", "closed"} else received[9:12]


def trickle_out(connection: socket.socket) -> str:
    """Read a few bytes of a response. Return "closed" or "open"."""
    return "closed" if receive(connection, 64) == "closed" else "open"


def receive(connection: socket.socket, size: int = 4096) -> str:
    """Return what has arrived, "open" if there is nothing, or "closed" if there will be nothing."""
    connection.settimeout(0.01)
    try:
        return connection.recv(size).decode(errors="replace") or "closed"
    except TimeoutError:
        return "open"
    except OSError:
        return "closed"


def hold(
    site: Site,
    seconds: float,
    count: int,
    first: bytes,
    drip: bytes = b"",
    state: Callable[[socket.socket], str] = ending,
) -> str:
    """Hold that many connections open; return how they ended.

    A connection that the server closes is replaced within a second, so that the attack goes on.

    Args:
        site: running.
        seconds: how long.
        count: the number of connections.
        first: the bytes to send over each of them at once.
        drip: the bytes to send over each of them every second.
        state: looks every second how a connection has ended; "open" if it has not.
    """
    endings: Counter[str] = Counter()
    end = time.monotonic() + seconds
    connections = [connect(site, first) for _ in range(count)]
    while time.monotonic() < end:
        time.sleep(1)
        for number, connection in enumerate(connections):
            if drip:
                with suppress(OSError):
                    connection.sendall(drip)
            if (now := state(connection)) != "open":
                endings[now] += 1
                connection.close()
                connections[number] = connect(site, first)
    endings["open"] += sum(state(connection) == "open" for connection in connections)
    for connection in connections:
        connection.close()
    return summary(endings)


@attack("half-requests")
def half_requests(site: Site, seconds: float) -> str:
    return hold(site, seconds, 24, HEAD)


@attack("silent")
def silent(site: Site, seconds: float) -> str:
    return hold(site, seconds, 200, b"")


@attack("slow-heads")
def slow_heads(site: Site, seconds: float) -> str:
    return hold(site, seconds, 200, HEAD, drip=b"X-Drip: a\r\n")


@attack("slow-bodies")
def slow_bodies(site: Site, seconds: float) -> str:
    return hold(site, seconds, 200, FORM + b"Content-Length: 100000\r\n\r\n", drip=b"a")


@attack("slow-readers")
def slow_readers(site: Site, seconds: float) -> str:
    files = json.loads((site.var / "static" / "staticfiles.json").read_text())["paths"]
    path = files["admin/js/vendor/jquery/jquery.js"]
    request = f"GET /static/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    return hold(site, seconds, 200, request, state=trickle_out)
