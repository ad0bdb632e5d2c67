"""Words side by side and titles typed as they stand, compared with what the texts say."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import loading
from faq.search.index.snapshot import Snapshot
from faq.search.index_engine import IndexEngine
from faq.search.query.analysis import fold_words, stem
from faq.search.query.parser import parse
from faq.search.ranking.proximity import word_order
from faq.search.ranking.weights import EXACT_BONUS, FIELDS, PAIR_WEIGHT, SATURATION, idf
from tests.faq.search.indexes import WORDS, Texts, make_index

pytestmark = pytest.mark.usefixtures("index_folder")

# Three words only, so that they often meet.
crowded = st.lists(st.sampled_from(["fee", "fees", "refund", "the"]), max_size=6).map(" ".join)
documents = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, crowded)), min_size=1, max_size=6
)
queries = st.lists(st.sampled_from(["fee", "refund", "the", "other"]), min_size=1, max_size=5)


def stems_of(text: str) -> list[str]:
    return [stem(word) for word in fold_words(text)]


def naive_word_order(documents: list[Texts], stems: list[str], doc: int) -> float:
    """What the texts themselves say of one document."""
    held = [{name: stems_of(each.get(name, "")) for name in FIELDS} for each in documents]

    def idf_of(name: str) -> float:
        holding = sum(any(name in words for words in each.values()) for each in held)
        return idf(holding, len(held))

    pairs = {frozenset(pair) for pair in pairwise(stems) if len(set(pair)) == 2}
    worth = 0.0
    for name, (weight, b) in FIELDS.items():
        lengths = [len(each[name]) for each in held]
        average = max(sum(lengths) / max(sum(length > 0 for length in lengths), 1), 1)
        counts = Counter(frozenset(pair) for pair in pairwise(held[doc][name]))
        for pair in pairs & counts.keys():
            held_against = SATURATION * (1 - b + b * lengths[doc] / average)
            times = counts[pair]
            rare = min(sum(map(idf_of, pair)), idf(0, len(held)))
            worth += rare * weight * times * (SATURATION + 1) / (times + held_against)
    return PAIR_WEIGHT * worth + EXACT_BONUS * (held[doc]["title"] == stems)


def scores(index: Snapshot, text: str, *docs: int) -> list[float]:
    return word_order(index, stems_of(text), np.array(docs, dtype=np.int32)).tolist()


@given(documents=documents, query=queries, cut=st.integers(0, 6))
def test_word_order_counts_pairs_within_a_field_in_either_order(
    documents: list[Texts], query: list[str], cut: int
) -> None:
    """Never across fields, documents or segments, and whatever documents are looked at."""
    stems = [stem(word) for word in query]
    index = loading.read(make_index(filter(None, (documents[:cut], documents[cut:]))))
    expected = [naive_word_order(documents, stems, doc) for doc in range(len(documents))]
    for step in (1, -1, 2):
        docs = np.arange(len(documents), dtype=np.int32)[::step]
        found = word_order(index, stems, docs)
        assert found.tolist() == pytest.approx(expected[::step], rel=1e-4)


def test_word_order_does_not_see_pairs_across_fields_or_documents() -> None:
    """The last word of one and the first of the next stand side by side in memory only."""
    index = loading.read(
        make_index(
            [
                [
                    {"title": "one escrow", "phrasings": "refund two"},
                    {"title": "refund", "topic_title": "escrow"},
                    {"title": "refund"},
                    {"text": "so escrow refund it is"},
                    {"text": "so refund escrow it is"},
                    {"text": "so refund of escrow it is"},
                ]
            ]
        )
    )
    found = scores(index, "escrow refund", *range(6))
    assert found[:3] == [0, 0, 0]
    assert found[3] == found[4] > 0
    assert found[5] == 0


def test_word_order_of_nothing_is_nothing() -> None:
    index = loading.read(make_index([[{"title": "fee"}, {}]]))
    assert scores(index, "fee refund") == []
    assert scores(index, "fee refund", 0, 1) == [0, 0]
    assert scores(index, "fee fee", 0, 1) == [0, 0]


def test_word_order_knows_a_title_in_any_form_but_not_in_part() -> None:
    index = loading.read(
        make_index(
            [
                [
                    {"title": "Ending a contract", "text": "end a contract"},
                    {"title": "end a contract early"},
                    {"title": "a contract"},
                    {"title": "contract a end"},
                    {"phrasings": "end a contract"},
                ]
            ]
        )
    )
    found = scores(index, "end a contract", *range(5))
    assert [score > EXACT_BONUS for score in found] == [True, False, False, False, False]
    assert scores(index, "contract", *range(5)) == [0, 0, 0, 0, 0]


@given(
    titles=st.lists(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
        min_size=2,
        max_size=6,
        unique_by=lambda title: tuple(stems_of(title)),
    )
)
def test_title_typed_as_it_stands_comes_first(titles: list[str]) -> None:
    """Whatever else repeats its words."""
    echo = " ".join(titles * 3)
    rest: list[Texts] = [{"title": f"{title} more", "phrasings": echo} for title in titles]
    index = loading.read(make_index([[{"title": title} for title in titles], rest]))
    first = [IndexEngine(index).search(parse(title)).pks[0] for title in titles]
    assert first == list(range(1, len(titles) + 1))
