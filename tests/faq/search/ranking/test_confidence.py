"""How sure search is: by the arithmetic, and by what a reader asks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search import search
from faq.search.index import snapshot
from faq.search.index.snapshot import Snapshot
from faq.search.index_engine import IndexEngine
from faq.search.query.parser import parse
from faq.search.ranking.confidence import MIN_CONFIDENCE, confidence
from faq.search.ranking.weights import idf
from tests.factories import NOW
from tests.faq.search.indexes import make_index

scores = st.floats(0.01, 100)
weights = st.lists(st.floats(0.01, 10), min_size=1, max_size=16)


def test_confidence_is_the_formula() -> None:
    asked = math.sqrt(idf(1, 40) * (2.5 + 1.5))
    assert confidence(3.0, [2.5, 1.5], 40) == pytest.approx(3 / (3 + asked))
    assert confidence(asked, [2.5, 1.5], 40) == pytest.approx(0.5)


@pytest.mark.parametrize("score", [0.0, -1.0])
def test_confidence_is_none_where_nothing_is_found(score: float) -> None:
    assert confidence(score, [], 0) == confidence(score, [1.0], 9) == 0


@given(score=scores, weights=weights, documents=st.integers(1, 10**6))
def test_confidence_is_a_share_that_grows_with_the_score_and_falls_with_what_is_asked(
    score: float, weights: list[float], documents: int
) -> None:
    sure = confidence(score, weights, documents)
    assert 0 < sure < 1
    assert confidence(score * 1.1, weights, documents) > sure
    assert confidence(score, [*weights, 1.0], documents) < sure


def sure(index: Snapshot, text: str) -> bool:
    return IndexEngine(index).search(parse(text)).is_confident


@pytest.mark.usefixtures("index_folder")
@pytest.mark.parametrize("count", [1, 3, 30, 300])
def test_word_of_a_title_is_answered_in_collections_of_any_size(count: int) -> None:
    fillers = [{"title": f"Walrus number x{number}"} for number in range(count - 1)]
    index = snapshot.read(make_index([[{"title": "Escrow refund"}, *fillers]]))
    assert sure(index, "escrow refund")
    assert sure(index, "refund")
    assert not sure(index, "refund quagga xylem okapi zebu kudu nyala eland oryx")


@pytest.mark.usefixtures("index_folder")
def test_title_with_all_words_is_answered_however_common_they_are() -> None:
    """They are in every document, so that they are worth next to nothing."""
    index = snapshot.read(
        make_index(
            [[{"title": f"The fee for x{number}", "text": "It is due."} for number in range(30)]]
        )
    )
    assert sure(index, "fee for the")
    assert not sure(index, "fee is due")
    assert not sure(index, "for the")


@pytest.mark.usefixtures("sample")
def test_page_says_that_nothing_matches_well() -> None:
    assert search("escrow refund", now=NOW).is_confident
    near = search("weather forecast for tomorrow", now=NOW)
    assert near.hits
    assert not near.is_confident


def test_line_is_where_as_much_is_found_as_was_asked() -> None:
    assert MIN_CONFIDENCE == 0.5
