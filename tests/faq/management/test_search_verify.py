"""Tests of manage.py search_verify."""

import io
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from faq.models import Question
from faq.search import search
from faq.search.index.outbox import compare
from tests.factories import NOW, PAST, make_draft, make_question
from tests.site import Site

DIFFER = "Index and database differ. Run manage.py search_verify --repair."


@pytest.fixture
def content(db: None) -> None:
    make_question(slug="stays", title="Which one stays?")
    make_question(slug="changes", title="Which one changes?")
    make_question(slug="goes", title="Which one goes?")
    make_draft(slug="comes", title="Which one comes?")


@pytest.fixture
def drift(content: None, index: Path) -> None:
    """Make one question missing, one stale and one extra, with writes that send no signals."""
    verify(repair=True)
    Question.objects.filter(slug="comes").update(status="published", published_at=PAST)
    Question.objects.filter(slug="changes").update(title="Which one is new?")
    Question.objects.filter(slug="goes").update(status="archived")


def verify(*, repair: bool = False) -> str:
    out = io.StringIO()
    call_command("search_verify", repair=repair, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("content", "index")
def test_verify_reports_agreement() -> None:
    assert verify() == "Index and database agree: 3 questions.\n"


@pytest.mark.usefixtures("drift")
def test_verify_names_the_questions_and_repairs_nothing() -> None:
    out = io.StringIO()
    with pytest.raises(CommandError, match=DIFFER):
        call_command("search_verify", stdout=out)
    assert out.getvalue() == "found, missing: comes\nfound, stale: changes\nfound, extra: goes\n"
    assert [len(pks) for pks in compare()] == [1, 1, 1]


@pytest.mark.usefixtures("drift")
def test_repair_fixes_missing_stale_and_extra_questions() -> None:
    assert verify(repair=True) == (
        "repaired, missing: comes\nrepaired, stale: changes\nrepaired, extra: goes\n"
        "Index and database agree: 3 questions.\n"
    )
    assert {hit.question.slug for hit in search("which", now=NOW).hits} == {
        *("stays", "changes", "comes")
    }
    assert [hit.question.slug for hit in search("new", now=NOW).hits] == ["changes"]
    assert verify() == "Index and database agree: 3 questions.\n"


@pytest.mark.usefixtures("content")
def test_repair_removes_deleted_questions(index: Path) -> None:
    """Check 50: raw deletion does not update the index."""
    verify(repair=True)
    gone = Question.objects.get(slug="goes")
    Question.objects.filter(slug="goes")._raw_delete("default")
    assert verify(repair=True).startswith(f"repaired, extra: number {gone.pk}\n")
    assert compare().pks == []


@pytest.mark.usefixtures("content")
def test_verify_names_ten_and_counts_the_others(index: Path) -> None:
    verify(repair=True)
    slugs = [make_draft(slug=f"number-{number:02}").slug for number in range(12)]
    Question.objects.filter(slug__in=slugs).update(status="published", published_at=PAST)
    verify_out = io.StringIO()
    with pytest.raises(CommandError, match=DIFFER):
        call_command("search_verify", stdout=verify_out)
    assert verify_out.getvalue() == f"found, missing: {', '.join(slugs[:10])} and 2 more\n"


@pytest.mark.usefixtures("content")
def test_verify_without_an_index_says_what_to_run(index: Path) -> None:
    shutil.rmtree(index)
    with pytest.raises(CommandError, match=r"no search index. Run manage\.py search_rebuild\."):
        verify()
    assert verify(repair=True).endswith("Index and database agree: 3 questions.\n")


def test_verify_exits_with_one_until_repaired(make_site: Callable[..., Site]) -> None:
    site = make_site()
    with closing(sqlite3.connect(site.var / "db.sqlite3")) as connection, connection:
        connection.execute("UPDATE faq_question SET title = 'New' WHERE slug = 'end-contract'")
    found = site.manage("search_verify")
    assert (found.returncode, found.stdout) == (1, "found, stale: end-contract\n")
    assert found.stderr == f"CommandError: {DIFFER}\n"
    repaired = site.manage("search_verify", "--repair")
    assert (repaired.returncode, repaired.stdout) == (
        0,
        "repaired, stale: end-contract\nIndex and database agree: 14 questions.\n",
    )
