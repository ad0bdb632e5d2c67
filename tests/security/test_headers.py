"""The headers that every answer carries, whatever the answer."""

import re

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

from tests.factories import make_image, make_question
from tests.security import addresses
from tests.site import Site

POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
    "object-src": {"'none'"},
}
ALWAYS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
MARKUP = {"content-type": "text/html; charset=utf-8"}
NOT_STORED = {"cache-control": "no-store"}
# A page speaks the reader's language, and its suggestions lead to pages.
BY_LANGUAGE = {"vary": "Accept-Language"}
HTML = MARKUP | BY_LANGUAGE
REFUSED = HTML | NOT_STORED
# It may be kept by anyone who asks before showing it again.
PAGE = HTML | {"cache-control": "no-cache"}
JSON = {
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
}
KEPT = {"cache-control": "no-cache"}
FOR_EVER = {"cache-control": "max-age=31536000, public, immutable"}
PLAIN = {"content-type": "text/plain; charset=utf-8"}
NEVER_KEPT = {"cache-control": "max-age=0, no-cache, no-store, must-revalidate, private"}
# What depends on the moment, the length or the server.
PASSING = {"content-length", "expires", "date", "last-modified", "etag", "server", "connection"}


def directives(policy: str) -> dict[str, set[str]]:
    parsed = [part.split() for part in policy.split(";") if part.strip()]
    assert len({name for name, *_ in parsed}) == len(parsed)
    return {name: set(sources) for name, *sources in parsed}


def lasting(headers: dict[str, str]) -> dict[str, object]:
    kept: dict[str, object] = {
        name.lower(): value for name, value in headers.items() if name.lower() not in PASSING
    }
    if "vary" in kept:
        kept["vary"] = ", ".join(sorted(str(kept["vary"]).split(", ")))
    kept["content-security-policy"] = directives(str(kept["content-security-policy"]))
    return kept


def headers(response: HttpResponseBase) -> dict[str, object]:
    return lasting(dict(response.headers))


@pytest.mark.usefixtures("index", "media")
def test_headers_of_public_answers_are_exactly_these(client: Client, settings) -> None:
    """Checks 13–15, 20: no answer to a reader says more or less; none varies with cookies."""
    question = make_question(slug="before")
    question.slug = "after"
    question.save()
    image = make_image().address
    expected = {
        ("get", "/", 200): PAGE,
        ("head", "/", 200): PAGE,
        ("get", f"/topics/{question.topic.slug}/", 200): PAGE,
        ("get", "/questions/after/", 200): PAGE
        | {
            "link": f'<{settings.SITE_URL}/questions/after.md>; rel="alternate"; type="text/markdown"'
        },
        ("get", "/search/?q=refund", 200): HTML | NOT_STORED,
        ("get", "/search/?q=", 200): HTML | NOT_STORED,
        ("get", "/questions/before/", 301): PAGE | {"location": "/questions/after/"},
        ("get", "/questions/after", 301): PAGE | {"location": "/questions/after/"},
        ("get", "/nowhere/", 404): REFUSED,
        ("get", "/static/nowhere.css", 404): PLAIN | NOT_STORED,
        ("get", "/search/?" + "a&" * 4_001, 400): REFUSED,
        ("post", "/", 405): REFUSED | {"allow": "GET, HEAD"},
        ("get", "/api/v1/search/?q=refund", 200): JSON,
        ("get", "/search/suggest/?q=refund", 200): JSON | BY_LANGUAGE,
        ("get", "/api/v1/search/", 400): JSON,
        ("get", "/api/nowhere/", 404): JSON,
        ("post", "/search/suggest/", 405): JSON | BY_LANGUAGE | {"allow": "GET, HEAD"},
        ("get", "/livez", 200): PLAIN | NEVER_KEPT,
        ("get", "/questions/after.md", 200): KEPT
        | {
            "content-type": "text/markdown; charset=utf-8",
            "link": f'<{settings.SITE_URL}/questions/after/>; rel="canonical"',
        },
        ("get", "/questions/after.png", 200): KEPT | {"content-type": "image/png"},
        ("get", "/picture.png", 200): KEPT | {"content-type": "image/png"},
        ("get", image, 200): FOR_EVER | {"content-type": "image/png"},
        ("get", image.replace("/media/", "/media/0"), 404): PLAIN | NOT_STORED,
        ("get", "/questions/before.md", 301): MARKUP | KEPT | {"location": "/questions/after.md"},
        ("get", "/questions/nowhere.md", 404): NOT_STORED
        | {"content-type": "text/markdown; charset=utf-8"},
        ("get", "/llms.txt", 200): PLAIN | KEPT,
        ("get", "/llms-full.txt", 200): PLAIN | KEPT,
        ("get", "/robots.txt", 200): PLAIN | KEPT,
        ("get", "/.well-known/security.txt", 200): PLAIN | KEPT,
        ("get", "/sitemap.xml", 200): KEPT | {"content-type": "application/xml"},
        ("get", "/opensearch.xml", 200): KEPT
        | {"content-type": "application/opensearchdescription+xml; charset=utf-8"},
        ("get", "/feed/", 200): KEPT | {"content-type": "application/atom+xml; charset=utf-8"},
        ("post", "/feed/", 405): MARKUP | NOT_STORED | {"allow": "GET, HEAD"},
    }
    found = {}
    for method, address, _ in expected:
        response = getattr(client, method)(address)
        assert not response.cookies
        found[method, address, response.status_code] = headers(response)
    assert found == {key: ALWAYS | special for key, special in expected.items()}


