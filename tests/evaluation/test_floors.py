"""How well search answers the sample's queries, by kind: what is reached must not be lost."""

import math
from collections import defaultdict
from collections.abc import Sequence

import pytest

from faq.models import Question
from faq.search import engine, snapshot
from faq.search.understand import parse
from tests.evaluation.test_sample import KINDS, QRELS, QUERIES

Grades = dict[str, int]
GRADES: dict[str, Grades] = defaultdict(dict)
for query, document, grade in QRELS:
    GRADES[query][document] = grade


def gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades[:10], start=1))


def ndcg(ranked: Sequence[str], grades: Grades) -> float:
    """nDCG@10, with the grade as the gain."""
    best = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(document, 0) for document in ranked]) / best


def answers(kind: str) -> list[tuple[Grades, list[str]]]:
    """What is asked for, and what is found, for each query of a kind."""
    index = snapshot.current()
    slugs = dict(Question.objects.values_list("pk", "slug"))
    return [
        (GRADES[id_], [slugs[pk] for pk in engine.find_in(index, parse(query["text"])).pks])
        for id_, query in QUERIES.items()
        if query["kind"] == kind
    ]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("keyword", 0.95),
        ("question", 0.87),
        ("blunt", 0.86),
        ("misspelled", 0.96),
        ("synonym", 0.42),
        ("step", 0.95),
    ],
)
def test_ranking_of_the_sample_stays_above_its_floor(kind: str, floor: float) -> None:
    """Measured: keyword .981, question .896, blunt .886, misspelled .988, synonym .444, step .974.

    The queries of kind `synonym` share no word with their answer, and many are beyond any table.
    """
    scores = [ndcg(ranked, grades) for grades, ranked in answers(kind)]
    assert len(scores) >= 15
    assert sum(scores) / len(scores) >= floor


@pytest.mark.usefixtures("sample")
def test_answerable_queries_nearly_always_find_something() -> None:
    """Measured: 2 of 263 find nothing, `chargeback` and `phishing attempt`."""
    found = [bool(ranked) for kind in KINDS - {"off_topic"} for _, ranked in answers(kind)]
    assert len(found) > 200
    assert found.count(False) <= 3


@pytest.mark.usefixtures("sample")
def test_share_of_off_topic_queries_with_results_does_not_grow() -> None:
    """Measured: 39 of 40. Any word of theirs finds, as is meant; that nothing fits is not said yet."""
    found = [bool(ranked) for _, ranked in answers("off_topic")]
    assert len(found) >= 15
    assert sum(found) / len(found) <= 0.98
