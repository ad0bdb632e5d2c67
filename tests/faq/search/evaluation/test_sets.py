"""faq.search.evaluation.sets: sets are read as they are meant, and mistakes are named by file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from faq.search.evaluation.sets import BadSet, EvaluationSet, Query, read_set
from faq.search.evaluation.temporary_index import PlainQuestion
from tests.site import ROOT

DOCUMENTS: list[dict[str, Any]] = [
    {
        "id": "key",
        "topic": "Bicycles",
        "title": "Lost key?",
        "body": "Call us.",
        "steps": ["Lock it", "Call"],
        "phrasings": ["no key"],
    },
    {"id": "bell", "title": "A bell?"},
]
QUERIES = [{"id": "q1", "text": "key gone", "kind": "keyword"}, {"id": "q2", "text": "moon"}]


def lines(rows: list[Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small set that is right."""
    folder = tmp_path / "bikes"
    folder.mkdir()
    (folder / "docs.jsonl").write_text(lines(DOCUMENTS))
    (folder / "queries.jsonl").write_text(lines(QUERIES))
    (folder / "qrels.tsv").write_text("q1\tkey\t3\nq1\tbell\t1\n")
    return folder


def test_set_is_read_whole(folder: Path) -> None:
    assert read_set(folder) == EvaluationSet(
        name="bikes",
        documents={
            "key": PlainQuestion(
                1, "Bicycles", "Lost key?", "Call us.", ("Lock it", "Call"), ("no key",)
            ),
            "bell": PlainQuestion(2, "", "A bell?"),
        },
        queries=[Query("q1", "key gone", "keyword"), Query("q2", "moon", "")],
        judgments={"q1": {"key": 3, "bell": 1}},
    )


def test_misspelled_queries_stand_in_a_file_of_their_own(folder: Path) -> None:
    (folder / "queries_typo.jsonl").write_text(lines([{"id": "q1", "text": "kye gone"}]))
    assert read_set(folder, typos=True).queries == [Query("q1", "kye gone")]
    assert read_set(folder, typos=True).documents == read_set(folder).documents


@pytest.mark.parametrize(
    "written",
    [
        "query-id\tcorpus-id\tscore\nq1\tkey\t3\nq1\tbell\t1\n",
        "q1\tkey\t3\r\nq1\tbell\t1.0\r\n",
        "\ufeffq1\tkey\t3\n\nq1\tbell\t1",
        "q1\tkey\t3\nq1\tbell\t1\nq2\tbell\t0\nq2\tkey\t-1\n",
    ],
    ids=["headings", "windows", "mark and blank line", "grades that are no answer"],
)
def test_judgments_are_read_however_they_are_written(folder: Path, written: str) -> None:
    (folder / "qrels.tsv").write_bytes(written.encode())
    assert read_set(folder).judgments == {"q1": {"key": 3, "bell": 1}}


def test_numbers_serve_as_ids_and_null_as_nothing(folder: Path) -> None:
    (folder / "docs.jsonl").write_text(
        lines([{"id": 7, "title": "A", "topic": None, "body": None}])
    )
    assert read_set(folder).documents == {"7": PlainQuestion(1, "", "A")}


def test_name_is_that_of_the_folder_however_it_is_given(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert read_set(Path(".")).name == "bikes"


def test_own_set_is_read() -> None:
    own = read_set(ROOT / "tests" / "evaluation" / "sample")
    assert len(own.documents) == 14
    assert own.judgments.keys() < {query.id for query in own.queries}
    assert all(query.kind for query in own.queries)


@pytest.mark.parametrize(
    ("name", "line", "content", "message"),
    [
        ("docs.jsonl", 2, '{"id": "a", "title": "A"}\n{oh', "not JSON"),
        ("docs.jsonl", 1, "[]", "expected an object"),
        ("docs.jsonl", 1, '{"title": "A"}', "id is missing"),
        ("docs.jsonl", 1, '{"id": "", "title": "A"}', "id is missing"),
        ("docs.jsonl", 1, '{"id": "a"}', "title is missing"),
        ("docs.jsonl", 1, '{"id": "a", "title": 5}', "title must be text"),
        ("docs.jsonl", 1, '{"id": "a", "title": "A", "body": []}', "body must be text"),
        (
            "docs.jsonl",
            1,
            '{"id": "a", "title": "A", "steps": "b"}',
            "steps must be a list of texts",
        ),
        (
            "docs.jsonl",
            1,
            '{"id": "a", "title": "A", "phrasings": [1]}',
            "phrasings must be a list",
        ),
        (
            "docs.jsonl",
            3,
            '{"id": 1, "title": "A"}\n\n{"id": "1", "title": "B"}',
            "the id 1 stands",
        ),
        ("queries.jsonl", 1, '{"id": "q"}', "text is missing"),
        (
            "queries.jsonl",
            2,
            '{"id": "q", "text": "a"}\n{"id": "q", "text": "b"}',
            "the id q stands",
        ),
        ("qrels.tsv", 2, "q1\tkey\t3\nq1\tbell", "expected query, document and grade"),
        ("qrels.tsv", 1, "q1 key 3", "expected query, document and grade"),
        ("qrels.tsv", 2, "q1\tkey\t3\nq1\tbell\tgood", "the grade good is not a number"),
        ("qrels.tsv", 2, "q1\tkey\t3\nq1\tbell\tnan", "the grade nan is not a number"),
    ],
)
def test_bad_line_is_named(folder: Path, name: str, line: int, content: str, message: str) -> None:
    (folder / name).write_text(content)
    with pytest.raises(BadSet) as error:
        read_set(folder)
    assert str(error.value).startswith(f"{folder / name}, line {line}: {message}")


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl", "qrels.tsv"])
def test_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BadSet) as error:
        read_set(folder)
    assert str(error.value) == f"{folder / name}: there is no such file."


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSet) as error:
        read_set(tmp_path / "nowhere")
    assert str(error.value) == f"{tmp_path / 'nowhere'}: there is no such folder."


def test_file_that_is_not_unicode_is_named(folder: Path) -> None:
    (folder / "docs.jsonl").write_bytes(b'{"id": "a", "title": "\xff"}')
    with pytest.raises(BadSet) as error:
        read_set(folder)
    assert str(error.value).startswith(f"{folder / 'docs.jsonl'}: cannot be read (")
