"""Scores a page as MDN's HTTP Observatory does, which many use to judge a site from outside.

It begins with 100 and takes points away for what is missing or unsafe. What is better than need be adds
some, but only where 90 or more are left.
"""

import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from tests.html import parse

HALF_A_YEAR = 15_552_000
BROAD = {"*", "http:", "https:", "ftp:", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE_REFERRER = {"unsafe-url", "origin", "origin-when-cross-origin", "no-referrer-when-downgrade"}


def modifiers(headers: Mapping[str, str], page: str, *, redirects_to: str | None) -> dict[str, int]:
    """Points taken or added, by what they are for.

    Args:
        headers: of a page asked for over HTTPS, names in lower case, each once.
        page: its HTML.
        redirects_to: where the same address leads over plain HTTP, if anywhere.
    """
    policy = (
        {
            name: set(sources)
            for name, *sources in map(
                str.split, headers.get("content-security-policy", "").split(";")
            )
        }
        if "content-security-policy" in headers
        else {}
    )
    return {
        "policy": _policy(policy),
        "framing": _framing(policy, headers.get("x-frame-options", "").upper()),
        "cookies": _cookies(headers.get("set-cookie", "")),
        "other origins": -50 if headers.get("access-control-allow-origin") == "*" else 0,
        "redirect": 0 if urlsplit(redirects_to or "").scheme == "https" else -20,
        "referrer": _referrer(headers.get("referrer-policy", "")),
        "transport": _transport(headers.get("strict-transport-security", "")),
        "scripts": _scripts(page),
        "types": 0 if headers.get("x-content-type-options") == "nosniff" else -5,
        "resources": 10
        if headers.get("cross-origin-resource-policy") in {"same-origin", "same-site"}
        else 0,
    }


def score(found: Mapping[str, int]) -> int:
    """All points together."""
    without_bonus = 100 + sum(points for points in found.values() if points < 0)
    bonus = sum(points for points in found.values() if points > 0)
    return max(0, without_bonus + (bonus if without_bonus >= 90 else 0))


def _policy(policy: Mapping[str, set[str]]) -> int:
    otherwise = policy.get("default-src", {"*"})
    scripts, styles, objects = (
        policy.get(name, otherwise) for name in ("script-src", "style-src", "object-src")
    )
    if not policy:
        return -25
    if "'unsafe-inline'" in scripts or (scripts | objects) & BROAD:
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if "'unsafe-inline'" in styles or styles & BROAD:
        return 0
    return 10 if otherwise == {"'none'"} else 5


def _framing(policy: Mapping[str, set[str]], option: str) -> int:
    if not policy.get("frame-ancestors", BROAD) & BROAD:
        return 5
    return 0 if option in {"DENY", "SAMEORIGIN"} else -20


def _cookies(line: str) -> int:
    cookies = SimpleCookie(line).values()
    if not cookies:
        return 0
    if not all(each["secure"] for each in cookies):
        return -40
    if not all(each["httponly"] for each in cookies):
        return -30
    return 5 if all(each["samesite"] for each in cookies) else 0


def _referrer(policy: str) -> int:
    if policy in PRIVATE:
        return 5
    return -5 if policy in UNSAFE_REFERRER else 0


def _transport(header: str) -> int:
    age = re.search(r"max-age=(\d+)", header)
    if not age:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def _scripts(page: str) -> int:
    scripts = [each for each in parse(page).all("script") if each.get("src")]
    elsewhere = [each for each in scripts if urlsplit(each["src"]).netloc]
    if any(urlsplit(each["src"]).scheme == "http" for each in elsewhere):
        return -50
    if scripts and all(each.get("integrity") for each in scripts):
        return 5
    return -5 if elsewhere else 0
