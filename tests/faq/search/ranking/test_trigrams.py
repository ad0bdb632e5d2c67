"""Trigrams score documents by the stems that they have."""

import numpy as np
import pytest

from faq.search.index import loading
from faq.search.index.segment import trigrams
from faq.search.ranking.positions import Positions
from faq.search.ranking.trigrams import trigram_scores
from faq.search.ranking.weights import TRIGRAM_WEIGHT
from tests.faq.search.indexes import Texts, make_index

pytestmark = pytest.mark.usefixtures("index_folder")


def scores(documents: list[Texts], word: str) -> tuple[list[float], list[float]]:
    """What trigram_scores() gives each document, and what the exact impacts would give."""
    index = loading.read(make_index([documents]))
    docs = np.arange(index.size, dtype=np.int32)[::-1]
    weights = dict.fromkeys(trigrams(word), 1.0)
    found = trigram_scores(index, weights, Positions(index, docs, []))[::-1].tolist()
    exact = np.zeros(index.size)
    for trigram in weights:
        holders, impacts = index.trigram_impacts(trigram)
        exact[holders] += TRIGRAM_WEIGHT * impacts
    return found, exact.tolist()


def test_trigram_scores_are_the_impacts_where_every_word_is_its_own_stem() -> None:
    documents = [
        {"text": "context hypertext walrus"},
        {"title": "text walrus"},
        *[{"title": f"filler {number}"} for number in range(200)],
        {"text": "xylophone"},
    ]
    found, exact = scores(documents, "hypertextual")
    # The documents with a trigram are estimated.
    assert found == pytest.approx(exact, rel=0.1)
    assert found[0] > found[1] > 0 == found[-1]


def test_trigrams_of_one_form_of_a_word_count_by_its_share() -> None:
    """Of four occurrences of the stem, one is “opening”."""
    fillers: list[Texts] = [{"title": f"walrus x{number}"} for number in range(30)]
    documents: list[Texts] = [{"title": "open"}, {"title": "open"}, {"title": "open"}]
    rare, _ = scores([*documents, {"title": "opening"}, *fillers], "nings")
    often, _ = scores([{"title": "opening"}, {"title": "opening"}, *fillers], "nings")
    assert 0 < rare[0] == rare[3] < often[0]


def test_trigram_that_most_documents_have_adds_nothing() -> None:
    found, _ = scores([{"title": "fee"}, {"title": "feet"}, {"title": "toe"}], "fee")
    assert found[2] == 0
    assert scores([{"title": "fee"}], "fee")[0] == [0]
