"""A form that cannot be saved where it was opened: its text goes into a working copy, or is given back."""

from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question
from faq.publishing import publish
from tests.factories import (
    NOW,
    make_copy,
    make_draft,
    make_question,
)
from tests.faq.admin.question.test_form import opened, page, said, saved
from tests.html import parse

pytestmark = pytest.mark.django_db


def test_text_of_a_published_copy_goes_into_a_new_one(
    as_ines: Client, rafi: User, ines: User
) -> None:
    """The copy is published while somebody edits it."""
    copy = make_copy(make_question(summary="S.", steps=["Open **it**."]), by=ines)
    sent = opened(as_ines, copy)
    live = publish(copy, by=rafi, at=NOW)
    shown = saved(as_ines, copy, sent | {"body": "A whole evening's work."})
    assert said(shown)[0].startswith("It was published meanwhile, so your changes are in this")
    new = Question.with_copies.copies().get()
    assert (new.copy_of, new.body) == (live, "A whole evening's work.")
    assert [*new.steps.values_list("uid")] == [*live.steps.values_list("uid")]


def test_text_of_a_published_draft_goes_into_a_working_copy(as_ines: Client, rafi: User) -> None:
    draft = make_draft(title="It?", summary="S.", steps=["Open **it**."])
    sent = opened(as_ines, draft)
    draft.title = "How is it?"
    draft.save()
    publish(draft, by=rafi, at=NOW, reason="So.")
    changed = sent | {"title": "Mine?", "steps-0-body": "In the menu."}
    shown = saved(as_ines, draft, changed)
    assert "The published text was changed in these places too: Title." in said(shown)[0]
    copy = Question.with_copies.copies().get()
    assert (copy.title, copy.steps.get().body) == ("Mine?", "In the menu.")
    again = saved(as_ines, draft, sent)
    assert said(again) == [
        "It was published meanwhile. The published text has all that you wrote.",
    ]


def test_text_for_a_published_copy_is_returned_if_there_is_another(
    as_ines: Client, rafi: User, ines: User
) -> None:
    copy = make_copy(make_question(summary="S."), by=ines)
    sent = opened(as_ines, copy)
    make_copy(publish(copy, by=rafi, at=NOW), by=rafi)
    answer = as_ines.post(page(copy), sent | {"body": "A whole evening's work."})
    assert answer.status_code == 403
    assert "A whole evening's work." in parse(answer).texts("textarea")


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
        assert ("Sign in again", way) in shown.links()
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
