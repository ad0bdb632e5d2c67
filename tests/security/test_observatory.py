"""The scorer itself: it takes points for what is missing, so that a good score means something."""

import pytest

from tests.security.observatory import modifiers, score

GOOD = {
    "content-security-policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
}
PAGE = '<script src="/a.js" integrity="sha384-x"></script>'
HTTPS = "https://help.example.com/"


def test_good_headers_score_135() -> None:
    assert score(modifiers(GOOD, PAGE, redirects_to=HTTPS)) == 135


def test_nothing_at_all_scores_10() -> None:
    assert score(modifiers({}, "", redirects_to=None)) == 10


@pytest.mark.parametrize(
    ("headers", "total"),
    [
        ({"content-security-policy": "default-src 'self'; script-src *"}, 80 - 20),
        ({"content-security-policy": "default-src 'self'; script-src 'unsafe-inline'"}, 80 - 20),
        ({"content-security-policy": "default-src 'self'; frame-ancestors 'none'"}, 130),
        ({"content-security-policy": "default-src 'none'", "x-frame-options": "DENY"}, 130),
        ({"strict-transport-security": "max-age=3600"}, 125),
        ({"x-content-type-options": ""}, 130),
        ({"referrer-policy": "unsafe-url"}, 125),
        ({"access-control-allow-origin": "*"}, 50),
        ({"set-cookie": "session=1; HttpOnly; SameSite=Lax"}, 60),
        ({"set-cookie": "session=1; Secure; SameSite=Lax"}, 70),
        ({"set-cookie": "session=1; Secure; HttpOnly; SameSite=Lax"}, 140),
    ],
    ids=lambda value: "" if isinstance(value, int) else " ".join(value.values()),
)
def test_worse_headers_score_less(headers: dict[str, str], total: int) -> None:
    assert score(modifiers({**GOOD, **headers}, PAGE, redirects_to=HTTPS)) == total


def test_worse_pages_score_less() -> None:
    for script, total in (
        ('<script src="/a.js"></script>', 130),
        ('<script src="https://cdn.example/a.js"></script>', 95 + 30),
        ('<script src="http://cdn.example/a.js" integrity="x"></script>', 50),
    ):
        assert score(modifiers(GOOD, script, redirects_to=HTTPS)) == total
    assert score(modifiers(GOOD, PAGE, redirects_to="http://help.example.com/")) == 80
