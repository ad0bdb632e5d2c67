"""Tests of manage.py fixture_generate."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from faq.models import Question
from faq.search import search
from faq.search.index.outbox import compare
from tests.factories import NOW


def generate(*arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command("fixture_generate", *arguments, stdout=out, **options)
    return out.getvalue()


def test_generated_fixture_loads_and_is_found(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    assert generate(40, path) == f"Wrote 40 questions from a list of words to {path}.\n"
    call_command("loaddata", path, verbosity=0)
    assert Question.objects.published(NOW).count() == 40
    assert compare().pks == []
    question = Question.objects.in_order()[7]
    assert question in [hit.question for hit in search(question.title, now=NOW).hits]


def test_fixture_generated_from_awkward_articles_loads(index: Path, tmp_path: Path) -> None:
    articles = [
        {"title": "？？？", "body": "x" * 5000, "topic": "日本語"},
        {"title": "T" * 500, "steps": ["", "S" * 900, "* a\n* b"], "topic": "_" * 90},
        {"title": "Same?", "topic": None},
        {"title": "Same?", "body": "A. B."},
    ]
    corpora = tmp_path / "corpora"
    corpora.mkdir()
    (corpora / "docs.jsonl").write_text("\n".join(map(json.dumps, articles)))
    path = tmp_path / "many.json"
    assert "from 1 corpora" in generate(9, path, corpora=corpora)
    call_command("loaddata", path, verbosity=0)
    assert Question.objects.published(NOW).count() == 9
    assert compare().pks == []


@pytest.mark.parametrize("number", [0, -1, 100_001])
def test_number_out_of_range_is_rejected(tmp_path: Path, number: int) -> None:
    with pytest.raises(CommandError, match=r"^The number of questions must be from 1 to 100000\.$"):
        generate(number, tmp_path / "many.json")
    assert list(tmp_path.iterdir()) == []


def test_unwritable_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"No fixture was written\. .*nowhere"):
        generate(1, tmp_path / "nowhere" / "many.json")
