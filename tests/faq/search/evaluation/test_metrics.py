"""faq.search.evaluation.metrics: measures against values worked out by hand, and a set from end to end."""

import math
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.evaluation.metrics import (
    Answer,
    Scores,
    evaluate,
    mean,
    ndcg,
    percentile,
    recall,
    reciprocal_rank,
    sample_evenly,
    score,
)
from faq.search.evaluation.sets import EvaluationSet, Query
from faq.search.evaluation.temporary_index import PlainQuestion

DOCUMENTS = [f"d{number}" for number in range(30)]
rankings = st.permutations(DOCUMENTS).flatmap(
    lambda order: st.integers(0, len(order)).map(lambda length: order[:length])
)
judged = st.dictionaries(
    st.sampled_from(DOCUMENTS), st.integers(1, 3).map(float), min_size=1, max_size=15
)
times = st.lists(st.floats(0, 1000), min_size=1)


@pytest.mark.parametrize(
    ("ranked", "grades", "expected"),
    [
        (["a"], {"a": 3}, 1),
        (["x", "a"], {"a": 3}, 1 / math.log2(3)),
        # 1 + 3 / log2 3 of the best possible 3 + 1 / log2 3.
        (["b", "a"], {"a": 3, "b": 1}, (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3))),
        # (2 + 0 + 1/2) / (2 + 1 / log2 3)
        (["a", "x", "b"], {"a": 2, "b": 1}, 2.5 / (2 + 1 / math.log2(3))),
        (["x", "y"], {"a": 1}, 0),
        ([], {"a": 1}, 0),
        (["a"], {}, 0),
        ([*"0123456789", "a"], {"a": 1}, 0),
        ([*"012345678", "a"], {"a": 1}, 1 / math.log2(11)),
    ],
)
def test_ndcg_is_as_worked_out(
    ranked: list[str], grades: dict[str, float], expected: float
) -> None:
    assert ndcg(ranked, grades) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        (["a", "b"], 1),
        (["x", "b", "a"], 1 / 2),
        (["x", "y", "z", "a"], 1 / 4),
        (["x"], 0),
        ([], 0),
        ([*"012345678", "a"], 1 / 10),
        ([*"0123456789", "a"], 0),
    ],
)
def test_reciprocal_rank_is_that_of_the_first_answer(ranked: list[str], expected: float) -> None:
    assert reciprocal_rank(ranked, {"a": 1, "b": 3}) == expected


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        (["a", "b"], 2 / 3),
        (["x", "b", "y", "z", "a", "c"], 2 / 3),
        (["c", "b", "a"], 1),
        (["x", "y", "z", "w", "v", "a"], 0),
        ([], 0),
    ],
)
def test_recall_is_the_share_within_five(ranked: list[str], expected: float) -> None:
    assert recall(ranked, {"a": 1, "b": 2, "c": 3}) == pytest.approx(expected)


@given(rankings, judged)
def test_measures_are_between_none_and_all(ranked: list[str], grades: dict[str, float]) -> None:
    for measure in (ndcg, reciprocal_rank, recall):
        assert 0 <= measure(ranked, grades) <= 1 + 1e-9


@given(judged)
def test_best_ranking_scores_one(grades: dict[str, float]) -> None:
    best = sorted(grades, key=lambda document: -grades[document])
    assert ndcg(best, grades) == pytest.approx(1)
    assert reciprocal_rank(best, grades) == 1
    assert recall(best, grades) == pytest.approx(min(5 / len(grades), 1))


@given(rankings, judged)
def test_ranking_without_an_answer_scores_nothing(
    ranked: list[str], grades: dict[str, float]
) -> None:
    wrong = [document for document in ranked if document not in grades]
    assert [measure(wrong, grades) for measure in (ndcg, reciprocal_rank, recall)] == [0, 0, 0]


