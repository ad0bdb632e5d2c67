"""Conflicts in the form of a question: nobody overwrites or loses a text unawares."""

from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question
from faq.publishing import publish
from tests.factories import NOW, make_copy, make_draft, make_question
from tests.html import parse

pytestmark = pytest.mark.django_db


def page(question: Question) -> str:
    return f"/admin/faq/question/{question.pk}/change/"


def opened(client: Client, question: Question) -> dict[str, Any]:
    return parse(client.get(page(question))).one("form", id="question_form").filled_in()


def test_second_save_is_rejected_with_the_differences(as_ines: Client, as_rafi: Client) -> None:
    """Check 73: the second save is rejected, and no text is lost."""
    draft = make_draft(title="It?", summary="In its menu.", steps=["Open it"])
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    first = as_rafi.post(
        page(draft), theirs | {"summary": "In the menu.", "steps-0-title": "Open **it**"}
    )
    assert first.status_code == 302

    answer = as_ines.post(page(draft), mine | {"title": "How is it?", "body": "Long text."})

    shown = parse(answer)
    assert "Somebody else saved this question" in shown.one("ul", cls="nonfield").text
    table = shown.one("section", cls="faq-conflict").one("table")
    assert [row.texts("th") for row in table.one("tbody").all("tr")] == [
        ["Summary"],
        ["Step 1: what to do"],
    ]
    assert (table.texts("del"), table.texts("ins")) == (["its"], ["the", "**", "**"])
    assert shown.one("input", name="title")["value"] == "How is it?"
    assert shown.one("textarea", name="body").text == "Long text."
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.body) == ("It?", "In the menu.", "")

    again = shown.one("form", id="question_form").filled_in()
    assert as_ines.post(page(draft), again).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("How is it?", "In its menu.")


@pytest.mark.parametrize("sent", ["", "forged", "W10:forged:forged"])
def test_form_without_the_opened_version_is_rejected(as_ines: Client, sent: str) -> None:
    draft = make_draft(title="It?")
    answer = as_ines.post(page(draft), opened(as_ines, draft) | {"opened": sent, "title": "Other?"})
    assert answer.status_code == 200
    draft.refresh_from_db()
    assert draft.title == "It?"


def test_text_for_a_deleted_copy_is_returned(as_ines: Client, rafi: User, ines: User) -> None:
    """The copy is published while somebody edits it."""
    copy = make_copy(make_question(summary="S."), by=ines)
    sent = opened(as_ines, copy)
    publish(copy, by=rafi, at=NOW)
    answer = as_ines.post(page(copy), sent | {"body": "A whole evening's work."})
    assert answer.status_code == 403
    shown = parse(answer)
    assert "published or deleted it in the meantime" in shown.one("p", cls="errornote").text
    assert "A whole evening's work." in shown.texts("textarea")
    assert Question.with_copies.get().body == ""


def test_text_without_permission_is_returned(as_ines: Client, ines: User) -> None:
    """The editor loses permission while editing."""
    draft = make_draft(summary="S.")
    sent = opened(as_ines, draft)
    ines.groups.clear()
    answer = as_ines.post(page(draft), sent | {"body": "A whole evening's work."})
    assert answer.status_code == 403
    assert "A whole evening's work." in parse(answer).texts("textarea")
    draft.refresh_from_db()
    assert draft.body == ""


def test_single_words_are_returned_too(as_ines: Client, ines: User) -> None:
    draft = make_draft(summary="S.")
    sent = opened(as_ines, draft) | {"title": "Refunds?", "phrasings-0-text": "moneyback"}
    ines.groups.clear()
    answer = parse(as_ines.post(page(draft), sent))
    labels = answer.texts("label")
    assert [each for each in labels if each in {"Title", "Phrasing 1: Text"}] == [
        "Title",
        "Phrasing 1: Text",
    ]
    shown = answer.texts("textarea")
    assert [text for text in shown if text in {"Refunds?", "moneyback"}] == [
        "Refunds?",
        "moneyback",
    ]


def test_text_of_a_signed_out_user_is_returned(as_ines: Client, ines: User) -> None:
    """The session has ended, or Ines may no longer sign in."""
    draft = make_draft(summary="S.")
    sent = opened(as_ines, draft) | {"body": "A whole evening's work."}
    User.objects.update(is_staff=False)
    for client in (as_ines, Client()):
        answer = client.post(page(draft), sent)
        assert answer.status_code == 403
        assert "no-store" in answer["Cache-Control"]
        shown = parse(answer)
        assert "A whole evening's work." in shown.texts("textarea")
        way = f"/admin/login/?next={quote(page(draft), safe='')}"
        assert ("sign in again", way) in shown.links()
    draft.refresh_from_db()
    assert draft.body == ""
    assert Client().post(page(draft), {"_save": "Save"}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    assert "evening" not in strict.post(page(draft), {"body": "evening"}).text


def test_text_of_a_new_question_is_returned_too(as_ines: Client, ines: User) -> None:
    ines.groups.clear()
    answer = as_ines.post("/admin/faq/question/add/", {"title": "How do I stay?"})
    assert answer.status_code == 403
    assert "How do I stay?" in parse(answer).texts("textarea")
