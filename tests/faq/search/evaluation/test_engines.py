"""faq.search.evaluation.engines: every engine of the benchmark really indexes, ranks and follows changes."""

from pathlib import Path

import pytest

from faq.search.evaluation.engines import ENGINES, Build
from faq.search.evaluation.temporary_index import PlainQuestion

QUESTIONS = [
    PlainQuestion(1, "Bicycles", "Lose the key", "Call our office quickly."),
    PlainQuestion(2, "Bicycles", "Ring the bell", "Push it.", steps=("Find the lever",)),
    PlainQuestion(3, "Helmets", "Wear a helmet", phrasings=("protect my skull",)),
]
everyone = pytest.mark.parametrize("build", ENGINES.values(), ids=ENGINES)


@everyone
def test_engine_finds_by_every_part(build: Build, tmp_path: Path) -> None:
    with build(QUESTIONS, tmp_path) as engine:
        texts = ["bell", "office", "lever", "skull", "keys", "calling", "submarine", 'bell "']
        assert [engine.rank(text) for text in texts] == [[2], [1], [2], [3], [1], [1], [], [2]]
        assert engine.size() > 1000


@everyone
def test_engine_suggests_titles_for_their_beginnings(build: Build, tmp_path: Path) -> None:
    with build(QUESTIONS, tmp_path) as engine:
        texts = ("lose the k", "RING the b", "", "?")
        assert [engine.suggest(text)[:1] for text in texts] == [[1], [2], [], []]
        assert engine.suggest("we")[:1] == [3]


@everyone
def test_engine_follows_changes_and_additions(build: Build, tmp_path: Path) -> None:
    with build(QUESTIONS, tmp_path) as engine:
        assert engine.rank("bell") == [2]
        engine.save(QUESTIONS[1]._replace(title="Sound the horn"))
        engine.save(PlainQuestion(4, "Bicycles", "Pump the tyres"))
        assert [engine.rank(text) for text in ("horn", "tyres")] == [[2], [4]]
        # Some engines name what is nearest instead.
        assert 2 not in engine.rank("bell")


@pytest.mark.parametrize("name", ["ours", "fts5"])
def test_engine_finds_any_of_the_words_and_titles_first(name: str, tmp_path: Path) -> None:
    questions = [
        PlainQuestion(1, "Bicycles", "Lose it", "The bell is in the box."),
        PlainQuestion(2, "Bicycles", "Ring a bell", "It is in the box."),
    ]
    with ENGINES[name](questions, tmp_path) as engine:
        assert engine.rank("bell submarine") == [2, 1]


def test_stock_engine_wants_all_words(tmp_path: Path) -> None:
    """What makes it answer so little: told apart here, so that the benchmark says it truly."""
    with ENGINES["stock"](QUESTIONS, tmp_path) as engine:
        assert engine.rank("bell lever") == [2]
        assert engine.rank("bell submarine") == []


def test_no_more_than_a_page_is_ranked(tmp_path: Path) -> None:
    many = [PlainQuestion(pk, "Bicycles", f"Bell {pk}") for pk in range(1, 15)]
    for name, build in ENGINES.items():
        (tmp_path / name).mkdir()
        with build(many, tmp_path / name) as engine:
            assert len(set(engine.rank("bell"))) == 10