@given(rankings, judged, st.data())
def test_better_document_moved_up_never_lowers_the_gain(
    ranked: list[str], grades: dict[str, float], data: st.DataObject
) -> None:
    if len(ranked) > 1:
        at = data.draw(st.integers(1, len(ranked) - 1))
        above, below = ranked[at - 1], ranked[at]
        if grades.get(below, 0) > grades.get(above, 0):
            moved = [*ranked[: at - 1], below, above, *ranked[at + 1 :]]
            assert ndcg(moved, grades) >= ndcg(ranked, grades)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([4, 1, 3, 2], 0.5, 2),
        ([4, 1, 3, 2], 0.95, 4),
        ([3, 1, 2], 0.5, 2),
        (list(range(1, 101)), 0.95, 95),
        ([7], 0.5, 7),
        ([], 0.5, 0),
    ],
)
def test_percentile_is_the_nearest_rank(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


@given(times, st.floats(0.01, 1))
def test_percentile_has_that_share_at_or_below_it(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9
    assert sum(value < found for value in values) < share * len(values)


def test_mean_of_nothing_is_nothing() -> None:
    assert mean([]) == 0
    assert mean([1, 2, 6]) == 3


def test_scores_are_over_the_queries_they_concern() -> None:
    answers = [
        Answer(Query("1", "right"), ["a", "b"], {"a": 1}, 1),
        Answer(Query("2", "second"), ["b", "a"], {"a": 1}, 2, is_confident=False),
        Answer(Query("3", "nothing"), [], {"a": 1}, 3),
        Answer(Query("4", "off, found"), ["b"], {}, 4),
        Answer(Query("5", "off, near"), ["a"], {}, 5, is_confident=False),
        Answer(Query("6", "off"), [], {}, 6),
    ]
    expected = Scores(
        ndcg=(1 + 1 / math.log2(3)) / 3,
        mrr=1 / 2,
        recall=2 / 3,
        zero_rate=1 / 3,
        unsure_rate=2 / 3,
        off_topic_rate=2 / 3,
        off_topic_confident_rate=1 / 3,
        p50_ms=3,
        p95_ms=6,
        answerable=3,
        off_topic=3,
    )
    assert asdict(score(answers)) == pytest.approx(asdict(expected))
    assert score(answers).queries == 6


def test_set_is_ranked_by_the_sites_own_search() -> None:
    chosen = EvaluationSet(
        name="bikes",
        documents={
            "key": PlainQuestion(1, "Bicycles", "What if I lose the key?"),
            "bell": PlainQuestion(2, "Safety", "Where is the bell?"),
        },
        queries=[
            Query("1", "lost keys", "found"),
            Query("2", "bells", "found"),
            Query("3", "the klaxon", "wrong"),
            Query("4", "submarine", "off"),
        ],
        judgments={"1": {"key": 1}, "2": {"bell": 1}, "3": {"nowhere": 1}},
    )
    done = evaluate(chosen)
    assert done.documents == 2
    assert list(done.kinds) == ["found", "wrong", "off"]
    assert done.scores.ndcg == pytest.approx(2 / 3)
    assert done.scores.zero_rate == 0
    assert (done.kinds["found"].ndcg, done.kinds["found"].recall) == (1, 1)
    assert (done.kinds["wrong"].mrr, done.kinds["wrong"].answerable) == (0, 1)
    assert (done.kinds["off"].off_topic_rate, done.kinds["off"].off_topic) == (0, 1)
    assert [done.kinds[kind].unsure_rate for kind in ("found", "wrong")] == [0, 1]
    assert 0 < done.scores.p50_ms <= done.scores.p95_ms


def test_limit_takes_queries_from_the_whole_file() -> None:
    queries = [Query(str(number), "bell") for number in range(10)]
    assert [query.id for query in sample_evenly(queries, 4)] == ["0", "2", "5", "7"]
    assert (
        sample_evenly(queries, None)
        == sample_evenly(queries, 10)
        == sample_evenly(queries, 99)
        == queries
    )
