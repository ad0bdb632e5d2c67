"""Working copies, which nothing shows to readers."""

import io
import json

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from faq.models import Phrasing, Question, Revision, Step, Topic
from faq.publishing import (
    CannotMove,
    NotAllowed,
    WorkingCopyExists,
    discard,
    open_working_copy,
    publish,
    restore,
    snapshot_of,
    working_copy_of,
)
from tests.factories import NOW, PAST, make_audience, make_copy, make_question, make_revision


def dumped() -> str:
    out = io.StringIO()
    call_command("dumpdata", "faq", natural_foreign=True, natural_primary=True, stdout=out)
    return out.getvalue()


def test_working_copy_begins_with_the_content_of_the_question(ines: User) -> None:
    question = make_question(steps=["Open it", "Close it"], phrasings=["shut it"], summary="So.")
    question.audiences.add(make_audience())
    copy = open_working_copy(question, by=ines, at=NOW)
    assert snapshot_of(copy) == snapshot_of(question)
    assert (copy.status, copy.copy_of, copy.started_by, copy.started_at) == (
        *("draft", question),
        *(ines, NOW),
    )
    assert working_copy_of(question) == copy


def test_second_working_copy_names_the_author_of_the_first(ines: User, rafi: User) -> None:
    """Check 73: two people cannot create two copies without noticing."""
    copy = make_copy(question := make_question(), by=ines)
    with pytest.raises(
        WorkingCopyExists, match=r"^ines started this working copy: 23 November 2026"
    ) as said:
        open_working_copy(question, by=rafi, at=NOW)
    assert said.value.copy == copy
    assert Question.with_copies.copies().count() == 1


def test_working_copy_of_a_deleted_question_is_refused(ines: User) -> None:
    opened = make_question()
    Question.objects.get().delete()
    with pytest.raises(CannotMove, match="This text no longer exists"):
        open_working_copy(opened, by=ines, at=NOW)
    assert not Question.with_copies.exists()


def test_working_copy_is_refused_without_permission_to_edit(rafi: User) -> None:
    rafi.groups.clear()
    with pytest.raises(NotAllowed, match="Only editors"):
        open_working_copy(make_question(), by=rafi, at=NOW)


@pytest.mark.usefixtures("index")
def test_copy_changes_nothing_for_readers(ines: User, client: Client) -> None:
    """Checks 41 to 47: no page, feed or search shows it."""
    question = make_question(slug="it", title="Old title?", steps=["Old step"], phrasings=["old"])
    before = dumped()
    copy = make_copy(question, by=ines, title="Secret title?", slug="secret", summary="Secret.")
    copy.steps.update(title="Secret step")
    copy.phrasings.update(text="secret phrasing")
    assert dumped() == before
    assert list(Question.objects.all()) == [question] == list(Topic.objects.get().questions.all())
    for path in (
        "/",
        "/questions/it/",
        "/search/?q=secret",
        "/sitemap.xml",
        "/llms-full.txt",
        "/feed/",
    ):
        page = client.get(path)
        assert "ecret" not in page.getvalue().decode().replace("/search/?q=secret", "").replace(
            'value="secret"', ""
        ).replace("“secret”", "") or path.startswith("/search/"), path
    assert json.loads(client.get("/api/v1/search/?q=secret").content)["results"] == []
    assert client.get("/questions/secret/").status_code == 404


def test_discard_leaves_the_question_as_it_is(ines: User) -> None:
    question = make_question(steps=["Open it"], phrasings=["open"])
    before = snapshot_of(question)
    discard(make_copy(question, by=ines, title="Other?"), by=ines, at=NOW)
    assert snapshot_of(question) == before
    assert (Question.with_copies.count(), Step.objects.count(), Phrasing.objects.count()) == (
        1,
        1,
        1,
    )


def test_copy_outlives_its_question(ines: User) -> None:
    """The copy of a deleted question can still be published."""
    question = make_question(slug="it", steps=["Open it"])
    copy = make_copy(question, by=ines, title="Written long?")
    question.delete()
    copy.refresh_from_db()
    assert (copy.title, copy.copy_of, copy.steps.count()) == ("Written long?", None, 1)
    live = publish(copy, by=ines, at=PAST)
    assert (live.pk, live.is_copy, live.slug) == (copy.pk, False, "it")
    assert list(Question.objects.published(NOW)) == [live]


def test_restore_creates_a_copy_with_the_old_text(ines: User) -> None:
    question = make_question(steps=["Old first", "Old second"])
    old = snapshot_of(question)
    revision = make_revision(question)
    question.steps.get(position=1).delete()
    question.steps.update(title="New", position=1)
    now = snapshot_of(question)
    copy, notes = restore(revision, by=ines, at=NOW)
    assert (snapshot_of(copy), notes) == (old, [])
    assert snapshot_of(question) == now


def test_restore_leaves_out_an_expiry_in_the_past(ines: User) -> None:
    revision = make_revision(make_question(published_at=PAST, expires_at=PAST.replace(day=2)))
    copy, notes = restore(revision, by=ines, at=NOW)
    assert (copy.expires_at, len(notes)) == (None, 1)


def test_restore_refuses_to_replace_a_copy(ines: User, rafi: User) -> None:
    copy = make_copy(question := make_question(), by=ines, title="Half written?")
    with pytest.raises(WorkingCopyExists):
        restore(make_revision(question), by=rafi, at=NOW)
    copy.refresh_from_db()
    assert copy.title == "Half written?"


def test_restore_of_a_deleted_question_is_refused(ines: User) -> None:
    revision = make_revision(question := make_question())
    question.delete()
    with pytest.raises(CannotMove, match="was deleted"):
        restore(Revision.objects.get(pk=revision.pk), by=ines, at=NOW)


def test_discard_refuses_a_copy_that_was_published(ines: User) -> None:
    """The copy of a deleted question becomes a question of its own when it is published."""
    question = make_question(summary="S.")
    copy = make_copy(question, by=ines, summary="Not to be lost.")
    question.delete()
    opened = Question.with_copies.get(pk=copy.pk)
    publish(copy, by=ines, at=NOW)
    with pytest.raises(CannotMove, match="This text no longer exists"):
        discard(opened, by=ines, at=NOW)
    assert Question.objects.published(NOW).get().summary == "Not to be lost."


def test_discard_in_review_is_for_reviewers(ines: User, rafi: User) -> None:
    copy = make_copy(make_question(summary="S."), by=ines, status="in_review")
    with pytest.raises(CannotMove, match="in review"):
        discard(copy, by=ines, at=NOW)
    assert working_copy_of(Question.objects.get()) == copy
    discard(copy, by=rafi, at=NOW)
    assert working_copy_of(Question.objects.get()) is None
