"""Contact addresses with the context of the reader, which no text can break out of."""

from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.contact_links import MAX_CHARACTERS, add_context

FORM = "https://example.com/contact"
MAIL = "mailto:help@example.com"


def written(address: str) -> dict[str, str]:
    """What a mail program makes of a mailto address: a plus sign stays one."""
    query = urlsplit(address).query
    return {unquote(name): unquote(value) for name, _, value in map(_parted, query.split("&"))}


def _parted(pair: str) -> tuple[str, str, str]:
    return pair.partition("=")


def test_web_address_gets_parameters_only() -> None:
    address = add_context(
        FORM, {"question": "end-contract", "step": "3", "q": "a & b"}, subject="S", lines=["L"]
    )
    assert address == f"{FORM}?question=end-contract&step=3&q=a%20%26%20b"


def test_web_address_keeps_its_own_query() -> None:
    address = add_context(f"{FORM}?form=a+b&x=%2F#top", {"q": "refund"}, subject="", lines=[])
    assert address == f"{FORM}?form=a+b&x=%2F&q=refund#top"


def test_mailto_gets_a_subject_and_lines_below_empty_ones() -> None:
    address = add_context(MAIL, {"q": "x"}, subject="End? + 1", lines=["One line", "Step 3: Go"])
    assert address.startswith(f"{MAIL}?subject=End%3F%20%2B%201&body=")
    assert written(address) == {
        "subject": "End? + 1",
        "body": "\r\n\r\n-- \r\nOne line\r\nStep 3: Go",
    }


def test_mailto_keeps_its_own_subject_receivers_and_body() -> None:
    own = f"{MAIL}?Subject=Help+desk&cc=a%2Bb@example.com&body=Hello"
    assert written(add_context(own, {}, subject="Ours", lines=["Line"])) == {
        "subject": "Help+desk",
        "cc": "a+b@example.com",
        "body": "Hello\r\n\r\n\r\n-- \r\nLine",
    }


@pytest.mark.parametrize("address", ["", FORM, MAIL, f"{FORM}?a=1#b", f"{MAIL}?subject=Hi"])
def test_address_without_context_is_unchanged(address: str) -> None:
    assert add_context(address, {"q": ""}, subject="", lines=[]) == address


def test_empty_address_stays_empty() -> None:
    assert add_context("", {"q": "refund"}, subject="refund", lines=["refund"]) == ""


def test_long_values_are_cut() -> None:
    long = "word " * 1000
    web = parse_qs(urlsplit(add_context(FORM, {"q": long}, subject="", lines=[])).query)["q"][0]
    letter = written(add_context(MAIL, {}, subject=long, lines=[long]))
    assert {len(web), len(letter["subject"])} == {MAX_CHARACTERS}
    assert (web[:10], web[-1]) == ("word word ", "…")
    assert letter["body"] == f"\r\n\r\n-- \r\n{web}"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_stays_in_its_parameter(words: str, title: str) -> None:
    """Check 11: no text adds a header, a parameter, a receiver or a line of its own."""
    parts = urlsplit(add_context(f"{FORM}?own=1#end", {"q": words}, subject="", lines=[]))
    assert (parts.netloc, parts.path, parts.fragment) == ("example.com", "/contact", "end")
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    assert names == ["own", *(["q"] if words else [])]
    letter = add_context(MAIL, {}, subject=title, lines=[title, words])
    assert letter.isascii()
    assert letter.partition("?")[0] == MAIL
    assert list(written(letter)) == ["subject", "body"]
    assert written(letter)["body"].count("\r\n") == 4
    assert len(written(letter)["body"].splitlines()) <= 5
