"""How well search answers the sample's queries, by kind: what is reached must not be lost."""

import math
from collections import defaultdict
from collections.abc import Sequence

import pytest

from faq.models import Question
from faq.search.index import loading
from faq.search.index_engine import IndexEngine
from faq.search.query.parser import parse
from faq.search.types import PAGE_SIZE
from tests.evaluation.test_sample import KINDS, OFF_TOPIC, QRELS, QUERIES

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
    index = loading.current()
    slugs = dict(Question.objects.values_list("pk", "slug"))
    return [
        (GRADES[id_], [slugs[pk] for pk in IndexEngine(index).search(parse(query["text"])).pks])
        for id_, query in QUERIES.items()
        if query["kind"] == kind
    ]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("keyword", 0.97),
        ("question", 0.875),
        ("blunt", 0.88),
        ("misspelled", 0.97),
        ("synonym", 0.45),
        ("step", 0.97),
    ],
)
def test_ranking_of_the_sample_stays_above_its_floor(kind: str, floor: float) -> None:
    """Measured: keyword .990, question .894, blunt .901, misspelled .988, synonym .469, step .987.

    The queries of kind `synonym` share no word with their answer, and many are beyond any table.
    """
    scores = [ndcg(ranked, grades) for grades, ranked in answers(kind)]
    assert len(scores) >= 15
    assert sum(scores) / len(scores) >= floor


@pytest.mark.usefixtures("sample")
def test_every_answerable_query_finds_something() -> None:
    found = [bool(ranked) for kind in KINDS - OFF_TOPIC for _, ranked in answers(kind)]
    assert len(found) > 200
    assert found.count(False) == 0


def confident(kinds: set[str]) -> float:
    """The share of the queries of some kinds that are given results as answers."""
    index = loading.current()
    found = [
        IndexEngine(index).search(parse(query["text"])).is_confident
        for query in QUERIES.values()
        if query["kind"] in kinds
    ]
    assert len(found) >= 15
    return sum(found) / len(found)


@pytest.mark.usefixtures("sample")
def test_answers_are_not_called_near_only() -> None:
    """Measured: .95. Of kind `synonym`, which shares no word with its answer, .12."""
    assert confident(KINDS - OFF_TOPIC - {"synonym"}) >= 0.94


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("kind", sorted(OFF_TOPIC))
def test_off_topic_queries_are_told_that_nothing_matches_well(kind: str) -> None:
    """Measured: .14 and .12 are given results as answers. Their words are in the sample, in other senses."""
    assert confident({kind}) <= 0.16


@pytest.mark.usefixtures("sample")
def test_results_are_about_what_was_asked_and_not_every_question_with_a_word() -> None:
    """Five questions are about the end of a contract; all fourteen have one of the words."""
    engine = IndexEngine(loading.current())
    slugs = dict(Question.objects.values_list("pk", "slug"))
    found = engine.search(parse("end a contract"))
    assert found.total == len(found.pks) == sum(found.topic_counts.values()) == 5
    assert {slugs[pk] for pk in found.pks} == {
        *("end-contract", "end-contract-early", "what-happens-when-contract-cancelled"),
        *("client-cancel-contract", "escrow-refund"),
    }
    unsure = engine.search(parse("weather forecast for tomorrow"), page_size=100)
    assert not unsure.is_confident
    assert unsure.total == len(unsure.pks) <= PAGE_SIZE
