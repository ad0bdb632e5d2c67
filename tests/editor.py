"""A person in the admin of a running site, with cookies of their own."""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from functools import partial
from http.cookiejar import CookieJar

from tests.html import parse
from tests.site import Site


class _Handler(urllib.request.HTTPHandler):
    """Connects from a certain address."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.connection = partial(http.client.HTTPConnection, source_address=(source, 0))

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self.connection, req)


class Editor:
    """Somebody who signs in to the admin of a running site.

    Args:
        site: running.
        source: the loopback address from which this person comes.
    """

    def __init__(self, site: Site, source: str = "127.0.0.1") -> None:
        self.site = site
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            _Handler(source),
            urllib.request.HTTPCookieProcessor(self.cookies),
        )

    def open(self, path: str, fields: dict[str, str | list[str]] | None = None) -> str:
        """GET a page, or send a form to it, following redirects.

        Raises:
            HTTPError: the status is 400 or more.
        """
        data = urllib.parse.urlencode(fields, doseq=True).encode() if fields else None
        request = urllib.request.Request(self.site.url + path, data=data)
        request.add_header("Referer", self.site.url + path)
        with self.opener.open(request, timeout=30) as response:
            return str(response.read().decode())

    def status(self, path: str, fields: dict[str, str | list[str]] | None = None) -> int:
        """Return the status of a page, or of a form sent to it, after redirects."""
        try:
            self.open(path, fields)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        return 200

    def token(self) -> str:
        """Return what forms of this person must send as csrfmiddlewaretoken."""
        return next(str(cookie.value) for cookie in self.cookies if "csrf" in cookie.name.lower())

    def sign_in(self, name: str, password: str) -> None:
        path = "/admin/login/"
        form = parse(self.open(path)).one("form").filled_in()
        page = self.open(path, {**form, "username": name, "password": password, "next": "/admin/"})
        assert name in parse(page).one(id="user-tools").text.lower()

    def form(self, path: str, element_id: str) -> dict[str, str | list[str]]:
        return parse(self.open(path)).one("form", id=element_id).filled_in()
