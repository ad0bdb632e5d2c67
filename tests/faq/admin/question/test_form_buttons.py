"""The buttons of the form save what stands in it, and then do what they say."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question, ReviewComment
from faq.models.review_comment import COMMENT_LENGTH
from faq.publishing import publish, submit
from tests.factories import NOW, make_copy, make_draft, make_question, make_topic
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

ADD = "/admin/faq/question/add/"
Sent = dict[str, Any]


def page(question: Question, kind: str = "change") -> str:
    return f"/admin/faq/question/{question.pk}/{kind}/"


def opened(client: Client, address: str) -> Sent:
    return parse(client.get(address)).one("form", id="question_form").filled_in()


def press(client: Client, address: str, sent: Sent, button: str) -> tuple[str, Element]:
    """Press a button of a form; return the address and the page that follow."""
    answer = client.post(address, {**sent, "_then": button}, follow=True)
    assert answer.status_code == 200
    return (answer.redirect_chain or [("", 0)])[-1][0], parse(answer)


def said(shown: Element) -> list[str]:
    return [item.text for item in shown.one("ul", cls="messagelist").all("li")]


def comments(question: Question) -> list[str]:
    return list(question.review_comments.order_by("pk").values_list("text", flat=True))


def status(question: Question) -> str:
    question.refresh_from_db()
    return question.status


@pytest.fixture
def draft() -> Question:
    return make_draft(title="How do I lend it?", summary="From the menu.", steps=["Open the menu"])


def test_text_in_the_form_is_what_is_sent_for_review(as_ines: Client, draft: Question) -> None:
    sent = opened(as_ines, page(draft)) | {"summary": "From the list.", "comment": "Tried it."}
    address, shown = press(as_ines, page(draft), sent, "submit")
    assert address == page(draft)
    assert said(shown)[-1] == "Sent for review."
    assert status(draft) == "in_review"
    assert draft.summary == "From the list."
    # As the note of the submission, which explains warnings, and not twice.
    assert comments(draft) == ["Tried it."]


def test_submission_that_needs_a_note_saves_the_form_and_asks_for_it(
    as_ines: Client, draft: Question
) -> None:
    sent = opened(as_ines, page(draft)) | {"title": "Lending it", "summary": "One. Two. Three."}
    address, shown = press(as_ines, page(draft), sent, "submit")
    assert address == page(draft, "do/submit")
    assert shown.one("textarea", name="note")
    assert status(draft) == "draft"
    assert draft.title == "Lending it"


def test_comment_with_a_submission_that_is_refused_is_posted(
    as_ines: Client, draft: Question
) -> None:
    sent = opened(as_ines, page(draft)) | {"steps-0-title": "", "comment": "Steps follow."}
    sent |= {"steps-0-DELETE": "on", "summary": ""}
    address, _shown = press(as_ines, page(draft), sent, "submit")
    assert address == page(draft, "do/submit")
    assert (status(draft), comments(draft)) == ("draft", ["Steps follow."])


@pytest.mark.parametrize(
    ("button", "kind"),
    [
        ("publish", "do/publish"),
        ("duplicate", "do/duplicate"),
        ("merge", "do/merge"),
        ("care", "do/care"),
        ("compare", "change"),
        ("comment", "change"),
        ("nonsense", "change"),
        ("../../../auth/user", "change"),
    ],
)
def test_other_buttons_save_the_form_and_open_their_pages(
    as_rafi: Client, draft: Question, button: str, kind: str
) -> None:
    sent = opened(as_rafi, page(draft)) | {"steps-0-title": "Choose [[Lend]]"}
    address, _shown = press(as_rafi, page(draft), sent, button)
    assert address == page(draft, kind)
    assert draft.steps.get().title == "Choose [[Lend]]"
    assert status(draft) == "draft"


def test_what_readers_would_get_is_the_text_of_the_form(as_rafi: Client, rafi: User) -> None:
    question = make_question(title="How do I lend it?", summary="Before.")
    copy = make_copy(question, by=rafi)
    sent = opened(as_rafi, page(copy)) | {"summary": "After."}
    _address, shown = press(as_rafi, page(copy), sent, "publish")
    row = shown.one("table", cls="faq-differences").texts("td")
    assert row == ["Before.", "After."]


def test_refused_form_saves_nothing_and_keeps_the_comment(as_ines: Client, draft: Question) -> None:
    sent = opened(as_ines, page(draft)) | {"title": "", "comment": "Look at this."}
    address, shown = press(as_ines, page(draft), sent, "submit")
    assert address == ""
    assert shown.one("textarea", name="comment").text == "Look at this."
    assert (status(draft), draft.title, comments(draft)) == ("draft", "How do I lend it?", [])


def test_new_question_is_sent_for_review_with_one_button(as_ines: Client) -> None:
    topic = make_topic()
    sent = opened(as_ines, ADD) | {
        "title": "How do I lend it?",
        "summary": "From the menu.",
        "topic": str(topic.pk),
        "comment": "New in the product.",
    }
    address, shown = press(as_ines, ADD, sent, "submit")
    question = Question.objects.get()
    assert address == page(question)
    assert said(shown)[-1] == "Sent for review."
    assert (question.status, question.slug) == ("in_review", "how-do-i-lend-it")
    assert comments(question) == ["New in the product."]


def test_new_question_stays_open_when_it_is_saved(as_ines: Client) -> None:
    sent = opened(as_ines, ADD) | {"title": "How?", "topic": str(make_topic().pk)}
    answer = as_ines.post(ADD, {**sent, "_save": ""})
    assert answer.headers["Location"] == page(Question.objects.get())


def test_comment_is_posted_by_whatever_saves_the_form(as_ines: Client, draft: Question) -> None:
    for number, button in enumerate(("_save", "_continue", "_addanother")):
        sent = opened(as_ines, page(draft)) | {"comment": f"Comment {number}", button: ""}
        as_ines.post(page(draft), sent)
    assert comments(draft) == ["Comment 0", "Comment 1", "Comment 2"]
    assert ReviewComment.objects.values_list("by__username", flat=True).distinct().get() == "ines"


def test_comment_that_is_too_long_is_refused_with_the_form(
    as_ines: Client, draft: Question
) -> None:
    text = "x" * (COMMENT_LENGTH + 1)
    sent = opened(as_ines, page(draft)) | {"summary": "Other.", "comment": text}
    _address, shown = press(as_ines, page(draft), sent, "comment")
    assert shown.one("textarea", name="comment").text == text
    assert (status(draft), draft.summary, comments(draft)) == ("draft", "From the menu.", [])


def test_comment_that_cannot_be_posted_is_given_back(
    as_ines: Client, rafi: User, draft: Question
) -> None:
    text = "x" * (COMMENT_LENGTH + 1)
    sent = opened(as_ines, page(draft)) | {"summary": "From the list.", "comment": text}
    publish(draft, by=rafi, at=NOW)
    _address, shown = press(as_ines, page(draft), sent, "submit")
    assert said(shown)[-1].endswith(f"You wrote: {text}")
    copy = Question.with_copies.get(is_copy=True)
    assert (copy.summary, comments(copy)) == ("From the list.", [])


def test_comment_goes_with_a_text_that_was_published_meanwhile(
    as_ines: Client, rafi: User, draft: Question
) -> None:
    sent = opened(as_ines, page(draft)) | {"summary": "From the list.", "comment": "Better."}
    publish(draft, by=rafi, at=NOW)
    press(as_ines, page(draft), sent, "submit")
    copy = Question.with_copies.get(is_copy=True)
    assert (copy.summary, comments(copy)) == ("From the list.", ["Better."])


def test_submission_of_a_text_in_review_by_a_reviewer_changes_no_state(
    as_rafi: Client, ines: User, draft: Question
) -> None:
    submit(draft, by=ines, at=NOW)
    sent = opened(as_rafi, page(draft)) | {"summary": "From the list."}
    address, _shown = press(as_rafi, page(draft), sent, "submit")
    assert address == page(draft)
    assert (status(draft), draft.summary) == ("in_review", "From the list.")


def test_viewer_presses_no_button(as_viewer: Client, draft: Question) -> None:
    """Check 33: the rights count on the server, whatever a form sends."""
    sent = {"title": "Mine", "_then": "submit", "comment": "Mine"}
    assert as_viewer.post(page(draft), sent).status_code in {200, 403}
    assert (status(draft), draft.title, comments(draft)) == ("draft", "How do I lend it?", [])


def test_button_that_had_nothing_to_save_does_not_say_that_it_saved(
    as_rafi: Client, draft: Question
) -> None:
    sent = opened(as_rafi, page(draft))
    _address, shown = press(as_rafi, page(draft), sent, "publish")
    assert shown.all("ul", cls="messagelist") == []
    _address, shown = press(as_rafi, page(draft), sent | {"summary": "Other."}, "publish")
    assert "was changed successfully" in said(shown)[0]


def test_steps_are_added_and_ordered_without_scripts(as_ines: Client, draft: Question) -> None:
    sent = opened(as_ines, page(draft)) | {"summary": "Saved first."}
    address, shown = press(as_ines, page(draft), sent, "rows")
    assert address == f"{page(draft)}?rows=5"
    assert len(shown.all("input", name="steps-5-title")) == 1
    assert len(shown.all("input", name="phrasings-4-text")) == 1
    sent = shown.one("form", id="question_form").filled_in()
    assert sent["steps-0-position"] == "1"
    sent |= {"steps-1-title": "Choose it", "steps-0-position": "2", "steps-1-position": "1"}
    sent |= {"steps-2-title": "Close it", "phrasings-0-text": "give it away"}
    as_ines.post(f"{page(draft)}?rows=5", sent)
    titles = draft.steps.in_order().values_list("title", flat=True)
    assert list(titles) == ["Choose it", "Open the menu", "Close it"]
    assert draft.phrasings.get().text == "give it away"
    draft.refresh_from_db()
    assert draft.summary == "Saved first."


def test_page_that_publishes_asks_at_once_for_the_reason_of_warnings(
    as_rafi: Client, draft: Question
) -> None:
    warned = make_draft(title="Lending it", summary="From the menu.")
    broken = make_draft(title="How do I lend it?", steps=["The menu"])
    fields = {
        each: parse(as_rafi.get(page(each, "do/publish"))).all("input", name="reason")
        for each in (draft, warned, broken)
    }
    assert [len(each) for each in fields.values()] == [0, 1, 0]
