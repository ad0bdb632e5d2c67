"""Marks and snippets: data about text, whatever the text is."""

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from faq.search.highlight import SNIPPET_LENGTH, found_terms, highlight, snippet
from faq.search.query.analysis import stem
from faq.search.types import Highlighted
from faq.templatetags.faq_format import marked as as_html
from faq.text.words import find_words

WORDS = [
    "escrow",
    "refunds",
    "wi-fi",
    "c++",
    "don’t",
    "<b>",
    "&amp;",
    "é",
    "日本",
    "24/7",
    "x" * 70,
]
TEXT = st.text(max_size=400) | st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)
TERMS = st.sets(st.sampled_from(["escrow", "refund", "wifi", "fi", "c++", "b", "日本", "7", "amp"]))

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</mark><script>alert(1)</script><mark>",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ alert }}{% debug %}",
    "<mark>alert</mark>",
]


def marked_pieces(marked: Highlighted) -> list[str]:
    return [text for text, is_marked in marked.pieces() if is_marked]


@pytest.mark.parametrize(
    ("text", "terms", "pieces"),
    [
        ("How do I end a contract?", {"end", "contract"}, ["end", "contract"]),
        ("Ending contracts", {"end", "contract"}, ["Ending", "contracts"]),
        ("The Wi-Fi", {"wifi"}, ["Wi-Fi"]),
        ("The Wi-Fi", {"fi"}, ["Fi"]),
        ("The Wi-Fi", {"wifi", "wi", "fi"}, ["Wi-Fi"]),
        ("The client’s fee", {"client"}, ["client’s"]),
        ("Crème brûlée", {"creme"}, ["Crème"]),
        ("fee fee", {"fee"}, ["fee", "fee"]),
        ("coffee", {"fee"}, []),
        ("", {"fee"}, []),
        ("fee", set(), []),
    ],
)
def test_mark_marks_whole_words_by_their_stem(
    text: str, terms: set[str], pieces: list[str]
) -> None:
    marked = highlight(text, terms)
    assert marked.text == text
    assert marked_pieces(marked) == pieces


@given(TEXT, TERMS)
def test_marks_lie_within_the_text_in_order_and_hold_what_was_looked_for(
    text: str, terms: set[str]
) -> None:
    marked = highlight(text, terms)
    places = [place for pair in marked.marks for place in pair]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in marked.marks)
    assert "".join(piece for piece, _ in marked.pieces()) == text
    for piece in marked_pieces(marked):
        assert {stem(word.text) for word in find_words(piece)} & terms
    assert bool(marked.marks) == bool(found_terms(text, terms))


@given(TEXT, TERMS)
def test_snippet_is_a_bounded_piece_of_the_text_with_right_marks(
    text: str, terms: set[str]
) -> None:
    whole = " ".join(text.split())
    cut = snippet(text, terms)
    core = cut.text.removeprefix("… ").removesuffix(" …")
    assert cut.text == whole or core in whole
    assert len(cut.text) <= max(SNIPPET_LENGTH + len("…  …"), min(len(whole), SNIPPET_LENGTH))
    places = [place for pair in cut.marks for place in pair]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(cut.text) for start, end in cut.marks)
    assert set(marked_pieces(cut)) <= set(marked_pieces(highlight(whole, terms)))


@given(TEXT, TERMS)
def test_snippet_shows_the_first_mark(text: str, terms: set[str]) -> None:
    first = marked_pieces(highlight(" ".join(text.split()), terms))[:1]
    assert marked_pieces(snippet(text, terms))[:1] == first


def test_snippet_leaves_short_text_as_it_is() -> None:
    assert snippet("  The  fee \n is due. ", {"fee"}) == Highlighted("The fee is due.", ((4, 7),))


def test_snippet_without_a_mark_is_the_beginning() -> None:
    text = "word " * 100
    assert snippet(text, {"walrus"}) == Highlighted(("word " * 36).strip() + " …")


def test_snippet_starts_at_a_word_somewhat_before_the_mark_and_ends_with_the_text() -> None:
    text = "word " * 100 + "walrus"
    cut = snippet(text, {"walrus"})
    assert cut.text.startswith("… word ")
    assert cut.text.endswith(" word walrus")
    assert marked_pieces(cut) == ["walrus"]


def test_snippet_shows_the_mark_after_a_text_without_spaces() -> None:
    cut = snippet("x" * 500 + " walrus " + "y" * 500, {"walrus"})
    assert marked_pieces(cut) == ["walrus"]
    assert len(cut.text) <= SNIPPET_LENGTH + 4


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("terms", [set(), {"alert", "script", "img", "svg", "mark", "lt", "amp"}])
def test_marked_text_stays_text_when_it_becomes_html(payload: str, terms: set[str]) -> None:
    """Check 1, 4: everything is escaped before <mark> goes around it."""
    html = as_html(snippet(payload, terms))
    without_marks = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in without_marks
    assert '"' not in without_marks
    assert html.count("<mark>") == html.count("</mark>") == len(highlight(payload, terms).marks)
    assert strip_tags(html) == without_marks


@given(TEXT, TERMS)
def test_pieces_as_html_hold_no_element_but_marks(text: str, terms: set[str]) -> None:
    html = as_html(highlight(text, terms))
    assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
