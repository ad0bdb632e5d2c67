"""The transitions of a question: buttons, permissions and confirmation pages."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseBase
from django.test import Client

from faq.admin.question.transitions import TRANSITIONS
from faq.models import Question
from faq.publishing import submit
from tests.factories import NOW, make_copy, make_draft, make_question
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def page(question: Question, kind: str = "change") -> str:
    return f"/admin/faq/question/{question.pk}/{kind}/"


def do(client: Client, question: Question, transition: str, **asked: Any) -> HttpResponseBase:
    return client.post(page(question, f"do/{transition}"), asked, follow=True)


def said(response: HttpResponseBase) -> list[str]:
    return [
        item for each in parse(response).all("ul", cls="messagelist") for item in each.texts("li")
    ]


def refused(response: HttpResponseBase) -> str:
    return parse(response).one("div", cls="errornote").text


def refused_at_all(response: HttpResponseBase) -> str:
    return parse(response).one("p", cls="errornote").text


def offered(client: Client, question: Question) -> list[str]:
    acts = parse(client.get(page(question))).one("div", cls="question-acts")
    return [
        each.text.removesuffix("…")
        for each in acts.walk()
        if each.get("value") in TRANSITIONS
        or "/do/" in (each.get("href") or each.get("formaction") or "")
    ]


def test_buttons_follow_state_and_person(
    as_ines: Client, as_rafi: Client, as_viewer: Client, ines: User
) -> None:
    draft, live, old = make_draft(), make_question(), make_question(status="archived")
    in_review = make_draft(summary="S.")
    submit(in_review, by=ines, at=NOW)
    copy = make_copy(by=ines)
    assert [offered(as_ines, each) for each in (draft, in_review, live, old, copy)] == [
        ["Send for review", "Duplicate"],
        ["Withdraw from review", "Duplicate"],
        ["Edit", "Duplicate"],
        ["Duplicate"],
        ["Send for review", "Discard this copy"],
    ]
    assert [offered(as_rafi, each) for each in (draft, in_review, live, old, copy)] == [
        ["Send for review", "Publish", "Duplicate", "Merge"],
        ["Send back", "Publish", "Duplicate", "Merge"],
        ["Edit", "Set the end", "Archive", "Duplicate", "Merge"],
        ["Publish", "Duplicate"],
        ["Send for review", "Publish", "Discard this copy"],
    ]
    assert [offered(as_viewer, each) for each in (draft, in_review, live, old)] == [[], [], [], []]


def test_edit_creates_a_copy_or_opens_the_existing_one(as_ines: Client, as_rafi: Client) -> None:
    question = make_question(title="Live?")
    first = do(as_ines, question, "edit")
    copy = Question.with_copies.copies().get()
    assert first.redirect_chain == [(page(copy), 302)]  # type: ignore[attr-defined]
    assert "Readers see the old text" in said(first)[0]
    notes = parse(as_rafi.get(page(question))).one("div", cls="question-notes")
    assert ("Open the working copy", page(copy)) in notes.links()
    again = do(as_rafi, question, "edit")
    assert "You cannot use" in said(again)[0]
    assert Question.with_copies.copies().count() == 1


def test_published_text_cannot_be_edited_in_place(as_ines: Client) -> None:
    question = make_question(title="Live?")
    shown = parse(as_ines.get(page(question)))
    assert shown.all("textarea", name="title") == []
    answer = as_ines.post(page(question), {"title": "Changed on the live one?"})
    assert answer.status_code == 403
    assert parse(answer).one("textarea").text == "Changed on the live one?"
    assert Question.objects.get().title == "Live?"


def test_question_is_sent_for_review_and_sent_back(
    as_ines: Client, as_rafi: Client, client: Client
) -> None:
    draft = make_draft(title="It?", summary="S.", slug="it")
    assert said(do(as_ines, draft, "submit")) == ["Sent for review."]
    assert as_ines.post(page(draft), {"title": "Sneaked in?"}).status_code == 403
    assert len(parse(do(as_rafi, draft, "send-back", text=" ")).all("ul", cls="errorlist")) == 1
    assert said(do(as_rafi, draft, "send-back", text="Name the button.")) == ["Sent back."]
    shown = parse(as_ines.get(page(draft)))
    assert "sent back" in shown.one("p", cls="faq-state").text
    assert shown.one("div", cls="faq-comment").text == (
        "rafi 23 November 2026 12:00 (UTC) · sent it backName the button."
    )
    do(as_ines, draft, "comment", text="Done.")
    do(as_ines, draft, "submit")
    assert said(do(as_rafi, draft, "publish", note="New.")) == ["Published."]
    assert "S." in client.get("/questions/it/").text
    assert Question.objects.get().revisions.get().note == "New."


def test_editor_cannot_publish_by_address(as_ines: Client, as_rafi: Client) -> None:
    draft = make_draft(summary="S.")
    assert "You cannot use" in said(do(as_ines, draft, "publish"))[0]
    assert Question.objects.get().status == "draft"


def test_discard_and_archive(as_rafi: Client, rafi: User, client: Client) -> None:
    question, other = make_question(slug="it"), make_question(title="Other?", summary="S.")
    copy = make_copy(question, by=rafi)
    done = do(as_rafi, copy, "discard")
    assert (done.redirect_chain, said(done)) == (  # type: ignore[attr-defined]
        [(page(question), 302)],
        ["Discarded. The published text has not changed. Undo"],
    )
    assert said(do(as_rafi, question, "archive", replaced_by=other.pk)) == ["Archived."]
    assert "Other?" in client.get("/questions/it/").text


def test_unknown_transitions_and_deleted_questions_are_not_found(as_rafi: Client) -> None:
    draft = make_draft(summary="S.")
    gone = "/admin/faq/question/4711/do/publish/"
    assert as_rafi.get(page(draft, "do/publish")).status_code == 200
    assert as_rafi.get(gone).status_code == 404
    unknown = page(draft, "do/explode")
    assert [as_rafi.get(unknown).status_code, as_rafi.post(unknown).status_code] == [404, 404]
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_late_submission_returns_the_text(as_rafi: Client, as_ines: Client, rafi: User) -> None:
    copy = make_copy(by=rafi, summary="New.")
    assert said(do(as_rafi, copy, "publish")) == ["Published."]
    late = do(as_ines, copy, "comment", text="The second step is wrong.")
    assert (
        refused_at_all(late)
        == "It no longer exists. Somebody published or deleted it in the meantime."
    )
    assert parse(late).one("textarea").raw_text.strip() == "The second step is wrong."
    assert said(do(as_ines, copy, "discard")) == [
        "It no longer exists. Somebody published or deleted it in the meantime."
    ]


def test_get_request_changes_nothing(as_rafi: Client) -> None:
    """Check 27: only POST makes a transition."""
    question = make_question()
    for transition in ("edit", "archive"):
        assert as_rafi.get(page(question, f"do/{transition}")).status_code == 200
    assert Question.with_copies.count() == 1
    assert Question.objects.get().status == "published"


def test_copy_is_linked_from_its_question_and_not_listed(as_ines: Client, ines: User) -> None:
    copy = make_copy(make_question(title="Live?"), by=ines, title="Copy?")
    table = parse(as_ines.get("/admin/faq/question/")).one("table", id="result_list")
    assert table.texts("th", cls="field-title") == ["Live?"]
    assert table.texts("td", cls="field-state_to_edit") == ["Published, new version: Draft Open"]
    assert parse(as_ines.get(page(copy))).one("textarea", name="title").raw_text.strip() == "Copy?"


def test_duplicate_redirects_to_the_new_draft(as_ines: Client) -> None:
    question = make_question(slug="it", steps=["Look."])
    done = do(as_ines, question, "duplicate")
    draft = Question.objects.get(slug="it-2")
    assert (done.redirect_chain, draft.status) == ([(page(draft), 302)], "draft")  # type: ignore[attr-defined]
    assert said(done) == ["This is the new draft. Give it its own title and address."]


def test_merge_redirects_readers_to_the_kept_question(as_rafi: Client, client: Client) -> None:
    goes, stays = make_question(slug="goes"), make_question(slug="stays", summary="S.")
    done = do(as_rafi, goes, "merge", replaced_by=stays.pk)
    assert (done.redirect_chain, said(done)) == (  # type: ignore[attr-defined]
        [(page(stays), 302)],
        ["Merged. This is the question you kept."],
    )
    answer = client.get("/questions/goes/")
    assert (answer.status_code, answer["Location"]) == (301, "/questions/stays/")


def test_impossible_merge_says_why_and_changes_nothing(
    as_rafi: Client, as_ines: Client, ines: User
) -> None:
    goes, stays = make_question(), make_question(title="Stays?", summary="S.")
    make_copy(stays, by=ines)
    assert refused(do(as_rafi, goes, "merge", replaced_by=stays.pk)) == (
        "“Stays?” has a working copy. Publish or discard it first. "
        "ines started this working copy: 23 November 2026 12:00 (UTC)."
    )
    assert "cannot replace itself" in refused(do(as_rafi, goes, "merge", replaced_by=goes.pk))
    assert len(parse(do(as_rafi, goes, "merge")).one("ul", cls="errorlist").texts("li")) == 1
    assert "You cannot use" in said(do(as_ines, goes, "merge", replaced_by=stays.pk))[0]
    assert set(Question.objects.values_list("status", flat=True)) == {"published"}


def test_user_without_permission_learns_nothing_about_a_question(
    viewer: User, as_viewer: Client
) -> None:
    """Check 34."""
    draft = make_draft()
    assert said(do(as_viewer, draft, "publish"))[0].endswith("Its state is “Draft”.")
    viewer.user_permissions.clear()
    answer: Any = do(as_viewer, draft, "publish")
    assert (answer.status_code, b"Draft" in answer.content) == (403, False)
    assert parse(as_viewer.get("/admin/")).all("ul", cls="messagelist") == []


def choices(client: Client, form: Element, term: str) -> list[dict[str, str]]:
    """Return what the choice of a replacement offers for a search."""
    select = form.one("select", name="replaced_by")
    asked = {
        "app_label": select["data-app-label"],
        "model_name": select["data-model-name"],
        "field_name": select["data-field-name"],
        "term": term,
    }
    results: list[dict[str, str]] = client.get(
        f"{select['data-ajax--url']}&{urlencode(asked)}"
    ).json()["results"]
    return results


@pytest.mark.parametrize("transition", ["archive", "merge"])
def test_question_is_not_offered_as_its_own_replacement(as_ines: Client, transition: str) -> None:
    own, other = make_question(title="How is it?"), make_question(title="How was it?")
    form = parse(as_ines.get(page(own, f"do/{transition}")))
    assert choices(as_ines, form, "how") == [{"id": str(other.pk), "text": "How was it?"}]
    answer = do(as_ines, own, transition, replaced_by=own.pk)
    assert refused(answer) == "A question cannot replace itself."
    own.refresh_from_db()
    assert own.status == "published"


def test_archived_question_is_not_offered_as_its_own_replacement(as_ines: Client) -> None:
    old, other = make_question(title="How?", status="archived"), make_question(title="How then?")
    assert choices(as_ines, parse(as_ines.get(page(old))), "how") == [
        {"id": str(other.pk), "text": "How then?"}
    ]


def test_checks_lead_to_their_fields(as_ines: Client) -> None:
    draft = make_draft(title="Opening", summary="", steps=["Open it", "The menu"])
    form = as_ines.get(page(draft))
    ids = {
        each.attributes.get("id") for tag in ("input", "textarea") for each in parse(form).all(tag)
    }
    for response, address in ((form, ""), (as_ines.get(page(draft, "do/submit")), page(draft))):
        found = parse(response).one("div", cls="faq-findings").all("a")
        links = [each.attributes["href"] for each in found]
        assert links == [f"{address}#id_{name}" for name in ("title", "summary", "steps-1-title")]
        assert {link.partition("#")[2] for link in links} <= ids