def test_headers_of_failures_are_the_same(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check 13: also when something broke, when the host is wrong, or a form is refused."""
    client.raise_request_exception = False
    wrong_host = client.get("/", headers={"host": "evil.example"})
    refused = Client(enforce_csrf_checks=True).post("/admin/login/")
    with monkeypatch.context() as patch:
        patch.setattr("faq.views.browsing.linked_data", None)
        broken = client.get("/")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faq_question RENAME TO faq_elsewhere")
    without_table = client.get("/")
    answers = [wrong_host, refused, broken, without_table]
    assert [answer.status_code for answer in answers] == [400, 403, 500, 503]
    failed = ALWAYS | REFUSED
    expected = [failed, failed, failed, failed | {"retry-after": "120"}]
    assert [headers(answer) for answer in answers] == expected


def test_headers_of_the_admin_add_that_nothing_is_kept(client: Client, as_ines: Client) -> None:
    """Checks 13–15: pages for one person are not kept by anyone."""
    question = make_question()
    ours = ALWAYS | HTML | NEVER_KEPT | {"vary": "Accept-Language, Cookie"}
    assert headers(client.get("/admin/login/")) == ours
    to_login = {"location": "/admin/login/?next=/admin/faq/question/"}
    assert headers(client.get("/admin/faq/question/")) == ours | to_login
    found = {
        address: (response.status_code, headers(response))
        for address in addresses.of_admin(question)
        if (response := as_ines.get(address)).status_code == 200
        and response["Content-Type"].startswith("text/html")
    }
    assert len(found) > 10
    for address, answer in found.items():
        # Django lets browsers keep the empty form for a new password, each for its own cookie.
        kept = NEVER_KEPT if "password" not in address else {}
        assert answer == (200, ALWAYS | HTML | kept | {"vary": "Accept-Language, Cookie"}), address


def test_headers_are_the_same_from_the_real_server(site: Site) -> None:
    """Check 13: static files, fresh, unchanged and missing, included."""
    style = re.findall(r'href="(/static/faq/css/[^"]+)"', site.get("/").text)[0]
    fresh = site.get(style)
    kept = {"cache-control": "max-age=315360000, public, immutable", "vary": "Accept-Encoding"}
    css = {"content-type": 'text/css; charset="utf-8"'}
    assert (fresh.status, lasting(fresh.headers)) == (200, ALWAYS | kept | css)
    unchanged = site.get(style, **{"If-None-Match": fresh.headers["ETag"]})
    assert (unchanged.status, lasting(unchanged.headers)) == (304, ALWAYS | kept)
    for address, status, special in (
        ("/", 200, PAGE),
        ("/nowhere/", 404, REFUSED),
        ("/static/nowhere.css", 404, PLAIN | NOT_STORED),
    ):
        answer = site.get(address)
        assert (answer.status, lasting(answer.headers)) == (status, ALWAYS | special)


def test_policy_allows_nothing_unsafe_and_nobody_else() -> None:
    """Check 14: the snapshot above cannot be loosened without this saying so."""
    sources = set().union(*POLICY.values())
    assert sources == {"'self'", "'none'"}
    for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert POLICY[name] == {"'none'"}
