"""The format and the content of the log."""

import logging
import re
import sqlite3
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.logs import MAX_LINE, MAX_TRACEBACK, LineFormatter
from tests.html import parse
from tests.site import Site


def line(message: str, *, cause: Exception | None = None, status: int | None = None) -> str:
    """Return the line for an event, with its exception and status, if any."""
    caught = None
    if cause:
        try:
            raise cause
        except Exception:
            caught = sys.exc_info()
    record = logging.LogRecord("faq", logging.ERROR, __file__, 1, message, (), caught)
    if status:
        record.status_code = status
    return LineFormatter("{levelname} {name}: {message}").format(record)


@given(st.text())
def test_any_message_is_one_safe_line(message: str) -> None:
    """Check 61."""
    said = line(message)
    assert said.startswith("ERROR faq: ")
    assert len(said.splitlines()) == 1
    assert re.findall("[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said) == []
    assert not any(0xD800 <= ord(each) <= 0xDFFF for each in said)


def test_message_keeps_printable_characters() -> None:
    assert line("Größe\t50 % – \N{GRINNING FACE}") == "ERROR faq: Größe\t50 % – \N{GRINNING FACE}"
    assert line("a\nb\x1b[2J\u202e") == "ERROR faq: a\\nb\\x1b[2J\\u202e"


@given(st.text(min_size=1, max_size=5), st.integers(1, 50_000))
def test_long_messages_lose_their_middle(piece: str, times: int) -> None:
    """Check 61: whatever is logged, a line has a limit, and so has a traceback."""
    message = f"begins {piece * times} ends"
    lines = [line(message), *line("Broken", cause=ValueError(message)).split("\n")]
    # An escaped character takes up to ten, such as \u202e. Each line of a traceback is indented.
    assert max(map(len, lines)) <= 6 * MAX_LINE + 100
    assert len("".join(lines)) <= 6 * (MAX_LINE + MAX_TRACEBACK)
    assert lines[0].startswith("ERROR faq: begins ")
    assert lines[0].endswith(" ends")


def test_long_message_says_how_much_is_missing() -> None:
    said = line("a" * 180_000)
    assert said == f"ERROR faq: {'a' * 1500} … 178,000 characters … {'a' * 500}"


@given(st.text())
def test_traceback_is_indented_below_the_error(message: str) -> None:
    """Check 61: the message of an exception may have several lines."""
    first, *rest = line("Broken", cause=ValueError(message)).split("\n")
    assert first == "ERROR faq: Broken"
    assert rest[0] == "    Traceback (most recent call last):"
    assert all(each.startswith("    ") for each in rest)
    assert len(rest) == len("\n".join(rest).splitlines())


def test_client_error_has_no_traceback() -> None:
    assert line("Bad Request", cause=ValueError("x"), status=400) == "ERROR faq: Bad Request"
    assert "ValueError: x" in line("Broken", cause=ValueError("x"), status=500)


# --- The real server

STARTS = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ [\w.]+: |\[\d{4}-|    )")
SECRET = "oystersoup"


@pytest.fixture
def logged(make_site: Callable[..., Site]) -> Callable[[], tuple[list[str], list[str]]]:
    """Run a site that logs requests, stop it and return the log."""
    site = make_site(ACCESS_LOG="access.log", WEB_CONCURRENCY="1")
    access = site.var / "access.log"
    site.environment["ACCESS_LOG"] = str(access)
    site.start()

    def said() -> tuple[list[str], list[str]]:
        site.stop()
        return (site.var / "server.log").read_text().splitlines(), access.read_text().splitlines()

    said.site = site  # type: ignore[attr-defined]
    return said


def send(site: Site, *lines: bytes, body: bytes = b"") -> int:
    """Send raw bytes as a request and return the status."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
    connection.connect()
    host = b"Host: 127.0.0.1"
    connection.sock.sendall(
        b"\r\n".join([lines[0], host, *lines[1:], b"Connection: close", b"", body])
    )
    status = connection.sock.makefile("rb").readline()
    connection.close()
    return int(status.split()[1])


def test_log_contains_nothing_private_and_no_forged_lines(
    logged: Callable[[], tuple[list[str], list[str]]],
) -> None:
    """Checks 61, 62: no error logs a cookie, password, form or body."""
    site: Site = logged.site  # type: ignore[attr-defined]
    secret = SECRET.encode()
    cookie = {"Cookie": f"session={SECRET}; csrf={SECRET}"}
    page = parse(site.get("/questions/end-contract/").text)
    form = page.one(id="answered").one("form")
    said = {**form.filled_in(), "words": SECRET, "answered": SECRET, "website": SECRET}
    answers = [
        site.get(
            "/nowhere%0a2026-01-01%2000:00:00,000%20ERROR%20faq:%20FORGED%1b[2J", **cookie
        ).status,
        site.get("/questions/end-contract%E2%80%A8FORGED/", **cookie).status,
        site.get("/admin/", **cookie, Authorization=f"Basic {SECRET}").status,
        site.post(form["action"], said, **cookie).status,
        site.post(form["action"], {"token": SECRET}, Origin="https://evil.example").status,
        site.post("/admin/login/", {"username": "ines", "password": SECRET}, **cookie).status,
        site.post(
            "/questions/end-contract/stuck/", {f"{SECRET}{n}": n for n in range(4_001)}
        ).status,
        send(site, b"GET / HTTP/1.1", b"Cookie session=" + secret),
        send(site, b"GET / HTTP/1.1", b"Cookie: session=" + secret + b"\x00"),
        send(site, b"GET /\x1b[2J" + secret + b" HTTP/1.1"),
        send(site, secret + b"\x1b / HTTP/1.1"),
        send(site, b"GET / HTTP/1.1", b"User-Agent: a\x9b2J\x85FORGED"),
        send(site, b"POST / HTTP/1.1", b"Content-Length: x", body=secret),
        send(site, b"GET /" + b"a" * 180_000 + b" HTTP/1.1"),
    ]
    assert answers == [404, 404, 302, 400, 403, 403, 400, 400, 400, 400, 400, 200, 400, 404]
    with sqlite3.connect(site.var / "db.sqlite3", timeout=10) as database:
        database.execute("ALTER TABLE faq_question RENAME TO faq_elsewhere")
    broken = site.get("/questions/end-contract/", **cookie)
    assert broken.status == 503
    assert urlencode(cookie) not in broken.text
    for known in ("faq_", "Traceback", str(site.var), "site-packages", SECRET, "sqlite"):
        assert known not in f"{broken.headers}{broken.text}"

    errors, requests = logged()
    assert "OperationalError: no such table: faq_question" in "\n".join(errors)
    assert [each for each in errors if not STARTS.match(each)] == []
    assert [each for each in requests if not each.startswith("127.0.0.1 - - [")] == []
    assert [each for each in (*errors, *requests) if SECRET in each] == []
    assert [each for each in errors if "FORGED" in each and "Not Found: /" not in each] == []
    assert max(map(len, [*errors, *requests])) < 2_500
    assert re.search(r" … [0-9,]+ characters … \S+ HTTP/1.1\" 404 ", requests[-2])
    whole = "\n".join([*errors, *requests])
    assert sum("FORGED" in each for each in errors) == 2
    assert re.findall("[\x1b\x80-\x9f\u2028]", whole) == []
    refused = [
        each.partition("Invalid request: ")[2] for each in errors if "Invalid request" in each
    ]
    assert refused == [
        *("Invalid HTTP Header", "Invalid HTTP Header", "Invalid HTTP request line"),
        *("Invalid HTTP method", "Invalid HTTP Header"),
    ]
