"""Every regular expression of the project takes time by the length of the text, whatever the text is."""

import re

import pytest

from faq.publishing.style_rules import repairs
from faq.publishing.urls import links
from faq.text.english import STEP_VERBS
from tests.growth.attacks import attacks
from tests.growth.measure import MAX_GROWTH, growth
from tests.growth.patterns import Found, find_patterns, work

# In characters. A quadratic pattern takes 20 milliseconds or more, a linear one less than three.
SIZE = 4_000
FLOOR, LIMIT = 0.015, 0.3

# Patterns that are made when the code runs, with an example of each.
MADE = {
    "faq.importing.pages.parsers.html_sanitizer:doubts": [r"<(?:form|input)\b"],
    "faq.publishing.style_rules.repairs:_mark_label": [
        rf"(?<!\w)“?(?P<label>End{repairs._REST})”?(?!\w)"
    ],
    "faq.publishing.style_rules.steps:_final_phrase": [r"\bcannot\ be\ undone\b"],
    "faq.publishing.urls.links:pattern": [links.pattern("questions", ["end-it", "end"]).pattern],
    # Patterns of settings, which operators write.
    "helpcenter.env:items": [],
}
# These stopped the site, or would have.
SLOW = [
    r"<strong>([^<]*?\S)((?:\s*(?:›|&gt;|→)\s*[^<›→]+)+)</strong>",
    r"[\w.]+(?:\.[\w.]+)*@",
    r"!\[([^\]]*)\]\([^)]*\)",
    r"<!--.*?-->",
    r"\s*[›>]\s*",
    r"(?<![\w-])([\w-]+) (?:on |the |a )*(?=[A-Z])",
    r"(a|aa)+b",
    r"(?:\w+\s?)*:",
]
LINEAR = [
    r"<strong>([^<]*)</strong>",
    r"!\[([^\[\]]*+)\]",
    r"(?<!a)a++b",
    rf"(?:{'|'.join(sorted(STEP_VERBS))})\b",
]

PATTERNS = list(find_patterns())


def is_slow(found: Found, size: int = SIZE) -> str:
    """Return an attack for which a pattern takes more time than its length explains, or an empty text."""
    assert found.pattern is not None
    for attack in attacks(found.pattern):
        grown = growth(lambda size: work(found, attack.text(size)), size, FLOOR, LIMIT)  # noqa: B023
        if grown > MAX_GROWTH:
            return repr(attack.text(200))
    return ""


@pytest.mark.parametrize("pattern", SLOW)
def test_checker_finds_slow_patterns(pattern: str) -> None:
    # Longer texts, so that a fast processor needs more than the floor for them.
    assert is_slow(Found("", re.compile(pattern), is_searched=True), 4 * SIZE)


@pytest.mark.parametrize("pattern", LINEAR)
def test_checker_accepts_linear_patterns(pattern: str) -> None:
    assert is_slow(Found("", re.compile(pattern), is_searched=True)) == ""


def test_all_patterns_are_found() -> None:
    named = {found.name for found in PATTERNS}
    assert {
        "faq.text.bold_labels:_BOLD",
        "faq.text.redaction:_EMAIL",
        "helpcenter.logs:_UNSAFE",
    } <= named
    assert {found.name for found in PATTERNS if found.pattern is None} == set(MADE)


@pytest.mark.parametrize("found", PATTERNS, ids=lambda found: found.name)
def test_pattern_takes_time_by_the_length_of_the_text(found: Found) -> None:
    """Check 9: no text makes it go through the same characters again and again."""
    made = [re.compile(each) for each in MADE.get(found.name, [])]
    for pattern in [found.pattern] if found.pattern else made:
        assert is_slow(found._replace(pattern=pattern)) == ""
