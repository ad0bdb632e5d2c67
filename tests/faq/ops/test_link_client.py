"""Looking at addresses elsewhere: what is said of them, politeness, and where one never goes."""

import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.models import LinkCheck
from faq.ops.link_client import LinkClient, LinkStatus
from faq.text.networks import is_public
from tests.neighbour import DRIP, Neighbour, neighbour

Problem = LinkCheck.Problem
FINE = LinkStatus(Problem.NONE, 200, False)
OK = (200, "", b"")


@pytest.fixture
def site() -> Iterator[Neighbour]:
    with neighbour({"/": OK}) as site:
        yield site


def make_client(**options: object) -> LinkClient:
    """One that may go to this machine, which only a test may allow."""
    allowed = {"may_connect": bool, "pause": 0, "sleep": float}
    return LinkClient("https://help.example.com", **{**allowed, **options})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "problem", "is_broken"),
    [
        (200, Problem.NONE, False),
        (204, Problem.NONE, False),
        (304, Problem.NONE, False),
        (404, Problem.GONE, True),
        (410, Problem.GONE, True),
        (400, Problem.ANSWER, True),
        (401, Problem.ANSWER, False),
        (403, Problem.ANSWER, False),
        (429, Problem.ANSWER, False),
        (500, Problem.ANSWER, False),
        (503, Problem.ANSWER, False),
    ],
)
def test_look_says_what_was_answered(
    site: Neighbour, code: int, problem: str, is_broken: bool
) -> None:
    """Broken is what is gone for sure, not what is closed to programs or down for now."""
    site.replies["/it"] = (code, "", b"")
    assert make_client().check(f"{site.url}/it") == LinkStatus(problem, code, is_broken)


def test_look_asks_for_the_head_and_for_the_page_where_that_is_refused(site: Neighbour) -> None:
    site.replies |= {"HEAD /it?a=b": (405, "", b""), "GET /it?a=b": (200, "", b"x" * 100_000)}
    assert make_client().check(f"{site.url}/it?a=b") == FINE
    assert site.asked == ["GET /robots.txt", "HEAD /it?a=b", "GET /it?a=b"]
    assert site.agents == {"helpcenter-links/1 (+https://help.example.com)"}


def test_look_follows_redirects_to_their_end(site: Neighbour) -> None:
    there = "/ü".encode().decode("latin-1")
    site.replies |= {"/a": (301, "/b", b""), "/b": (302, site.url + there, b""), "/%C3%BC": OK}
    assert make_client().check(f"{site.url}/a") == FINE
    site.replies["/%C3%BC"] = (404, "", b"")
    assert make_client().check(f"{site.url}/a").problem == Problem.GONE


def test_look_gives_up_on_a_circle(site: Neighbour) -> None:
    site.replies |= {"/a": (301, "/b", b""), "/b": (301, "/a", b"")}
    assert make_client().check(f"{site.url}/a") == LinkStatus(Problem.LOOP, None, True)
    assert len(site.asked) == 7


def test_look_gives_up_on_what_is_answered_byte_by_byte(site: Neighbour) -> None:
    site.replies["/it"] = DRIP
    assert make_client(seconds=0.2).check(f"{site.url}/it") == LinkStatus(Problem.SLOW, None, True)


def test_look_says_when_nobody_listens_or_nobody_speaks_its_language() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        free = closed.getsockname()[1]
        status = make_client(seconds=1).check(f"http://127.0.0.1:{free}/")
    assert status == LinkStatus(Problem.UNREACHABLE, None, True)
    with neighbour({}) as site:
        status = make_client(seconds=1).check(site.url.replace("http:", "https:"))
    assert status == LinkStatus(Problem.UNREACHABLE, None, True)


def test_look_says_when_there_is_no_such_site() -> None:
    assert make_client().check("http://no..where/") == LinkStatus(Problem.NO_HOST, None, True)


