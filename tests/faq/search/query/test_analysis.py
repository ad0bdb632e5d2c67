"""Stems, and the words of a text and of its sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.query.analysis import fold_sentences, fold_words, stem


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("contracts", "contract"),
        ("ending", "end"),
        ("2fa", "2fa"),
        ("c++", "c++"),
        ("cafés", "cafés"),
        ("x" * 100, "x" * 64),
        ("", ""),
    ],
)
def test_stem_takes_off_english_endings_only(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


@given(st.text(max_size=150) | st.text("aé1 .!?\n'-", max_size=40))
def test_sentences_have_the_words_of_the_text_and_none_is_empty(text: str) -> None:
    sentences = fold_sentences(text)
    assert [word for words in sentences for word in words] == fold_words(text)
    assert [] not in sentences


def test_sentences_end_at_full_stops_and_lines_but_not_within_words() -> None:
    assert fold_sentences("Why? Pay 3.50 a month. Now!\nNo ...\n\n See example.com") == [
        ["why"],
        ["pay", "350", "3", "50", "a", "month"],
        ["now"],
        ["no"],
        ["see", "examplecom", "example", "com"],
    ]
