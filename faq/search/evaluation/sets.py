"""Reads an evaluation set: documents, queries and relevance judgments."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from faq.search.evaluation.temporary_index import PlainQuestion


class BadSet(Exception):
    """The set cannot be read. The message names the file and, if there is one, the line."""


class Query(NamedTuple):
    """A query; `kind` is empty in sets without kinds."""

    id: str
    text: str
    kind: str = ""


class EvaluationSet(NamedTuple):
    """An evaluation set that was read and checked.

    Attributes:
        name: of its folder.
        documents: by id; their primary keys are unique within the set.
        queries: in the order of the file.
        judgments: query id → document id → grade above 0. A query without any is off topic.
    """

    name: str
    documents: dict[str, PlainQuestion]
    queries: list[Query]
    judgments: dict[str, dict[str, float]]


def read_set(folder: Path, *, typos: bool = False) -> EvaluationSet:
    """Read docs.jsonl, queries.jsonl and qrels.tsv.

    Args:
        folder: of the set.
        typos: read queries_typo.jsonl instead of queries.jsonl.

    Raises:
        BadSet: a file is missing or invalid.
    """
    if not folder.is_dir():
        raise BadSet(f"{folder}: there is no such folder.")
    documents: dict[str, PlainQuestion] = {}
    for place, name, row in _rows(folder / "docs.jsonl"):
        document = PlainQuestion(
            pk=len(documents) + 1,
            topic=_text(row, "topic", place),
            title=_text(row, "title", place, needed=True),
            body=_text(row, "body", place),
            steps=_texts(row, "steps", place),
            phrasings=_texts(row, "phrasings", place),
        )
        if documents.setdefault(name, document) is not document:
            raise BadSet(f"{place}: the id {name} stands twice.")
    queries: dict[str, Query] = {}
    for place, name, row in _rows(folder / ("queries_typo.jsonl" if typos else "queries.jsonl")):
        query = Query(name, _text(row, "text", place, needed=True), _text(row, "kind", place))
        if queries.setdefault(query.id, query) is not query:
            raise BadSet(f"{place}: the id {query.id} stands twice.")
    return EvaluationSet(
        name=folder.resolve().name,
        documents=documents,
        queries=list(queries.values()),
        judgments=_judgments(folder / "qrels.tsv"),
    )


def _judgments(path: Path) -> dict[str, dict[str, float]]:
    """Read rows of query, document and grade; a first line of headings is skipped."""
    judgments: dict[str, dict[str, float]] = {}
    for number, line in _lines(path):
        columns = [column.strip() for column in line.split("\t")]
        if len(columns) != 3 or not all(columns):
            raise BadSet(f"{path}, line {number}: expected query, document and grade between tabs.")
        query, document, written = columns
        grade = _grade(written)
        if grade is None and number > 1:
            raise BadSet(f"{path}, line {number}: the grade {written} is not a number.")
        if grade is not None and grade > 0:
            judgments.setdefault(query, {})[document] = grade
    return judgments


def _grade(written: str) -> float | None:
    try:
        grade = float(written)
    except ValueError:
        return None
    return grade if math.isfinite(grade) else None


def _rows(path: Path) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield the position, the id and the object of each line of a JSON-lines file."""
    for number, line in _lines(path):
        place = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadSet(f"{place}: not JSON ({error}).") from error
        if not isinstance(row, dict):
            raise BadSet(f"{place}: expected an object.")
        name = row.get("id")
        if not isinstance(name, str | int) or name == "":
            raise BadSet(f"{place}: id is missing.")
        yield place, str(name), row


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Return the lines that are not blank, with their numbers from 1."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise BadSet(f"{path}: there is no such file.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadSet(f"{path}: cannot be read ({error}).") from error
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _text(row: Mapping[str, object], key: str, place: str, *, needed: bool = False) -> str:
    text = "" if row.get(key) is None else row[key]
    if not isinstance(text, str):
        raise BadSet(f"{place}: {key} must be text.")
    if needed and not text:
        raise BadSet(f"{place}: {key} is missing.")
    return text


def _texts(row: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
    texts = row.get(key) or []
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BadSet(f"{place}: {key} must be a list of texts.")
    return tuple(texts)