@pytest.mark.parametrize(
    ("rules", "path", "asked"),
    [
        ((404, "", b""), "/it", True),
        ((200, "", b"User-agent: *\nDisallow: /private"), "/it", True),
        ((200, "", b"User-agent: *\nDisallow: /private"), "/private/it", False),
        ((200, "", b"User-agent: helpcenter-links\nDisallow: /"), "/it", False),
        ((200, "", b"User-agent: other\nDisallow: /"), "/it", True),
        ((200, "", b"\xff\x00nonsense\n" * 20_000), "/it", True),
        ((503, "", b""), "/it", False),
        ((301, "/rules.txt", b""), "/it", False),
    ],
)
def test_look_does_what_robots_txt_asks_for(
    site: Neighbour, rules: tuple[int, str, bytes], path: str, asked: bool
) -> None:
    forbidding = (200, "", b"User-agent: *\nDisallow: /")
    site.replies |= {"/robots.txt": rules, "/rules.txt": forbidding, path: OK}
    status = make_client().check(site.url + path)
    assert status == (FINE if asked else LinkStatus(Problem.ROBOTS, None, False))
    assert (f"HEAD {path}" in site.asked) is asked


def test_look_asks_for_robots_txt_once(site: Neighbour) -> None:
    one = make_client()
    assert [one.check(site.url + "/") for _ in range(3)] == [FINE, FINE, FINE]
    assert site.asked == ["GET /robots.txt", "HEAD /", "HEAD /", "HEAD /"]


def test_look_pauses_between_two_requests_to_one_host(site: Neighbour) -> None:
    """As long as we please, or as the site asks for within reason; to another host at once."""
    pauses: list[float] = []
    site.replies["/robots.txt"] = (200, "", b"User-agent: *\nCrawl-delay: 9\nAllow: /")
    with neighbour({"/": OK}) as other:
        one = make_client(pause=5, sleep=lambda seconds: pauses.append(round(seconds)))
        one.check(site.url + "/")
        one.check(other.url + "/")
        one.check(site.url + "/")
    assert pauses == [9, 5, 9]


@pytest.mark.parametrize(
    "url",
    [
        "{site}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://0:{port}/",
    ],
)
def test_look_never_goes_to_this_machine_unless_a_test_says_so(site: Neighbour, url: str) -> None:
    address = url.format(site=site.url, port=site.url.rpartition(":")[2])
    assert make_client(may_connect=is_public, seconds=1).check(address).problem in {
        Problem.REFUSED,
        Problem.NO_HOST,
    }
    assert site.asked == []
    assert make_client().check(f"{site.url}/") == FINE


def test_look_never_goes_there_by_a_redirect(site: Neighbour) -> None:
    """The first address is allowed, and what it leads to is status at anew."""
    with neighbour({"/secret": OK}) as secret:
        port = secret.url.rpartition(":")[2]
        site.replies["/it"] = (302, f"http://localhost:{port}/secret", b"")
        allowed = iter([True, True])
        status = make_client(may_connect=lambda _: next(allowed, False)).check(f"{site.url}/it")
        assert status == LinkStatus(Problem.REFUSED, None, True)
        assert secret.asked == []


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://example.com/", "gopher://example.com/", "//example.com/"),
        *(
            "http://",
            "http:///path",
            "http://user:word@example.com/",
            "http://[",
            "http://a:99999/",
        ),
        *(
            "http://example.com/a b",
            "http://example.com/\r\nX: y",
            "http://example.com/é",
            "http://a:0/",
        ),
    ],
)
def test_look_refuses_what_is_no_address_of_the_web(url: str) -> None:
    assert make_client().check(url) == LinkStatus(Problem.REFUSED, None, True)


@given(st.text(max_size=60).map("http://a..b/".__add__) | st.text(max_size=60))
def test_look_bears_any_text(url: str) -> None:
    assert make_client(may_connect=str.isspace).check(url).is_broken
