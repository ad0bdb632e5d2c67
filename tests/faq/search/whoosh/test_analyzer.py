"""The index is fed the very words that are looked up in it."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from faq.search.query.parser import parse
from faq.search.whoosh.analyzer import WordAnalyzer
from faq.text.cleaning import one_line


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
