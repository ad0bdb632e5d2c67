"""Tests of manage.py search_rebuild."""

import io
import shutil
from pathlib import Path

from django.core.management import call_command

from faq.models import Question
from faq.search import search
from faq.search.index import store
from faq.search.index.outbox import compare
from tests.factories import NOW, make_question


def rebuild() -> str:
    out = io.StringIO()
    call_command("search_rebuild", stdout=out)
    return out.getvalue()


def test_rebuild_replaces_the_generation(sample: None, index: Path) -> None:
    before = store.live_folder()
    assert rebuild() == "The search index was rebuilt: 14 questions.\n"
    assert store.live_folder() != before
    assert search("end a contract", now=NOW).hits[0].question.slug == "end-contract"
    assert compare().pks == []


def test_rebuild_keeps_two_generations_at_most(index: Path) -> None:
    make_question(title="Which one?")
    for _ in range(4):
        rebuild()
    assert len([path for path in index.iterdir() if path.is_dir()]) == 2


def test_rebuild_replaces_a_deleted_index(index: Path) -> None:
    make_question(title="Which one?")
    shutil.rmtree(index)
    assert not search("which", now=NOW).is_complete
    assert rebuild() == "The search index was rebuilt: 1 questions.\n"
    found = search("which", now=NOW)
    assert (found.total, found.is_complete) == (1, True)


def test_rebuild_finds_changes_without_outbox_rows(index: Path) -> None:
    make_question(slug="it", title="Which one?")
    rebuild()
    Question.objects.update(title="What else?")
    rebuild()
    assert [hit.question.slug for hit in search("else", now=NOW).hits] == ["it"]
    assert search("which", now=NOW).hits == ()
