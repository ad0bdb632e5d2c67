"""The ids of headings."""

import re

from hypothesis import given
from hypothesis import strategies as st

from faq.text.headings import with_ids
from faq.text.markdown import render
from tests.xss import PAYLOADS


def test_heading_ids_are_made_of_their_words() -> None:
    body, headings = with_ids(render("## Before **you** begin\n\nText\n\n### Änderungen & more"))
    assert headings == [
        ("part-before-you-begin", "Before you begin"),
        ("part-änderungen-more", "Änderungen & more"),
    ]
    assert body == (
        '<h2 id="part-before-you-begin">Before <strong>you</strong> begin</h2>\n<p>Text</p>\n'
        '<h3 id="part-änderungen-more">Änderungen &amp; more</h3>'
    )


@given(st.lists(st.sampled_from(["Wait", "wait!", "Wait 2", "?", "-", "Wait--2"]), max_size=9))
def test_heading_ids_are_different(titles: list[str]) -> None:
    body, headings = with_ids(render("\n\n".join(f"## {title}" for title in titles)))
    anchors = [heading.anchor for heading in headings]
    assert len(set(anchors)) == len(anchors)
    assert re.findall(r'id="([^"]*)"', body) == anchors


def test_text_without_headings_stays_as_it_is() -> None:
    rendered = render("Text `<h2>a</h2>` and\n\n    <h3>code</h3>")
    assert with_ids(rendered) == (rendered, [])


def test_no_payload_ends_the_id_of_a_heading() -> None:
    """Check 1: an id is letters, digits, _ and hyphens."""
    for payload in PAYLOADS:
        rendered = render(f"## {payload}")
        body, headings = with_ids(rendered)
        assert re.sub(r' id="part-[\w-]*"', "", body) == rendered
        assert all(re.fullmatch(r"part-[\w-]*", heading.anchor) for heading in headings)
