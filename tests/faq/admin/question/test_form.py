"""Conflicts in the form of a question: nobody overwrites or loses a text unawares."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from faq.models import Question
from tests.factories import (
    FUTURE,
    make_audience,
    make_draft,
    make_topic,
)
from tests.html import Element, parse

pytestmark = pytest.mark.django_db


def page(question: Question) -> str:
    return f"/admin/faq/question/{question.pk}/change/"


def opened(client: Client, question: Question) -> dict[str, Any]:
    return parse(client.get(page(question))).one("form", id="question_form").filled_in()


def saved(client: Client, question: Question, sent: dict[str, Any]) -> Element:
    """Save a form, and return the page that follows."""
    answer = client.post(page(question), sent, follow=True)
    assert answer.status_code == 200
    return parse(answer)


def said(shown: Element) -> list[str]:
    return [item.text for item in shown.one("ul", cls="messagelist").all("li")]


def test_what_only_one_person_changed_is_taken(as_ines: Client, as_rafi: Client) -> None:
    """Check 73: nothing is lost and nobody is asked."""
    draft = make_draft(title="It?", summary="In its menu.", steps=["Open it", "Close it"])
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    changes = {"summary": "In the menu.", "steps-0-title": "Open **it**", "featured": "on"}
    saved(as_rafi, draft, theirs | changes | {"steps-1-body": "At the top."})

    shown = saved(as_ines, draft, mine | {"title": "How is it?", "steps-1-title": "Shut it"})

    assert said(shown)[0] == (
        "Changed by rafi and taken over: Summary, Featured, Step 1: what to do, Step 2: body."
    )
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.featured) == ("How is it?", "In the menu.", True)
    steps = draft.steps.in_order().values_list("title", "body")
    assert list(steps) == [("Open **it**", ""), ("Shut it", "At the top.")]


def test_what_both_changed_is_chosen_with_the_name_of_the_other(
    as_ines: Client, as_rafi: Client
) -> None:
    """Check 73: the second save is rejected, and shows both texts."""
    draft = make_draft(title="It?", summary="One.", steps=["Open it"])
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    saved(as_rafi, draft, theirs | {"summary": "Theirs.", "steps-0-title": "Their step"})

    mine |= {"title": "Mine?", "summary": "Mine.", "steps-0-title": "My step"}
    shown = saved(as_ines, draft, mine)

    assert "Saved meanwhile by rafi." in shown.one("ul", cls="nonfield").text
    conflict = shown.one("section", cls="faq-conflict")
    assert conflict.texts("legend") == ["Summary", "Step 1: what to do"]
    assert conflict.texts("label")[:2] == ["Keep mine", "Take the text saved by rafi"]
    assert [each.text for each in conflict.all("p")][:2] == ["Mine.", "Theirs."]
    form = shown.one("form", id="question_form").filled_in()
    assert (form["title"], form["summary"], form["steps-0-title"]) == (
        *("Mine?", "Mine."),
        "My step",
    )
    draft.refresh_from_db()
    assert draft.title == "It?"

    unchosen = saved(as_ines, draft, form | {"choice-0": "theirs"})
    assert unchosen.one("section", cls="faq-conflict").texts("legend") == ["Step 1: what to do"]
    form = unchosen.one("form", id="question_form").filled_in()
    saved(as_ines, draft, form | {"choice-0": "mine"})
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Mine?", "Theirs.")
    assert draft.steps.get().title == "My step"


def test_text_edited_after_the_conflict_is_a_decision(as_ines: Client, as_rafi: Client) -> None:
    draft = make_draft(summary="One.", body="A")
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    saved(as_rafi, draft, theirs | {"summary": "Theirs."})
    form = saved(as_ines, draft, mine | {"summary": "Mine."})
    sent = form.one("form", id="question_form").filled_in()
    saved(as_ines, draft, sent | {"summary": "Both.", "choice-0": "theirs"})
    draft.refresh_from_db()
    assert draft.summary == "Both."


def test_own_second_tab_is_no_other_person(as_ines: Client) -> None:
    draft = make_draft(summary="One.")
    first, second = opened(as_ines, draft), opened(as_ines, draft)
    saved(as_ines, draft, first | {"summary": "First."})
    shown = saved(as_ines, draft, second | {"summary": "Second."})
    assert "Take the text saved by you in another tab" in shown.text


def test_third_save_is_merged_with_a_pending_choice(
    as_ines: Client, as_rafi: Client, as_owner: Client
) -> None:
    draft = make_draft(summary="One.", body="A")
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    saved(as_rafi, draft, theirs | {"summary": "Theirs."})
    sent = saved(as_ines, draft, mine | {"summary": "Mine."}).one("form", id="question_form")
    saved(as_owner, draft, opened(as_owner, draft) | {"body": "Olga's."})
    shown = saved(as_ines, draft, sent.filled_in())
    assert said(shown) == ["Changed by olga and taken over: Body."]
    again = shown.one("form", id="question_form").filled_in()
    saved(as_ines, draft, again | {"choice-0": "mine"})
    draft.refresh_from_db()
    assert (draft.summary, draft.body) == ("Mine.", "Olga's.")


def test_steps_that_were_added_moved_and_deleted_are_merged(
    as_ines: Client, as_rafi: Client
) -> None:
    draft = make_draft(steps=["A", "B", "C"], phrasings=["one", "two"])
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    added = {"steps-TOTAL_FORMS": "4", "steps-3-id": "", "steps-3-body": "", "steps-3-caution": ""}
    saved(
        as_rafi,
        draft,
        theirs
        | added
        | {"steps-1-DELETE": "on", "steps-3-title": "Theirs", "steps-3-position": "4"}
        | {"phrasings-0-DELETE": "on"},
    )
    moved = {"steps-0-position": "3", "steps-2-position": "1", "steps-1-position": "2"}
    sent = mine | added | moved | {"steps-3-title": "Mine", "steps-3-position": "4"}
    saved(as_ines, draft, sent | {"phrasings-1-text": "second"})
    titles = draft.steps.in_order().values_list("title", "position")
    assert [*titles] == [("C", 1), ("Theirs", 2), ("A", 3), ("Mine", 4)]
    assert sorted(draft.phrasings.values_list("text", flat=True)) == ["second"]


def test_step_that_the_other_deleted_can_be_kept(as_ines: Client, as_rafi: Client) -> None:
    for choice, steps in (("mine", ["A", "B changed"]), ("theirs", ["A"])):
        draft = make_draft(steps=["A", "B"])
        uid = draft.steps.get(title="B").uid
        mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
        saved(as_rafi, draft, theirs | {"steps-1-DELETE": "on"})
        shown = saved(as_ines, draft, mine | {"steps-1-title": "B changed"})
        conflict = shown.one("section", cls="faq-conflict")
        assert [each.text for each in conflict.all("p")][:2] == ["B changed", "(deleted)"]
        form = shown.one("form", id="question_form").filled_in()
        saved(as_ines, draft, form | {"choice-0": choice})
        assert [*draft.steps.in_order().values_list("title", flat=True)] == steps
        if choice == "mine":
            assert draft.steps.get(title="B changed").uid == uid


def test_step_that_i_deleted_and_the_other_changed_is_asked_about(
    as_ines: Client, as_rafi: Client
) -> None:
    draft = make_draft(steps=["A", "B"])
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    saved(as_rafi, draft, theirs | {"steps-1-title": "B changed"})
    shown = saved(as_ines, draft, mine | {"steps-1-DELETE": "on"})
    form = shown.one("form", id="question_form").filled_in()
    assert form["steps-1-title"] == "B changed"
    saved(as_ines, draft, form | {"choice-0": "mine"})
    assert draft.steps.get().title == "A"


def test_field_that_is_no_value_is_rejected_as_it_was_sent(
    as_ines: Client, as_rafi: Client
) -> None:
    draft = make_draft(summary="One.")
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    saved(as_rafi, draft, theirs | {"summary": "Theirs.", "title": "Theirs?"})
    shown = saved(as_ines, draft, mine | {"expires_at_0": "never", "title": "x" * 300})
    form = shown.one("form", id="question_form").filled_in()
    assert (form["expires_at_0"], form["title"], form["summary"]) == (
        *("never", "x" * 300),
        "Theirs.",
    )
    draft.refresh_from_db()
    assert draft.title == "Theirs?"


def test_every_field_is_merged(as_ines: Client, as_rafi: Client) -> None:
    audiences = [make_audience(), make_audience()]
    topic = make_topic()
    draft = make_draft(summary="One.", expires_at=FUTURE)
    draft.audiences.add(audiences[0])
    mine, theirs = opened(as_ines, draft), opened(as_rafi, draft)
    keys = [str(audience.pk) for audience in audiences]
    changes = {"topic": str(topic.pk), "audiences": keys, "urgent": "on", "body": "More.\r\nText."}
    later = {"expires_at_0": "2098-05-01", "expires_at_1": "10:30", "slug": "new-address"}
    saved(as_rafi, draft, theirs | changes | later)
    saved(as_ines, draft, mine | {"summary": "Mine."})
    draft.refresh_from_db()
    assert (draft.topic, draft.urgent, draft.body, draft.slug, draft.summary) == (
        *(topic, True, "More.\nText."),
        *("new-address", "Mine."),
    )
    assert draft.expires_at == datetime(2098, 5, 1, 10, 30, tzinfo=UTC)
    assert set(draft.audiences.all()) == set(audiences)


@pytest.mark.parametrize("sent", ["", "forged", "W10:forged:forged"])
def test_form_without_the_opened_version_is_rejected(as_ines: Client, sent: str) -> None:
    draft = make_draft(title="It?")
    answer = as_ines.post(page(draft), opened(as_ines, draft) | {"opened": sent, "title": "Other?"})
    assert answer.status_code == 200
    draft.refresh_from_db()
    assert draft.title == "It?"
