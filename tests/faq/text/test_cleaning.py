"""Invisible characters, line breaks and white space."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text.cleaning import normalize_newlines, one_line, remove_invisible

HIDDEN = [
    *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"),
    *("\u200b", "\u200e", "\u200f", "\u061c", "\u2060", "\ufeff", "\u00ad", "\u180e"),
    *("\x00", "\x08", "\x1b", "\x7f", "\x85", "\ud800", "\udfff"),
]


@pytest.mark.parametrize("character", HIDDEN, ids=lambda each: f"{ord(each):04x}")
def test_one_line_removes_hidden_characters(character: str) -> None:
    """Check 10: nothing reorders or hides in a title."""
    # U+0085 counts as white space, so a space may be left of it.
    assert one_line(f"pay{character}pal").replace(" ", "") == "paypal"
    assert remove_invisible(f"pay{character}pal") == "paypal"


def test_one_line_keeps_the_joiners_of_scripts_and_emoji() -> None:
    assert one_line("👩\u200d💻 می\u200cخواهم") == "👩\u200d💻 می\u200cخواهم"


def test_one_line_folds_white_space_and_composes() -> None:
    """Check 11: a title has no line break that could end a header."""
    assert (
        one_line(" a\r\nSet-Cookie: x\t b\u2028c\u00a0 cafe\u0301\n") == "a Set-Cookie: x b c café"
    )


def test_remove_invisible_keeps_line_breaks_and_tabs() -> None:
    assert remove_invisible("a\n\tb\r\n") == "a\n\tb\r\n"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_one_line_of_any_text_is_one_visible_line(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert [char for char in line if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}] == []
    assert one_line(line) == line
    line.encode()


@given(st.lists(st.text("ab ")), st.data())
def test_normalize_newlines_keeps_the_lines(lines: list[str], data: st.DataObject) -> None:
    breaks = [data.draw(st.sampled_from(["\n", "\r\n"])) for _ in lines]
    text = "".join(line + end for line, end in zip(lines, breaks, strict=True))
    assert normalize_newlines(text) == "".join(f"{line}\n" for line in lines)
    assert normalize_newlines("\r".join(lines)) == "\n".join(lines)
