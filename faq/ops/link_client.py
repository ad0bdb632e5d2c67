"""Checks URLs on other sites: slowly, with limits, and only on the public internet."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from faq.models import LinkCheck
from faq.text.networks import is_public

Problem = LinkCheck.Problem

# The name by which a robots.txt can exclude us.
USER_AGENT = "helpcenter-links"
PAUSE = 2.0  # seconds between two requests to one host
_LONGEST_PAUSE = 30.0
SECONDS = 10.0  # for one request, however slowly it is answered
_MAX_REDIRECTS = 5
_MAX_ROBOTS = 100_000  # bytes
_AS_THEY_ARE = "/:?#[]@!$&'()*+,;=%~"
_REDIRECTS = {301, 302, 303, 307, 308}
# Codes that many sites send to programs although the page works for readers, or will soon.
_UNSURE = {401, 403, 405, 406, 407, 408, 425, 429, 999}


class LinkStatus(NamedTuple):
    """The status of a link.

    Attributes:
        problem: one of LinkCheck.Problem.
        code: the status code of the response; None if there was none.
        is_broken: whether an editor should look at it.
    """

    problem: str
    code: int | None
    is_broken: bool


class _LinkFailed(Exception):
    def __init__(self, problem: str) -> None:
        self.problem = problem


class _Connection(http.client.HTTPConnection):
    """Connects to the network address that was checked, and ends after a time limit."""

    def __init__(
        self, parts: SplitResult, seconds: float, may_connect: Callable[[str], bool]
    ) -> None:
        self.is_secure = parts.scheme == "https"
        self.default_port = 443 if self.is_secure else 80
        self.may_connect = may_connect
        self.is_cut_off = False
        super().__init__(parts.hostname or "", parts.port, timeout=seconds)

    def connect(self) -> None:
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise _LinkFailed(Problem.NO_HOST) from None
        addresses = [str(each[4][0]) for each in found]
        if not all(map(self.may_connect, addresses)):
            raise _LinkFailed(Problem.REFUSED)
        self.sock = socket.create_connection((addresses[0], self.port), self.timeout)
        if self.is_secure:
            context = ssl.create_default_context()
            secure = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = secure
            secure.do_handshake()

    def cut_off(self) -> None:
        """End a request that takes too long in all, although each byte came in time."""
        self.is_cut_off = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


class LinkClient:
    """Checks URLs one after the other."""

    def __init__(
        self,
        site: str,
        *,
        pause: float = PAUSE,
        seconds: float = SECONDS,
        may_connect: Callable[[str], bool] = is_public,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """
        Args:
            site: the address of ours, told to every site that is visited.
            pause: in seconds, between two requests to one host.
            seconds: for one request.
            may_connect: whether a network address may be talked to.
            sleep: waits so many seconds.
        """
        self._agent = f"{USER_AGENT}/1 (+{site})"
        self._pause = pause
        self._seconds = seconds
        self._may_connect = may_connect
        self._sleep = sleep
        self._robots: dict[str, RobotFileParser | None] = {}
        self._visited: dict[str, float] = {}

    def check(self, url: str) -> LinkStatus:
        """Return the status of a URL. The body of the page is not read.

        Args:
            url: with http or https; other schemes are refused.
        """
        try:
            code = self._ask("HEAD", url)
            # Some sites answer HEAD wrongly, so ask again with GET.
            if code >= 400 and code != 429:
                code = self._ask("GET", url)
        except _LinkFailed as stopped:
            broken = stopped.problem != Problem.ROBOTS
            return LinkStatus(stopped.problem, None, broken)
        if code < 400:
            return LinkStatus(Problem.NONE, code, False)
        problem = Problem.GONE if code in {404, 410} else Problem.ANSWER
        return LinkStatus(problem, code, code not in _UNSURE and code < 500)

    def _ask(self, method: str, url: str) -> int:
        for _ in range(_MAX_REDIRECTS + 1):
            if not self._is_welcome(url):
                raise _LinkFailed(Problem.ROBOTS)
            code, target, _ = self._request(method, url)
            if code not in _REDIRECTS or not target:
                return code
            url = _redirect_url(url, target)
        raise _LinkFailed(Problem.LOOP)

    def _is_welcome(self, url: str) -> bool:
        """Whether robots.txt allows a URL (RFC 9309): all if there is none, no URL while it cannot be served."""
        parts = _checked_url(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._rules(f"{origin}/robots.txt")
        rules = self._robots[origin]
        return rules is None or rules.can_fetch(USER_AGENT, url)

    def _rules(self, url: str) -> RobotFileParser | None:
        rules = RobotFileParser()
        for _ in range(_MAX_REDIRECTS):
            code, target, text = self._request("GET", url, _MAX_ROBOTS)
            if code not in _REDIRECTS or not target:
                break
            url = _redirect_url(url, target)
        if code >= 500:
            rules.parse(["User-agent: *", "Disallow: /"])
        elif code == 200:
            rules.parse(text.decode(errors="replace").splitlines())
        else:
            return None
        return rules

    def _request(self, method: str, url: str, size: int = 0) -> tuple[int, str, bytes]:
        """Return the status code, the Location and at most `size` bytes of the body."""
        parts = _checked_url(url)
        self._wait(parts)
        path = parts.path or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        connection = _Connection(parts, self._seconds, self._may_connect)
        with _translated_errors(connection):
            connection.request(method, target, headers={"User-Agent": self._agent})
            answer = connection.getresponse()
            body = answer.read(size) if size else b""
            if connection.is_cut_off:
                # The part that was received would look complete.
                raise TimeoutError
        return answer.status, answer.headers.get("Location") or "", body

    def _wait(self, parts: SplitResult) -> None:
        host = parts.netloc
        rules = self._robots.get(f"{parts.scheme}://{host}")
        asked = float(rules.crawl_delay(USER_AGENT) or 0) if rules else 0
        pause = max(self._pause, min(asked, _LONGEST_PAUSE))
        since = time.monotonic() - self._visited.get(host, -_LONGEST_PAUSE)
        if since < pause:
            self._sleep(pause - since)
        self._visited[host] = time.monotonic()


def _checked_url(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _LinkFailed(Problem.REFUSED) from None
    named = parts.hostname and not parts.username and not parts.password and port != 0
    # The URL goes into the request line, so it must be printable ASCII without spaces.
    plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in {"http", "https"} or not named or not plain:
        raise _LinkFailed(Problem.REFUSED)
    return parts


def _redirect_url(url: str, target: str) -> str:
    try:
        # http.client decodes headers as Latin-1, whatever their encoding is.
        return urljoin(url, quote(target.encode("latin-1", "replace"), safe=_AS_THEY_ARE))
    except ValueError:
        raise _LinkFailed(Problem.REFUSED) from None


@contextmanager
def _translated_errors(connection: _Connection) -> Iterator[None]:
    """End a connection in time, and raise _LinkFailed with the LinkCheck.Problem for its errors."""
    timer = threading.Timer(connection.timeout or SECONDS, connection.cut_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    except TimeoutError:
        raise _LinkFailed(Problem.SLOW) from None
    except ssl.SSLCertVerificationError:
        raise _LinkFailed(Problem.CERTIFICATE) from None
    except (OSError, http.client.HTTPException, ValueError):
        slow = connection.is_cut_off
        raise _LinkFailed(Problem.SLOW if slow else Problem.UNREACHABLE) from None
    finally:
        timer.cancel()
        connection.close()
