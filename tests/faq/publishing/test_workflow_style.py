"""A text with errors is neither reviewed nor published; warnings have to be explained."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import AuditEntry, Question, ReviewComment, TrashedText
from faq.models.review_comment import COMMENT_LENGTH
from faq.publishing import (
    BreaksStyleRules,
    CannotMove,
    CannotPublish,
    NoteRequired,
    apply_snapshot,
    publish,
    send_back,
    snapshot_of,
    submit,
)
from faq.publishing.trash import delete, restore_trashed
from tests.factories import NOW, make_copy, make_draft, make_question
from tests.html import parse


def said() -> list[str]:
    return list(ReviewComment.objects.order_by("pk").values_list("text", flat=True))


def state(question: Question) -> str:
    return Question.with_copies.get(pk=question.pk).status


def test_submit_refuses_a_text_with_errors(ines: User) -> None:
    draft = make_draft(summary="One. Two.", steps=["Delete it", "The menu"])
    with pytest.raises(BreaksStyleRules) as problem:
        submit(draft, by=ines, at=NOW, note="It is right.")
    found = [(each.rule, each.place) for each in problem.value.findings]
    assert found == [("summary", "summary"), ("step-verb", "steps.2.title")]
    assert str(problem.value).startswith("Fix this first: Use one sentence")
    assert (state(draft), said(), AuditEntry.objects.count()) == ("draft", [], 0)


def test_submit_needs_a_note_on_warnings(ines: User) -> None:
    draft = make_draft(summary="S.", steps=["Delete it"])
    for word in ("", "  \n"):
        with pytest.raises(NoteRequired) as problem:
            submit(draft, by=ines, at=NOW, note=word)
    assert [each.rule for each in problem.value.findings] == ["caution"]
    assert (state(draft), said()) == ("draft", [])
    submit(draft, by=ines, at=NOW, note=" It can be had back. ")
    assert (state(draft), said()) == ("in_review", ["It can be had back."])


def test_title_that_is_no_question_takes_a_reason(ines: User) -> None:
    draft = make_draft(title="Cancelling your subscription", summary="S.")
    with pytest.raises(NoteRequired):
        submit(draft, by=ines, at=NOW)
    submit(draft, by=ines, at=NOW, note="Readers know it by this name.")
    assert publish(draft, by=ines, at=NOW).status == "published"


def test_submit_keeps_an_optional_note(ines: User) -> None:
    submit(make_draft(summary="S."), by=ines, at=NOW, note="Please look at the title.")
    assert said() == ["Please look at the title."]


def test_submit_refuses_a_note_that_is_too_long(ines: User) -> None:
    draft = make_draft(summary="S.")
    with pytest.raises(CannotMove, match="at most"):
        submit(draft, by=ines, at=NOW, note="x" * (COMMENT_LENGTH + 1))
    assert (state(draft), said()) == ("draft", [])


@pytest.mark.parametrize("kind", ["draft", "copy"])
def test_publish_refuses_a_text_with_errors(ines: User, client: Client, kind: str) -> None:
    """Readers still see the published text."""
    draft = make_draft(slug="it", title="Secret end", summary="One. Two.")
    if kind == "copy":
        live = make_question(slug="live", title="How?", summary="S.")
        draft = make_copy(live, by=ines, title="Secret end", summary="One. Two.")
    with pytest.raises(CannotPublish, match=r"Fix this first: .* \(summary\)"):
        publish(draft, by=ines, at=NOW)
    assert state(draft) == "draft"
    assert "Secret end" not in client.get("/questions/it/").text
    assert "Secret end" not in client.get("/questions/live/").text


def test_publish_does_not_ask_about_warnings_again(ines: User, rafi: User) -> None:
    draft = make_draft(summary="S.", steps=["Delete it"])
    submit(draft, by=ines, at=NOW, note="It can be had back.")
    assert publish(draft, by=rafi, at=NOW).status == "published"


def test_publish_without_a_review_asks_about_warnings(ines: User) -> None:
    draft = make_draft(summary="S.", steps=["Delete it"])
    for reason in ("", "  "):
        with pytest.raises(NoteRequired) as problem:
            publish(draft, by=ines, at=NOW, note="New.", reason=reason)
        assert [each.rule for each in problem.value.findings] == ["caution"]
    assert state(draft) == "draft"
    publish(draft, by=ines, at=NOW, note="New.", reason="It can be had back.")
    assert Question.objects.get().revisions.get().note == "New.\nIt can be had back."


def test_schedule_asks_about_warnings_and_publishing_it_then_does_not(ines: User) -> None:
    draft, soon = make_draft(summary="S.", steps=["Delete it"]), NOW + timedelta(days=1)
    with pytest.raises(NoteRequired):
        publish(draft, by=ines, at=NOW, since=soon)
    publish(draft, by=ines, at=NOW, since=soon, reason="It can be had back.")
    publish(draft, by=ines, at=NOW)
    assert Question.objects.published(NOW).get() == draft


def test_reviewer_is_asked_about_the_warnings_of_their_own_change(ines: User, rafi: User) -> None:
    draft = make_draft(summary="S.", steps=["Delete it", "Open it"])
    submit(draft, by=ines, at=NOW, note="It can be had back.")
    first, second = draft.steps.in_order()
    # A moved step has the same words.
    content = snapshot_of(draft)
    content["steps"].reverse()
    apply_snapshot(content, draft)
    second.refresh_from_db()
    second.title = "Close the account"
    second.save()
    with pytest.raises(NoteRequired) as problem:
        publish(draft, by=rafi, at=NOW)
    assert [(each.rule, each.place) for each in problem.value.findings] == [
        ("caution", "steps.1.title")
    ]
    first.refresh_from_db()
    first.title = "Delete it all"
    first.save()
    with pytest.raises(NoteRequired) as problem:
        publish(draft, by=rafi, at=NOW)
    assert len(problem.value.findings) == 2


def test_text_that_was_sent_back_is_explained_once(ines: User, rafi: User) -> None:
    draft = make_draft(summary="S.", steps=["Delete it"])
    submit(draft, by=ines, at=NOW, note="It can be had back.")
    send_back(draft, "Write more.", by=rafi, at=NOW)
    submit(draft, by=ines, at=NOW)
    assert state(draft) == "in_review"


@pytest.mark.parametrize("is_reviewed", [True, False])
def test_new_version_is_asked_only_about_new_warnings(ines: User, is_reviewed: bool) -> None:
    live = make_question(title="Ending a contract", summary="S.", steps=["Delete it"])
    copy = make_copy(live, by=ines, title="Ending a contract", summary="S, better.")
    step = copy.steps.get()
    step.title = "Delete them"
    step.save()
    with pytest.raises(NoteRequired) as problem:
        submit(copy, by=ines, at=NOW) if is_reviewed else publish(copy, by=ines, at=NOW)
    assert [each.rule for each in problem.value.findings] == ["caution"]
    step.title = "Delete it"
    step.save()
    if is_reviewed:
        submit(copy, by=ines, at=NOW)
    publish(copy, by=ines, at=NOW)
    assert Question.objects.get().summary == "S, better."


def test_explanation_survives_the_trash(ines: User) -> None:
    draft = make_draft(summary="S.", steps=["Delete it"])
    submit(draft, by=ines, at=NOW, note="It can be had back.")
    delete(draft, by=ines)
    draft, _notes = restore_trashed(TrashedText.objects.get(), by=ines, at=NOW)
    assert publish(draft, by=ines, at=NOW).status == "published"


def test_two_drafts_that_link_to_each_other_can_be_published(ines: User) -> None:
    one = make_draft(slug="one", summary="S.", body="[Two](/questions/two/)")
    two = make_draft(slug="two", summary="S.", body="[One](/questions/one/)")
    publish(one, by=ines, at=NOW, reason="The other follows now.")
    assert publish(two, by=ines, at=NOW).status == "published"


def test_publish_from_the_list_names_a_text_with_a_warning(as_ines: Client) -> None:
    good, bad = make_draft(summary="S."), make_draft(summary="S.", steps=["Delete it"])
    sent = {"action": "publish_selected", "_selected_action": [good.pk, bad.pk]}
    page = as_ines.post("/admin/faq/question/", sent, follow=True).text
    assert "Fix these, or explain why they are right" in page
    assert (state(good), state(bad)) == ("published", "draft")


def test_page_to_publish_takes_a_reason_for_a_warning(as_ines: Client) -> None:
    draft = make_draft(summary="S.", steps=["Delete it"])
    address = f"/admin/faq/question/{draft.pk}/do/publish/"
    asked = parse(as_ines.post(address, {"note": "New."}))
    assert "explain why they are right" in asked.one("div", cls="errornote").text
    assert asked.one("input", name="reason")
    as_ines.post(address, {"note": "New.", "reason": "It can be had back."})
    assert state(draft) == "published"


def test_publish_from_the_list_says_what_to_fix(as_ines: Client) -> None:
    good, bad = make_draft(summary="S."), make_draft(summary="One. Two.")
    sent = {"action": "publish_selected", "_selected_action": [good.pk, bad.pk]}
    page = as_ines.post("/admin/faq/question/", sent, follow=True).text
    assert "Fix this first: Use one sentence" in page
    assert (state(good), state(bad)) == ("published", "draft")
