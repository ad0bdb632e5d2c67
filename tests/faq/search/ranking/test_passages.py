"""The sentence nearest to a query, compared with what the texts say."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import loading
from faq.search.index.document import stem_number
from faq.search.index.snapshot import Snapshot
from faq.search.index_engine import IndexEngine
from faq.search.query.analysis import fold_sentences, stem
from faq.search.query.parser import parse
from faq.search.ranking.passages import nearest_sentence, title_has_all
from faq.search.ranking.positions import Positions
from faq.search.ranking.weights import FIELDS
from tests.faq.search.indexes import Texts, make_index

pytestmark = pytest.mark.usefixtures("index_folder")

crowded = st.lists(st.sampled_from(["fee", "fees", "refund", "the. ", "why? "]), max_size=8).map(
    " ".join
)
documents = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, crowded)), min_size=1, max_size=6
)
weights = st.dictionaries(
    st.sampled_from(["fee", "refund", "the", "other"]), st.floats(0.1, 3), min_size=1
)


def near(index: Snapshot, weights: dict[str, float], docs: list[int]) -> list[float]:
    found = Positions(index, np.array(docs, dtype=np.int32), list(weights))
    return nearest_sentence(index, weights, found).tolist()


def naive_nearest(index: Snapshot, text: Texts, weights: dict[str, float]) -> float:
    """What the texts themselves say of one document."""
    idfs = dict(zip(*(part.tolist() for part in index.idfs), strict=True))
    whole = sum(weights.values())
    best, value = 0.0, 0.0
    for name in FIELDS:
        for words in fold_sentences(text.get(name, "")):
            stems = [stem(word) for word in words]
            shared = sum(weights[each] for each in set(stems) & weights.keys())
            others = len(stems) - len(set(stems) & weights.keys())
            if shared and shared / (whole + others) > best:
                best = shared / (whole + others)
                size = sum(idfs[stem_number(each)] for each in stems)
                value = shared / whole * shared / math.sqrt(whole * max(size, shared))
    return value


@given(documents=documents, weights=weights)
def test_nearest_sentence_is_what_the_texts_say(
    documents: list[Texts], weights: dict[str, float]
) -> None:
    """Over two segments, for documents in any order."""
    index = loading.read(
        make_index([documents[:2], documents[2:]] if documents[2:] else [documents])
    )
    docs = list(reversed(range(len(documents))))
    expected = [naive_nearest(index, documents[doc], weights) for doc in docs]
    found = near(index, weights, docs)
    assert found == pytest.approx(expected, abs=1e-5)
    assert [value for value in found if not 0 <= value <= 1 + 1e-6] == []


def test_nearest_sentence_is_all_of_the_query_and_nothing_else() -> None:
    index = loading.read(
        make_index([[{"text": "Escrow fee. And more"}, {"text": "Escrow. Fee"}, {"text": "More"}]])
    )
    both = {name: index.idf_of(name) for name in ("escrow", "fee")}
    whole, half, none = near(index, both, [0, 1, 2])
    assert whole == pytest.approx(1)
    assert 0 < half < whole
    assert none == 0


def test_title_has_all_looks_at_title_and_phrasings_of_one_document() -> None:
    index = loading.read(
        make_index(
            [[{"title": "Fees", "phrasings": "cost of it", "text": "escrow"}, {"title": "escrow"}]]
        )
    )
    docs = np.array([0, 1], dtype=np.int32)
    queries = (["cost", "fee"], ["fee", "escrow"], ["fee", "other"])
    each = [Positions(index, docs, stems) for stems in queries]
    assert [title_has_all(positions, 0) for positions in each] == [True, False, False]
    assert not title_has_all(each[1], 1)
    assert title_has_all(Positions(index, docs, ["escrow"]), 1)


def test_sentence_that_says_it_all_is_found_before_the_same_words_far_apart() -> None:
    """The words stand as often in both, and in texts as long."""
    filler = "one two three four five six"
    index = loading.read(
        make_index(
            [
                [
                    {"text": f"The fee {filler}. Some {filler}. Cash is on escrow {filler}."},
                    {"text": f"The cash {filler}. Some {filler}. Escrow is on fee {filler}."},
                    {"text": f"Seven {filler}."},
                ]
            ]
        )
    )
    assert IndexEngine(index).search(parse("cash escrow")).pks[0] == 1
    assert IndexEngine(index).search(parse("fee escrow")).pks[0] == 2
