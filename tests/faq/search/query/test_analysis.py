"""Stems, and that the index is fed the very words that are looked up in it."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.query.analysis import WordAnalyzer, fold_sentences, fold_words, stem
from faq.search.query.parser import parse
from faq.text.cleaning import one_line


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


@given(st.text(max_size=150).map(one_line))
def test_analyzer_gives_the_index_what_a_search_for_the_same_text_looks_up(text: str) -> None:
    stored = [token.text for token in WordAnalyzer()(text)]
    looked_up = parse(text).words
    assert tuple(stored[: len(looked_up)]) == looked_up


def test_analyzer_says_where_each_word_stands() -> None:
    tokens = WordAnalyzer()("My Wi-Fi", positions=True)
    assert [(t.text, t.pos) for t in tokens] == [
        ("my", 0),
        ("wifi", 1),
        ("wi", 2),
        ("fi", 3),
    ]


def test_analyzer_is_kept_with_an_index_and_read_back_equal() -> None:
    analyzer = WordAnalyzer()
    assert pickle.loads(pickle.dumps(analyzer)) == analyzer
    assert hash(pickle.loads(pickle.dumps(analyzer))) == hash(analyzer)
    assert analyzer != object()
