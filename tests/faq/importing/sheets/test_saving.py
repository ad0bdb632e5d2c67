"""Taking in a table: all of it or nothing, and nothing that readers see."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.importing.sheets import ChangedMeanwhile, carry_out, plan_of
from faq.models import AuditEntry, Question
from faq.publishing import open_working_copy, publish, snapshot_of
from tests.factories import NOW, make_draft, make_question, make_topic
from tests.faq.importing.sheets.tables import rows_of

pytestmark = pytest.mark.django_db


def take_in(by: User, *rows: dict[str, Any]) -> None:
    read = rows_of(*rows)
    carry_out(read, plan_of(read, by=by).digest, by=by, at=NOW, name="t.csv")


def test_new_rows_become_drafts(ines: User, client: Client) -> None:
    make_topic(slug="money")
    steps = "1. Open **Jobs**\n   ! Hot.\n   Text"
    new = {"slug": "new", "topic": "money", "title": " New  one? ", "steps": steps}
    take_in(ines, {**new, "phrasings": "this\nthat\nthis", "status": "published"})
    question = Question.objects.get()
    assert (question.title, question.status, question.published_at) == ("New one?", "draft", None)
    assert question.owner == ines
    [step] = question.steps.values_list("title", "caution", "body_html")
    assert step == ("Open **Jobs**", "Hot.", "<p>Text</p>")
    assert sorted(question.phrasings.values_list("text", flat=True)) == ["that", "this"]
    assert client.get("/questions/new/").status_code == 404
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.by, entry.detail) == ("imported", ines, "t.csv")


def test_rows_of_published_questions_become_working_copies(
    ines: User, rafi: User, client: Client
) -> None:
    question = make_question(slug="live", summary="Then.", steps=["One", "Two"])
    uids = [str(step.uid) for step in question.steps.in_order()]
    before = snapshot_of(question)
    take_in(ines, {"slug": "live", "summary": "Now.", "steps": "1. Two\n2. One"})
    assert snapshot_of(question) == before
    assert "Then." in client.get("/questions/live/").text
    copy = Question.with_copies.copies().get()
    assert (copy.copy_of, copy.status, copy.started_by) == (question, "draft", ines)
    publish(copy, by=rafi, at=NOW)
    after = snapshot_of(question)
    assert (after["summary"], [step["uid"] for step in after["steps"]]) == ("Now.", uids[::-1])


def test_drafts_are_written_into(ines: User) -> None:
    draft = make_draft(slug="it", summary="S.", body="B")
    take_in(ines, {"slug": "it", "summary": "", "body": "C"})
    draft.refresh_from_db()
    assert (draft.summary, draft.body_html) == ("", "<p>C</p>")


def test_one_bad_row_changes_nothing(ines: User) -> None:
    make_topic(slug="money")
    rows = [{"slug": f"q-{n}", "title": f"T{n}?", "topic": "money"} for n in range(50)]
    rows[40]["topic"] = "gone"
    with pytest.raises(ChangedMeanwhile):
        take_in(ines, *rows)
    assert Question.objects.count() == AuditEntry.objects.count() == 0


@pytest.mark.parametrize("what", ["slug", "topic", "copy", "text", "gone"])
def test_what_changed_since_it_was_looked_at_is_not_done(ines: User, rafi: User, what: str) -> None:
    topic = make_topic(slug="money")
    question, draft = make_question(slug="live", summary="S."), make_draft(slug="draft")
    rows = rows_of(
        {"slug": "live", "title": "Live?", "topic": "money"},
        {"slug": "draft", "title": "Draft?", "topic": "money"},
        {"slug": "new", "title": "New?", "topic": "money"},
    )
    digest = plan_of(rows, by=ines).digest
    if what == "slug":
        make_draft(slug="new")
    elif what == "topic":
        topic.delete()
    elif what == "copy":
        open_working_copy(question, by=rafi, at=NOW)
    elif what == "text":
        Question.objects.filter(pk=draft.pk).update(summary="Meanwhile.")
    else:
        draft.delete()
    before = list(Question.with_copies.order_by("pk").values())
    with pytest.raises(ChangedMeanwhile, match=r"changed meanwhile, and nothing was taken in"):
        carry_out(rows, digest, by=ines, at=NOW)
    assert list(Question.with_copies.order_by("pk").values()) == before
