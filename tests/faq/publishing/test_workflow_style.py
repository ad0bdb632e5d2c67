"""A text with errors is neither reviewed nor published; warnings have to be explained."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import AuditEntry, Question, ReviewComment
from faq.models.review_comment import COMMENT_LENGTH
from faq.publishing import (
    BreaksStyleRules,
    CannotMove,
    CannotPublish,
    NoteRequired,
    publish,
    submit,
)
from tests.factories import NOW, make_copy, make_draft, make_question


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


def test_two_drafts_that_link_to_each_other_can_be_published(ines: User) -> None:
    one = make_draft(slug="one", summary="S.", body="[Two](/questions/two/)")
    two = make_draft(slug="two", summary="S.", body="[One](/questions/one/)")
    for draft in (one, two):
        assert publish(draft, by=ines, at=NOW).status == "published"


def test_publish_from_the_list_says_what_to_fix(as_ines: Client) -> None:
    good, bad = make_draft(summary="S."), make_draft(summary="One. Two.")
    sent = {"action": "publish_selected", "_selected_action": [good.pk, bad.pk]}
    page = as_ines.post("/admin/faq/question/", sent, follow=True).text
    assert "Fix this first: Use one sentence" in page
    assert (state(good), state(bad)) == ("published", "draft")
