"""faq.search.evaluation.benchmark: what is measured, not how fast it was."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.evaluation.benchmark import (
    LENGTHS,
    QUERIES,
    SAVES,
    compare,
    draw_plan,
    measure,
    ratios,
    read_documents,
)
from faq.search.evaluation.engines import ENGINES
from faq.search.evaluation.temporary_index import PlainQuestion
from faq.text.words import find_words

WORDS = ["bell", "brake", "chain", "frame", "helmet", "lamp", "pedal", "pump", "saddle", "tyre"]


def questions(number: int) -> list[PlainQuestion]:
    chance = random.Random(7)
    return [
        PlainQuestion(pk, "Bicycles", " ".join(chance.sample(WORDS, 4)), " ".join(WORDS))
        for pk in range(1, number + 1)
    ]


TIMES = {
    *("save_p50_ms", "save_p95_ms", "suggest_p50_ms", "suggest_p95_ms"),
    *(
        f"query_{length}_{when}_{share}_ms"
        for length in LENGTHS
        for when in ("warm", "cold")
        for share in ("p50", "p95")
    ),
}
COUNTS = {f"query_{length}_asked" for length in LENGTHS}


@pytest.mark.parametrize("name", ENGINES)
def test_engine_is_measured_in_every_part(name: str, tmp_path: Path) -> None:
    measures = measure(name, draw_plan(questions(10), tmp_path / "documents", 1, 60))
    assert measures.keys() == TIMES | COUNTS | {
        *("documents", "build_seconds", "documents_per_second", "answered"),
        *("index_bytes", "peak_bytes"),
    }
    assert min(measures.values()) > 0
    assert measures["documents"] == 10
    assert [measures[name] for name in sorted(COUNTS)] == [10, 10, 10]
    assert measures["answered"] == 1
    assert measures["peak_bytes"] > 10_000_000
    for share in ("query_3_warm_p50_ms", "query_3_cold_p50_ms", "save_p50_ms"):
        assert measures[share] <= measures[share.replace("p50", "p95")]


@pytest.mark.parametrize("name", ENGINES)
def test_engine_that_runs_out_of_time_is_measured_with_what_it_has(
    name: str, tmp_path: Path
) -> None:
    measures = measure(name, draw_plan(questions(3), tmp_path / "documents", 1, 0))
    assert measures["documents"] == 1
    assert measures["save_p95_ms"] > 0


def test_documents_without_words_are_refused() -> None:
    silent = [PlainQuestion(1, "", "?"), PlainQuestion(2, "", "a b c")]
    with pytest.raises(ValueError, match=r"^The documents contain no words to search for\.$"):
        list(compare(silent, seed=1, limit_seconds=60))


def test_queries_are_words_of_one_document_each(tmp_path: Path) -> None:
    """Every document has words that no other has."""
    many = [
        PlainQuestion(
            pk, "Any", f"Alpha{pk} at beta{pk}?", f"Gamma{pk} of delta{pk}", (f"Epsilon{pk}",)
        )
        for pk in range(1, QUERIES + 51)
    ]
    plan = draw_plan(iter(many), tmp_path / "documents", 1, 60)
    assert len(plan.typed) == QUERIES
    assert all(any(each.title.startswith(typed) for each in many) for typed in plan.typed)
    assert list(read_documents(plan.file)) == many
    assert len(set(plan.changed)) == SAVES
    assert set(plan.changed) < set(many)
    assert plan.queries.keys() == set(LENGTHS)
    for length, texts in plan.queries.items():
        asked = [text.split() for text in texts]
        # Five words of three letters and more are all there is.
        assert {len(words) for words in asked} == {min(length, 5)}
        assert [len({word.lstrip("abdeghilmnopst") for word in words}) for words in asked] == (
            [1] * QUERIES
        )
        assert len({words[0].lstrip("abdeghilmnopst") for words in asked}) == QUERIES


def test_plan_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    first, again, other = (
        draw_plan(questions(QUERIES * 2), tmp_path / "documents", seed, 60) for seed in (1, 1, 2)
    )
    assert first == again
    assert first.queries != other.queries
    assert first.changed != other.changed


@given(st.text(), st.text(), st.lists(st.text()))
def test_any_text_is_drawn_from(
    tmp_path_factory: pytest.TempPathFactory, title: str, body: str, steps: list[str]
) -> None:
    question = PlainQuestion(1, "Any", title, body, tuple(steps))
    both = [question, PlainQuestion(2, "Any", "Bell")]
    plan = draw_plan(both, tmp_path_factory.getbasetemp() / "documents", 1, 60)
    assert list(read_documents(plan.file)) == both
    assert all(find_words(text) for texts in plan.queries.values() for text in texts)


def test_ratio_says_how_many_times_better_ours_is() -> None:
    ours = {"documents": 9.0, "documents_per_second": 100.0, "save_p50_ms": 2.0, "peak_bytes": 5.0}
    theirs = {
        "documents": 3.0,
        "documents_per_second": 50.0,
        "save_p50_ms": 20.0,
        "peak_bytes": 1.0,
    }
    assert ratios(ours, theirs) == {
        "documents_per_second": 2,
        "save_p50_ms": 10,
        "peak_bytes": 0.2,
    }


def test_ratio_to_what_was_not_measured_is_left_out() -> None:
    assert ratios({"save_p50_ms": 2.0, "index_bytes": 0.0}, {"index_bytes": 4.0}) == {}
