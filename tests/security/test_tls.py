"""What changes when the site is served over TLS: told from SITE_URL, in the real server."""

from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from tests.html import parse
from tests.security import observatory
from tests.site import Site

HOST = "help.example.com"
PROXIED = {"X-Forwarded-Proto": "https"}
YEAR = 365 * 24 * 3600


def ask(
    site: Site, path: str, method: str = "GET", body: str = "", **headers: str
) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        connection.request(method, path, body or None, {"Host": HOST, **headers})
        response = connection.getresponse()
        return response, response.read().decode()
    finally:
        connection.close()


@pytest.fixture
def make_tls_site(make_site: Callable[..., Site]) -> Callable[..., Site]:
    def make(**environment: str) -> Site:
        site = make_site(
            SITE_URL=f"https://{HOST}",
            # The test waits for the server at its own address.
            ALLOWED_HOSTS=f"{HOST},127.0.0.1",
            WEB_CONCURRENCY="1",
            **environment,
        )
        site.start()
        return site

    return make


def test_without_a_proxy_of_ours_nobody_can_claim_tls(make_tls_site: Callable[..., Site]) -> None:
    """Check 16: everything is sent to HTTPS but the health checks, whatever the headers claim."""
    site = make_tls_site()
    claims = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Protocol": "ssl",
        "X-Forwarded-Ssl": "on",
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "for=1.2.3.4;proto=https;host=evil.example",
        "SCRIPT_NAME": "/evil",
        "SCRIPT-NAME": "/evil",
    }
    for headers in ({}, *({name: value} for name, value in claims.items())):
        response, _ = ask(site, "/questions/end-contract/?a=b", **headers)
        assert response.status == 301
        assert response.headers["Location"] == f"https://{HOST}/questions/end-contract/?a=b"
    assert ask(site, "/livez")[0].status == 200
    response, _ = ask(site, "/", Host="evil.example")
    assert (response.status, response.headers["Location"]) == (400, None)


def test_behind_one_proxy_cookies_and_headers_are_for_tls_only(
    make_tls_site: Callable[..., Site],
) -> None:
    """Checks 16, 18, 20, 21, 33: HSTS for a year, __Host- cookies, addresses from the settings.

    And well over the 100 points that MDN's Observatory asks for its best grade.
    """
    site = make_tls_site(PROXY_COUNT="1", EDITOR_NAME="ines", EDITOR_PASSWORD="walrus-battery-9")
    assert site.manage("editor").returncode == 0
    page, text = ask(site, "/", **PROXIED)
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == f"max-age={YEAR}"
    assert page.headers["Set-Cookie"] is None
    assert parse(text).one("link", rel="canonical")["href"] == f"https://{HOST}/"
    plain, _ = ask(site, "/")
    assert plain.status == 301
    seen = {name.lower(): value for name, value in page.headers.items()}
    found = observatory.modifiers(seen, text, redirects_to=plain.headers["Location"])
    assert {what: points for what, points in found.items() if points < 0} == {}
    assert observatory.score(found) == 135

    login, text = ask(site, "/admin/login/", **PROXIED)
    csrf = SimpleCookie(login.headers["Set-Cookie"])["__Host-csrf"]
    fields = parse(text).one("form", id="login-form").filled_in()
    response, _ = ask(
        site,
        "/admin/login/?next=/admin/",
        "POST",
        urlencode(fields | {"username": "ines", "password": "walrus-battery-9"}),
        **PROXIED,
        **{
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"__Host-csrf={csrf.value}",
            "Referer": f"https://{HOST}/admin/login/",
        },
    )
    assert (response.status, response.headers["Location"]) == (302, "/admin/")
    cookies = SimpleCookie()
    for line in response.headers.get_all("Set-Cookie") or []:
        cookies.load(line)
    assert set(cookies) == {"__Host-csrf", "__Host-session", "__Host-browser"}
    for cookie in (csrf, *cookies.values()):
        assert (cookie["secure"], cookie["httponly"]) == (True, True)
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
