"""Tests of manage.py faq_import."""

import io
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from faq.models import Question, Topic
from tests.factories import make_topic
from tests.faq.importing.pages.messy import PAGE

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("faq_import", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "harbour.txt"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


def test_file_becomes_drafts_in_the_topic(page: str) -> None:
    shelf = make_topic(slug="harbour", title="Harbour")
    said = run(page, "--topic", "harbour").splitlines()
    assert said[0] == "Format: text. Drafts: 4. Left over: 6."
    assert said[-1] == "Drafts created: 4 in the topic “Harbour”. Existing drafts not changed: 0."
    assert [question.topic for question in Question.objects.all()] == [shelf] * 4
    assert run(page, "--topic", "harbour").splitlines()[-1] == (
        "Drafts created: 0. Existing drafts not changed: 4."
    )


def test_report_lists_drafts_doubts_and_left_over_lines(page: str) -> None:
    said = run(page, "--dry-run")
    assert "   step 2: Click the [[Give up]] link  [line 7]\n" in said
    assert "   ? A list item contained several actions. Each is now a step.\n" in said
    assert "  line 26  Related:  (an advertisement for another article)\n" in said
    assert "\u200b" not in said


def test_dry_run_changes_nothing(page: str) -> None:
    assert (
        run(page, "--dry-run").splitlines()[-1]
        == "No drafts were created. There would be 4 new drafts."
    )
    assert (Question.objects.count(), Topic.objects.count()) == (0, 0)


def test_standard_input_without_a_topic_goes_to_unsorted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# How do I row?\n\nWith oars."))
    )
    run("-")
    question = Question.objects.get()
    assert (question.title, question.topic.slug, question.topic.title) == (
        *("How do I row?", "unsorted"),
        "Unsorted",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00", "The page contains NUL characters"),
        (b"x" * 50_000_000, "The page is larger than 1000 kB"),
        (b"<div>" * 3000 + b"<p>How?", "The HTML is nested more than 500 levels deep"),
        (b"# How do I tie it?\n\nSo.\n" * 10_000, "The page has 30001 lines"),
        (b"# How do I tie it?\nSo.\n" * 501, "The page has 501 questions"),
    ],
    ids=["NUL", "size", "depth", "lines", "questions"],
)
def test_invalid_file_is_rejected(tmp_path: Path, content: bytes, said: str) -> None:
    """Check 68: the message is clear and nothing changes."""
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        run(str(path))
    assert str(refused.value).startswith(f"{path}: {said}")
    assert str(refused.value).endswith(" No drafts were created.")
    assert (Question.objects.count(), Topic.objects.count()) == (0, 0)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match=r"none\.txt: No such file or directory\. No drafts were created\."
    ):
        run(str(tmp_path / "none.txt"))


def test_unknown_topic_is_rejected_with_the_known_ones(page: str) -> None:
    make_topic(slug="sea")
    with pytest.raises(
        CommandError, match=r"There is no topic lake\. Topics: sea\. No drafts were created\."
    ):
        run(page, "--topic", "lake")
    assert Question.objects.count() == 0
