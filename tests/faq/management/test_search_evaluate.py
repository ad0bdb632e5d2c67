"""Tests of manage.py search_evaluate."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.site import ROOT

OWN = ROOT / "tests" / "evaluation" / "sample"
KEYS = {
    *("ndcg@10", "mrr@10", "recall@5", "zero_rate", "unsure_rate"),
    *("off_topic_rate", "off_topic_confident_rate", "p50_ms", "p95_ms"),
    *("queries", "documents"),
}


def run(*arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command("search_evaluate", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def figures(tmp_path: Path, *arguments: object) -> dict[str, Any]:
    target = tmp_path / "figures.json"
    run(*arguments, "--json", target)
    return json.loads(target.read_text())


@pytest.fixture
def bikes(tmp_path: Path) -> Path:
    """Two documents and four queries: one found, one not found, and two off topic."""
    folder = tmp_path / "bikes"
    folder.mkdir()
    documents = [
        {"id": "key", "topic": "Bicycles", "title": "What if I lose the key?"},
        {"id": "bell", "topic": "Safety", "title": "Where is the bell?"},
    ]
    queries = ["lost keys", "klaxon", "submarine", "where is the bell now"]
    rows = [{"id": str(number), "text": text} for number, text in enumerate(queries, start=1)]
    (folder / "docs.jsonl").write_text("\n".join(map(json.dumps, documents)))
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (folder / "qrels.tsv").write_text("1\tkey\t1\n2\tbell\t1\n")
    return folder


def test_json_has_the_documented_form(bikes: Path, tmp_path: Path) -> None:
    found = figures(tmp_path, bikes)
    assert found.keys() == {"sets"}
    assert found["sets"].keys() == {"bikes"}
    times = {found["sets"]["bikes"].pop(name) for name in ("p50_ms", "p95_ms")}
    assert min(times) > 0
    assert found["sets"]["bikes"] == {
        "ndcg@10": 0.5,
        "mrr@10": 0.5,
        "recall@5": 0.5,
        "zero_rate": 0.5,
        "unsure_rate": 0.5,
        "off_topic_rate": 0.5,
        "off_topic_confident_rate": 0.5,
        "queries": 4,
        "documents": 2,
    }


def test_kinds_are_reported_if_the_set_has_them(tmp_path: Path) -> None:
    found = figures(tmp_path, OWN, "--limit", 60)["sets"]["sample"]
    kinds = found.pop("kinds")
    assert found.keys() == KEYS
    assert {"keyword", "off_topic"} < kinds.keys()
    assert {frozenset(kind) for kind in kinds.values()} == {frozenset(KEYS - {"documents"})}
    assert sum(kind["queries"] for kind in kinds.values()) == found["queries"] == 60
    assert kinds["keyword"]["ndcg@10"] > 0.5


def test_table_has_a_row_for_each_set_and_their_mean(bikes: Path) -> None:
    other = bikes.with_name("others")
    shutil.copytree(bikes, other)
    (other / "qrels.tsv").write_text("1\tkey\t1\n")
    rows = {line.split()[0]: line.split()[1:] for line in run(bikes, other).splitlines()}
    assert list(rows) == ["documents", "bikes", "others", "mean"]
    assert rows["bikes"][:9] == ["2", "4", *["0.500"] * 7]
    assert rows["others"][:9] == ["2", "4", *["1.000"] * 3, "0.000", "0.000", "0.333", "0.333"]
    assert rows["mean"] == [*["0.750"] * 3, "0.250", "0.250"]


def test_inapplicable_figures_are_dashes(bikes: Path) -> None:
    (bikes / "qrels.tsv").write_text("")
    assert run(bikes).splitlines()[1].split()[:8] == ["bikes", "2", "4", *"–––––"]
    (bikes / "qrels.tsv").write_text("".join(f"{number}\tkey\t1\n" for number in range(1, 5)))
    assert run(bikes).splitlines()[1].split()[8:10] == ["–", "–"]


def test_typing_option_adds_figures_of_suggestions(bikes: Path, tmp_path: Path) -> None:
    typing = figures(tmp_path, bikes, "--typing")["sets"]["bikes"]["typing"]
    assert typing.pop("suggest_p50_ms") > 0
    # Of lost keys and klaxon, only the first is found.
    assert typing == {
        "results": 0.5,
        "suggested": 0.5,
        "suggested_early": 0.5,
        "suggested_throughout": 0.5,
        "requests": 3,
    }
    assert "suggested_throughout" in run(bikes, "--typing")
    assert "typing" not in figures(tmp_path, bikes)["sets"]["bikes"]


def test_typos_option_uses_the_misspelled_queries(bikes: Path, tmp_path: Path) -> None:
    (bikes / "queries_typo.jsonl").write_text('{"id": "1", "text": "sumbarine"}')
    assert figures(tmp_path, bikes)["sets"]["bikes"]["zero_rate"] == 0.5
    found = figures(tmp_path, bikes, "--typos")["sets"]["bikes"]
    assert (found["queries"], found["zero_rate"]) == (1, 1)


def test_database_is_not_used(bikes: Path) -> None:
    """The test may not use the database, so any query would fail."""
    assert "bikes" in run(bikes)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere: there is no such folder."),
        (["bikes", "--typos"], "bikes/queries_typo.jsonl: there is no such file."),
        (["bikes", "bikes"], "Two sets have the same name: bikes."),
        (["bikes", "--limit", "0"], "--limit must be at least 1."),
    ],
)
def test_invalid_arguments_are_named(
    bikes: Path, arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bikes.parent)
    with pytest.raises(CommandError) as error:
        run(*arguments)
    assert str(error.value) == message


def test_bad_line_is_named(bikes: Path) -> None:
    (bikes / "qrels.tsv").write_text("1\tkey\t1\n2\tbell\n")
    with pytest.raises(CommandError, match=r"bikes/qrels\.tsv, line 2: expected query"):
        run(bikes)


def test_unwritable_output_is_an_error(bikes: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"The figures were not written\. .*nowhere"):
        run(bikes, "--json", tmp_path / "nowhere" / "figures.json")
