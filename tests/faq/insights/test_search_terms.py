"""What of a search is counted: its words in one spelling, and nothing that tells who searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.insights.search_terms import MAX_CHARACTERS, MAX_WORDS, term
from faq.text.cleaning import one_line
from faq.text.redaction import redact


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("  Refund\t of\u200b ESCROW?! ", "refund of escrow"),
        ("“escrow refund”", "escrow refund"),
        ("How do I end a contract?", "how do i end a contract"),
        ("wi-fi, don't & c++", "wi-fi don't c++"),
        ("ＲＥＦＵＮＤ", "refund"),
        ("Straße café CAFE\u0301", "strasse café café"),
        ("24/7 help", "24/7 help"),
        ("<b>refund</b>", "b refund b"),
        ("返金", "返金"),
        ("?!", ""),
        ("", ""),
        ("\ud800", ""),
    ],
)
def test_words_are_counted_in_one_spelling(typed: str, counted: str) -> None:
    assert term(typed) == counted


@pytest.mark.parametrize(
    "typed",
    [
        "refund for ines@example.com",
        "INES (at) example (dot) com",
        "call +49 30 1234567",
        "card 4111 1111 1111 1111",
        "４１１１１１１１１１１１１１１１",
        "transaction 123456789",
        "key sk_live_4eC39HqLyjWDarjtT1zdp7dc",
    ],
)
def test_search_with_something_personal_is_not_counted_at_all(typed: str) -> None:
    """Check 60: not even its other words."""
    assert term(typed) == ""


@pytest.mark.parametrize("typed", ["word " * (MAX_WORDS + 1), "x" * (MAX_CHARACTERS + 1)])
def test_long_search_is_not_counted(typed: str) -> None:
    assert term(typed) == ""
    assert term(typed[: MAX_CHARACTERS // 2]) != ""


@given(st.text(max_size=100) | st.from_regex(r"[\w@.+ -]{0,40}"))
def test_term_is_one_short_harmless_line_and_its_own_term(typed: str) -> None:
    counted = term(typed)
    assert len(counted) <= MAX_CHARACTERS
    assert counted == one_line(counted)
    assert redact(counted) == counted
    assert term(counted) == counted


@given(
    st.text(alphabet="abc .", max_size=10),
    st.integers(1_000_000, 10**18) | st.emails(),
    st.text(alphabet="abc ,", max_size=10),
)
def test_no_number_or_address_is_ever_counted(before: str, secret: object, after: str) -> None:
    """Check 60."""
    assert term(f"{before} {secret} {after}") == ""
