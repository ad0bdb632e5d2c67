"""Sentences of a block, cleaned and with their positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.importing.pages.sentences import Sentence, clean_text, split_block
from faq.text.markdown import plain, render


def split_whole(content: str, *, is_markdown: bool = False) -> tuple[Sentence, ...]:
    return split_block(content, [(0, 0)], 0, len(content), is_markdown=is_markdown)


def sentences(content: str, *, is_markdown: bool = False) -> list[str]:
    return [sentence.text for sentence in split_whole(content, is_markdown=is_markdown)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("One. Two! Three? four.", ["One.", "Two!", "Three? four."]),
        ("He said “stop.” Then he went.", ["He said “stop.”", "Then he went."]),
        (
            "See e.g. Berths. Mr. Bean and J. Doe agree.",
            ["See e.g. Berths.", "Mr. Bean and J. Doe agree."],
        ),
        ("Click the (…) Menu here.", ["Click the (…) Menu here."]),
        ("Click it in the (…) … You can go.", ["Click it in the (…)", "You can go."]),
        ("It costs 3.50 today. 4 tomorrow.", ["It costs 3.50 today.", "4 tomorrow."]),
        ("Go to A › B › Click the C link.", ["Go to A › B", "Click the C link."]),
        ("Так можно. Это всё.", ["Так можно.", "Это всё."]),
    ],
)
def test_split_block(content: str, expected: list[str]) -> None:
    assert sentences(content) == expected


def test_split_block_keeps_marks_together() -> None:
    content = "Press **Go. Now** and see [one. Two](/x). Then *stop*. Done."
    assert sentences(content, is_markdown=True) == [
        "Press **Go. Now** and see [one. Two](/x).",
        "Then *stop*.",
        "Done.",
    ]


def test_split_block_notes_omissions_and_menu_paths() -> None:
    said = [
        (p.text, p.breaks_off, p.runs_on) for p in split_whole("Pay. … Go to A • Click Be. Well …")
    ]
    assert said == [
        ("Pay.", True, False),
        ("Go to A", False, True),
        ("Click Be.", False, False),
        ("Well", True, False),
    ]


@given(st.text(" .!?…ABab(*\n\\", max_size=80), st.booleans())
def test_spans_follow_one_another(content: str, is_markdown: bool) -> None:
    found = split_whole(content, is_markdown=is_markdown)
    assert (found[0].start, found[-1].end) == (0, len(content))
    assert [sentence.end for sentence in found[:-1]] == [sentence.start for sentence in found[1:]]


def test_very_long_sentence_is_cut_between_words() -> None:
    content = "word " * 1000
    assert " ".join(sentences(content)) == content.strip()
    assert max(map(len, sentences(content))) <= 1500


@pytest.mark.parametrize(
    ("mess", "expected"),
    [
        (r"my\_name \* IT\'S", "my_name * IT'S"),
        (r"by “\flagging.”", "by “flagging.”"),
        (r"C:\temp\new and \\server\share", r"C:\temp\new and \\server\share"),
        ("a&nbsp;b &amp; c\u00a0d", "a b & c d"),
        ("in\u200bvisible \u202ecode", "invisible code"),
        ("AT&T; R&D", "AT&T; R&D"),
    ],
)
def test_clean_text(mess: str, expected: str) -> None:
    assert clean_text(mess) == expected


@pytest.mark.parametrize(
    "text", ["1. a", "# b", "*c*", "_d_", "<i>e", "[f](g)", "> h", "`i`", "- j"]
)
def test_plain_text_is_escaped_as_markdown(text: str) -> None:
    assert plain(render(Sentence(text, 0, 9).markdown)) == text
