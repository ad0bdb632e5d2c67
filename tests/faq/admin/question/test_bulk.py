"""The actions for many questions in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseBase
from django.test import Client

from faq.admin.question import bulk
from faq.models import Question
from tests.factories import NOW, make_audience, make_copy, make_draft, make_question, make_topic
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

LIST = "/admin/faq/question/"
RECAST = "bulk_edit"


def act(client: Client, action: str, *questions: Question, **asked: Any) -> HttpResponseBase:
    chosen = [str(question.pk) for question in questions]
    sent = {"action": action, "_selected_action": chosen, **asked}
    return client.post(LIST, sent, follow=True)


def said(response: HttpResponseBase) -> list[str]:
    return parse(response).one("ul", cls="messagelist").texts("li")


def offered(client: Client) -> list[str]:
    box = parse(client.get(LIST)).all("select", name="action")
    return [option["value"] for each in box for option in each.all("option")][1:]


def test_list_offers_only_permitted_actions(
    as_ines: Client, as_rafi: Client, as_viewer: Client
) -> None:
    make_question()
    assert offered(as_ines) == ["submit_selected", RECAST, "export_csv", "delete_selected"]
    every = ["submit_selected", "publish_selected", "archive_selected", RECAST]
    assert offered(as_rafi) == [*every, "export_csv", "delete_selected"]
    assert offered(as_viewer) == []


def test_forbidden_actions_change_nothing(as_ines: Client, as_rafi: Client) -> None:
    draft = make_draft(summary="S.")
    assert said(act(as_ines, "publish_selected", draft)) == ["No action selected."]
    assert Question.objects.get().status == "draft"


def test_many_questions_are_sent_for_review(as_ines: Client) -> None:
    fine, empty = make_draft(summary="S."), make_draft(title="Empty?")
    assert said(act(as_ines, "submit_selected", fine, empty)) == [
        "“Empty?” was not changed. It has no answer yet: write a summary, a body or steps.",
        "Sent for review: 1.",
    ]
    assert [each.status for each in Question.objects.order_by("pk")] == ["in_review", "draft"]


def test_bulk_edit_asks_before_it_changes_questions(
    as_rafi: Client, rafi: User, ines: User
) -> None:
    topic, audience = make_topic(title="Money"), make_audience(title="clients")
    live, draft = make_question(title="Live?", summary="S."), make_draft(title="Draft?")
    written = make_question(title="Written?")
    make_copy(written, by=ines)
    asked = parse(act(as_rafi, RECAST, live, draft, written))
    shown = asked.one(id="content-main").texts("li")
    assert sorted(shown) == sorted(
        f"{each.title} {each.get_status_display()} · {each.topic}"
        for each in (live, draft, written)
    )
    assert set(Question.objects.values_list("owner", flat=True)) == {None}
    hidden = [each["value"] for each in asked.all("input", name="_selected_action")]
    assert set(hidden) == {str(each.pk) for each in (live, draft, written)}
    sent = {"edit": "1", "topic": topic.pk, "add": audience.pk, "owner": ines.pk}
    found = said(act(as_rafi, RECAST, live, draft, written, **sent))
    assert found[1] == "Changed: 2."
    assert found[0].startswith("“Written?” was not changed. ines started this working copy")
    assert found[2:] == ["Owner set to ines: 3."]
    assert set(topic.questions.filter(is_copy=False)) == {live, draft}
    assert set(Question.objects.values_list("owner", flat=True)) == {ines.pk}


def test_bulk_edit_by_an_editor_goes_to_review(as_ines: Client, as_rafi: Client) -> None:
    question, topic = make_question(summary="S."), make_topic()
    page = parse(act(as_ines, RECAST, question))
    assert "sent for review" in page.one(id="content-main").one("p").text
    assert said(act(as_ines, RECAST, question, edit="1", topic=topic.pk)) == [
        "New versions sent for review: 1."
    ]
    assert Question.objects.get().topic != topic


@pytest.mark.parametrize("asked", [{}, {"topic": "4711"}, {"owner": "x"}])
def test_bulk_edit_rejects_an_empty_or_outdated_form(
    as_rafi: Client, asked: dict[str, str]
) -> None:
    draft = make_draft()
    page = parse(act(as_rafi, RECAST, draft, edit="1", **asked))
    problems = [*page.all("div", cls="errornote"), *page.all("ul", cls="errorlist")]
    assert len(problems) == 1
    assert Question.objects.get().topic == draft.topic


def test_too_many_questions_are_rejected(as_rafi: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MAX_QUESTIONS", 1)
    drafts = [make_draft(summary="S.") for _ in range(2)]
    for action in (RECAST, "publish_selected"):
        assert said(act(as_rafi, action, *drafts)) == [
            "You chose 2 questions. Choose at most 1 at a time."
        ]
    assert set(Question.objects.values_list("status", flat=True)) == {"draft"}


def test_further_unchanged_questions_are_counted(
    as_rafi: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MAX_AT_ONCE", 30)
    drafts = [make_draft() for _ in range(23)]
    found = said(act(as_rafi, "publish_selected", *drafts))
    assert len(found) == 21
    assert found[-1] == "3 more were not changed."


def test_chosen_questions_are_exported(as_ines: Client) -> None:
    chosen = make_question(slug="chosen")
    make_question(slug="other")
    answer = act(as_ines, "export_csv", chosen)
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ['"slug"', '"chosen"']
