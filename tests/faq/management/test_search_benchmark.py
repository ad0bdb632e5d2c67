"""Tests of manage.py search_benchmark."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from faq.importing.fixtures.synthetic import BODY_LENGTH, MAX_STEPS, STEP_LENGTH, Article
from faq.management.commands import search_benchmark
from faq.management.commands.search_benchmark import NAMES, PARTS, questions_from
from faq.search.evaluation.benchmark import Measures
from faq.search.evaluation.temporary_index import PlainQuestion


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("search_benchmark", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_table_and_json_have_the_same_figures(tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    first, headings, *rows = run("--documents", 6, "--json", target).splitlines()
    figures = json.loads(target.read_text())
    assert first == "6 documents from a list of words. × is how many times better our search is."
    names = ["ours", "Haystack Whoosh", "SQLite FTS5", "× Haystack Whoosh", "× SQLite FTS5"]
    assert re.split(r"\s{2,}", headings)[1:] == names
    assert len(rows) == len(PARTS)
    assert figures.keys() == {"documents", "engines", "ratios"}
    assert list(figures["engines"]) == ["ours", "stock", "fts5"]
    assert list(figures["ratios"]) == ["stock", "fts5"]
    for row, (key, label, unit, form) in zip(rows, PARTS, strict=True):
        cells = row.removeprefix(label).split()
        values = [form.format(figures["engines"][name][key] / unit) for name in figures["engines"]]
        assert cells[:3] == values
        assert len(cells) == 3 + sum(key in each for each in figures["ratios"].values())


def test_engine_that_was_stopped_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The corpora have fewer documents than requested."""

    def stopped_at_once(
        questions: Iterable[PlainQuestion], *, seed: int, limit_seconds: float
    ) -> Iterator[tuple[str, Measures]]:
        assert len(list(questions)) == 4
        return ((name, {key: 1.0 for key, *_ in PARTS}) for name in NAMES)

    monkeypatch.setattr(search_benchmark, "compare", stopped_at_once)
    rows = [{"title": "Ring the bell", "body": "Push it."}, {"title": "Lose the key"}]
    (tmp_path / "bikes.jsonl").write_text("\n".join(map(json.dumps, rows)))
    out = run("--documents", 4, "--corpora", tmp_path, "--limit-seconds", 0.000001).splitlines()
    assert out[0].startswith("4 documents from 1 corpora.")
    assert out[-3:] == [
        f"{name} was stopped after 1e-06 s, with 1 of 4 documents."
        for name in ("ours", "Haystack Whoosh", "SQLite FTS5")
    ]


def test_articles_are_cut_as_in_a_fixture() -> None:
    article = Article("Any", "T" * 500, "b" * 5000, ["s" * 900] * 40)
    assert list(questions_from([article, article._replace(title="Bell?")])) == [
        PlainQuestion(
            1, "Any", "T" * 190, "b" * BODY_LENGTH, tuple(["s" * STEP_LENGTH] * MAX_STEPS)
        ),
        PlainQuestion(2, "Any", "Bell?", "b" * BODY_LENGTH, tuple(["s" * STEP_LENGTH] * MAX_STEPS)),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--documents", 0], "--documents must be at least 1, and --limit-seconds more than 0."),
        (
            ["--limit-seconds", 0],
            "--documents must be at least 1, and --limit-seconds more than 0.",
        ),
    ],
)
def test_invalid_numbers_are_rejected(arguments: list[object], message: str) -> None:
    with pytest.raises(CommandError) as error:
        run(*arguments)
    assert str(error.value) == message


def test_corpora_without_words_are_rejected(tmp_path: Path) -> None:
    (tmp_path / "bikes.jsonl").write_text('{"title": "?"}')
    with pytest.raises(
        CommandError, match=r"^Nothing was compared\. The documents contain no words"
    ):
        run("--documents", 3, "--corpora", tmp_path)
