"""Retrieval adds up what can reach the page, and leaves out the same as if it added up everything."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.search.arrays import Floats, Ints
from faq.search.index import loading
from faq.search.index.snapshot import Snapshot
from faq.search.index_engine import IndexEngine
from faq.search.query.parser import parse
from faq.search.ranking import retrieval
from faq.search.ranking.retrieval import Term, best_of, retrieve
from faq.search.ranking.weights import TAIL_SHARE
from tests.faq.search.indexes import Texts, batches, in_folder, make_index, queries

SIZE = 40
may_skip = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def terms(draw: st.DrawFn) -> list[Term]:
    """Terms of very different impacts, of which some stand in most documents."""
    made = []
    for _ in range(draw(st.integers(1, 6))):
        docs = sorted(draw(st.sets(st.integers(0, SIZE - 1))))
        impacts = np.array(
            draw(st.lists(st.floats(0.125, 8, width=32), min_size=len(docs), max_size=len(docs))),
            dtype=np.float32,
        )
        numbers = np.array(docs, dtype=np.int32)
        dense = None
        if draw(st.booleans()):
            dense = np.zeros(SIZE, np.float32)
            dense[numbers] = impacts
        made.append(Term(draw(st.sampled_from([0.01, 0.5, 4.0])), numbers, impacts, dense))
    return made


@pytest.fixture
def skips_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small indexes skip as large ones do."""
    monkeypatch.setattr(retrieval, "CANDIDATES", 3)
    monkeypatch.setattr(retrieval, "_FEW", 1.0)


@may_skip
@pytest.mark.usefixtures("skips_early")
@given(terms=terms(), chosen=st.lists(st.booleans(), min_size=SIZE, max_size=SIZE))
def test_retrieve_finds_what_adding_up_everything_finds(
    terms: list[Term], chosen: list[bool]
) -> None:
    docs, scores = retrieve(SIZE, terms, np.array(chosen))
    sums = np.zeros(SIZE)
    for term in terms:
        sums[term.docs] += term.weight * term.impacts
    sums[~np.array(chosen)] = 0
    tail = TAIL_SHARE * sums.max()
    least = tail if np.count_nonzero(sums >= tail) >= 3 and tail else 1e-9
    # Where rounding decides, either is right.
    clear = np.abs(sums - least) > 1e-4 * least
    expected = np.flatnonzero((sums >= least) & clear)
    assert docs[clear[docs]].tolist() == expected.tolist()
    assert scores == pytest.approx(sums[docs], rel=1e-4)


@in_folder
@pytest.mark.usefixtures("skips_early")
@may_skip
@given(batches=batches, text=queries)
def test_search_that_skips_answers_as_one_that_does_not(
    batches: list[list[Texts]], text: str
) -> None:
    index = loading.read(make_index(batches))
    skipping = IndexEngine(index).search(parse(text), page_size=4)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(retrieval, "_FEW", -1.0)
        assert IndexEngine(index).search(parse(text), page_size=4) == skipping


def test_common_word_is_only_looked_up_once_it_cannot_lift_anything() -> None:
    size = 10_000
    rare = np.arange(0, size, 200, dtype=np.int32)
    terms = [
        Term(1.0, np.arange(size, dtype=np.int32), np.full(size, 0.1, np.float32)),
        Term(1.0, rare, np.full(len(rare), 5, np.float32)),
    ]
    looked_up: list[Ints | None] = []

    def add(term: Term, scores: Floats, few: Ints | None) -> None:
        looked_up.append(few)
        plainly(term, scores, few)

    plainly = retrieval._add
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(retrieval, "_add", add)
        docs, scores = retrieve(size, terms, np.ones(size, np.bool_))
    assert docs.tolist() == rare.tolist()
    assert scores == pytest.approx(5.1)
    first, second = looked_up
    assert first is None
    assert second is not None
    assert second.tolist() == rare.tolist()


@pytest.mark.usefixtures("index_folder")
def test_best_of_breaks_ties_by_age() -> None:
    index: Snapshot = loading.read(make_index([[{"title": "a"}] * 6]))
    scores = np.array([1, 3, 2, 3, 3, 0.5], dtype=np.float32)
    assert best_of(np.arange(6), scores, 2, index).tolist() == [1, 3]
    assert best_of(np.arange(6), scores, 9, index).tolist() == [1, 3, 4, 2, 0, 5]
