"""Plans of tables: changes, problems, and that all or none of them are made."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.importing.spreadsheets import (
    RowProblem,
    StalePlan,
    TablePlan,
    apply_plan,
    plan_table,
    read_csv,
)
from faq.importing.spreadsheets import table_plan as module
from faq.models import AuditEntry, Question
from faq.publishing import NotAllowed, open_working_copy, publish, snapshot_of, submit
from tests.factories import (
    FUTURE,
    NOW,
    PAST,
    make_audience,
    make_copy,
    make_draft,
    make_question,
    make_topic,
)
from tests.faq.importing.spreadsheets.tables import exported, rows_of

pytestmark = pytest.mark.django_db


def kinds(plan: TablePlan) -> list[tuple[int, str]]:
    return [(change.row, change.kind) for change in plan.changes]


def said(plan: TablePlan) -> list[tuple[int, str]]:
    return [(problem.row, problem.field) for problem in plan.problems]


def test_exported_table_changes_nothing(ines: User) -> None:
    question = make_question(
        title="=It?",
        body="- a\r\n- b  \r\n\r\n'=c",
        steps=["Open **A › B**", "Look", "Look"],
        phrasings=["@that", "+this"],
        featured=True,
        expires_at=FUTURE,
    )
    question.steps.update(body="\n1. x\n\n   y", caution="Hot.\r\n! Very.")
    question.audiences.add(make_audience(), make_audience())
    make_draft()
    plan = plan_table(read_csv("t.csv", exported()), by=ines)
    assert plan == TablePlan([], 2, [])


def test_rows_become_drafts_copies_or_text(ines: User) -> None:
    topic = make_topic(slug="money")
    live, draft = make_question(slug="live"), make_draft(slug="draft")
    make_question(slug="old", status="archived")
    make_question(slug="same", summary="S.")
    rows = rows_of(
        *({"slug": slug, "title": "T?", "topic": "money"} for slug in ("live", "new", "draft")),
        {"slug": "old", "title": "T?", "topic": "money"},
    )
    plan = plan_table(rows, by=ines)
    assert kinds(plan) == [(2, "copy"), (3, "new"), (4, "text"), (5, "text")]
    assert [change.question for change in plan.changes[:3]] == [live, None, draft]
    assert (plan.problems, plan.unchanged, topic.questions.count()) == ([], 0, 0)
    assert plan_table(rows_of({"slug": "same", "summary": "S."}), by=ines).unchanged == 1


def test_missing_columns_keep_their_values(ines: User) -> None:
    question = make_draft(slug="it", summary="S.", steps=["Look"], phrasings=["that"])
    [change] = plan_table(rows_of({"slug": "it", "title": "New?"}), by=ines).changes
    assert change.before == {**change.content, "title": question.title}
    assert change.content["title"] == "New?"


def test_steps_are_matched_by_title_or_else_by_position(ines: User) -> None:
    question = make_draft(slug="it", steps=["One", "Two", "Three"])
    one, two, three = (str(step.uid) for step in question.steps.in_order())
    text = "1. Three\n2. Two, in other words\n3. One\n4. Four"
    [change] = plan_table(rows_of({"slug": "it", "steps": text}), by=ines).changes
    uids = [step["uid"] for step in change.content["steps"]]
    assert uids[:3] == [three, two, one]
    assert uids[3] not in {one, two, three}


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"topic": "gone"}, "topic", "There is no topic “gone”. Use one of these: money."),
        (
            {"audiences": "a, gone"},
            "audiences",
            "There is no audience “gone”. Use one of these: a.",
        ),
        ({"title": ""}, "title", "This field cannot be blank."),
        ({"title": "x" * 201}, "title", "at most 200 characters (it has 201)"),
        ({"slug": "Not So"}, "slug", "Use lower-case letters"),
        ({"slug": ""}, "slug", "This field cannot be blank."),
        ({"body": "x" * 100_001}, "body", "at most"),
        ({"steps": "Look"}, "steps", "Line 1 belongs to no step"),
        ({"steps": "1. a\n2. "}, "steps, 2: title", "This field cannot be blank."),
        ({"phrasings": "x" * 201}, "phrasings", "at most 200 characters"),
        ({"featured": "perhaps"}, "featured", "Write yes or no."),
        ({"expires_at": "soon"}, "expires_at", "Write a time such as"),
        ({"expires_at": "2026-02-31"}, "expires_at", "Write a time such as"),
        ({"slug": "renamed"}, "slug", "This address redirects to “Moved?”"),
    ],
)
def test_problem_names_row_field_and_reason(
    ines: User, values: dict[str, str], field: str, message: str
) -> None:
    make_audience(slug="a")
    moved = make_question(slug="renamed", title="Moved?", topic=make_topic(slug="money"))
    moved.slug = "other"
    moved.save()
    good = {"slug": "new", "title": "T?", "topic": "money"}
    plan = plan_table(rows_of({**good, **values}), by=ines)
    assert said(plan) == [(2, field)]
    assert message in plan.problems[0].message


def test_two_rows_of_one_question_are_rejected(ines: User) -> None:
    make_draft(slug="it")
    rows = [{"slug": "it", "summary": "a"}, {"slug": "it", "summary": "b"}]
    assert plan_table(rows_of(*rows), by=ines).problems == [
        RowProblem(3, "slug", "Row 2 has the same address. Delete one of the two rows.")
    ]


def test_question_in_use_by_others_is_rejected(ines: User, rafi: User) -> None:
    make_copy(make_question(slug="live"), by=rafi)
    draft = make_draft(slug="draft", summary="S.")
    submit(draft, by=ines, at=NOW)
    rows = rows_of({"slug": "live", "summary": "N."}, {"slug": "draft", "summary": "N."})
    found = plan_table(rows, by=ines).problems
    assert [problem.row for problem in found] == [2, 3]
    assert found[0].message.startswith("rafi started this working copy")
    assert found[1].message == "The question is in review. Withdraw it first, or delete the row."
    assert said(plan_table(rows, by=rafi)) == [(2, "slug")]


def test_end_before_publication_is_rejected(ines: User) -> None:
    make_question(slug="old", status="archived", published_at=PAST)
    plan = plan_table(rows_of({"slug": "old", "expires_at": "2020-01-01"}), by=ines)
    assert [problem.message for problem in plan.problems] == ["It would end before it begins."]


def test_too_many_changes_are_rejected(ines: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CHANGES", 1)
    make_topic(slug="money")
    rows: list[dict[str, Any]] = [
        {"slug": f"q-{n}", "title": "T?", "topic": "money"} for n in range(2)
    ]
    [problem] = plan_table(rows_of(*rows), by=ines).problems
    assert (problem.row, problem.message) == (
        3,
        "The table changes 2 questions. An import changes at most 1. Split the table.",
    )


def test_digest_differs_if_the_content_changed(ines: User) -> None:
    make_draft(slug="it", steps=["One"])
    rows = rows_of({"slug": "it", "steps": "1. One\n2. Two"})
    digest = plan_table(rows, by=ines).digest
    assert plan_table(rows, by=ines).digest == digest
    Question.objects.update(summary="Meanwhile.")
    assert plan_table(rows, by=ines).digest != digest


def test_plan_requires_the_permission(viewer: User) -> None:
    with pytest.raises(NotAllowed, match="Only editors"):
        plan_table(rows_of({"slug": "it"}), by=viewer)


def test_plan_of_many_rows_takes_few_queries(ines: User, django_assert_max_num_queries) -> None:
    topic = make_topic()
    Question.objects.bulk_create(
        Question(slug=f"q-{n}", title=f"T{n}?", topic=topic, updated_at=NOW) for n in range(120)
    )
    rows = read_csv("t.csv", exported())
    with django_assert_max_num_queries(20):
        assert plan_table(rows, by=ines).unchanged == 120


def take_in(by: User, *rows: dict[str, Any]) -> None:
    table = rows_of(*rows)
    apply_plan(table, plan_table(table, by=by).digest, by=by, at=NOW, name="t.csv")


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


def test_rows_of_drafts_change_their_text(ines: User) -> None:
    draft = make_draft(slug="it", summary="S.", body="B")
    take_in(ines, {"slug": "it", "summary": "", "body": "C"})
    draft.refresh_from_db()
    assert (draft.summary, draft.body_html) == ("", "<p>C</p>")


def test_invalid_row_changes_nothing(ines: User) -> None:
    make_topic(slug="money")
    rows = [{"slug": f"q-{n}", "title": f"T{n}?", "topic": "money"} for n in range(50)]
    rows[40]["topic"] = "gone"
    with pytest.raises(StalePlan):
        take_in(ines, *rows)
    assert Question.objects.count() == AuditEntry.objects.count() == 0


@pytest.mark.parametrize("what", ["slug", "topic", "copy", "text", "gone"])
def test_stale_plan_is_not_applied(ines: User, rafi: User, what: str) -> None:
    topic = make_topic(slug="money")
    question, draft = make_question(slug="live", summary="S."), make_draft(slug="draft")
    rows = rows_of(
        {"slug": "live", "title": "Live?", "topic": "money"},
        {"slug": "draft", "title": "Draft?", "topic": "money"},
        {"slug": "new", "title": "New?", "topic": "money"},
    )
    digest = plan_table(rows, by=ines).digest
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
    with pytest.raises(StalePlan, match=r"questions have changed since the preview"):
        apply_plan(rows, digest, by=ines, at=NOW)
    assert list(Question.with_copies.order_by("pk").values()) == before
