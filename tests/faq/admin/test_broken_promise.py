"""Broken promises in the admin: the list, and the checks when publishing and saving."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import AuditEntry, PromiseCheck, Question
from faq.search.index.outbox import drain
from tests.factories import (
    PAST,
    make_broken_promise,
    make_copy,
    make_draft,
    make_question,
)
from tests.html import parse

pytestmark = pytest.mark.django_db

LIST = "/admin/faq/brokenpromise/"
QUESTIONS = "/admin/faq/question/"


def test_list_shows_higher_ranked_questions_and_how_to_fix_it(as_ines: Client) -> None:
    question = make_question(title="How do I <i>feed</i> it?", phrasings=["walrus & otter"])
    above = [{"title": "Where is <b>it</b>?", "address": "/questions/where/"}]
    make_broken_promise(question.phrasings.get(), above=above, words="walrus, c++")
    card = parse(as_ines.get(LIST)).one("ul", cls="broken-promises")
    assert card.texts("p") == [
        "walrus & otter should find How do I <i>feed</i> it?",
        "It is result number 4. It should be in the first three. Results that come first:",
    ]
    assert [(link["href"], link.text) for link in card.all("a")] == [
        ("/questions/where/", "Where is <b>it</b>?"),
        (
            f"/admin/faq/question/{question.pk}/change/#phrasings-group",
            "Edit the phrasing “walrus & otter”",
        ),
        ("/admin/faq/synonym/add/?words=walrus%2C%20c%2B%2B", "Add a synonym for “walrus & otter”"),
    ]


def test_list_says_when_all_phrasings_were_checked(as_ines: Client) -> None:
    archived = make_broken_promise()
    Question.objects.filter(pk=archived.question.pk).update(status="archived")
    page = parse(as_ines.get(LIST)).one(id="changelist-form").text
    assert "Not all phrasings have been checked yet" in page
    assert "No broken phrasings are known" in page
    assert "other words" not in page
    PromiseCheck.objects.note(PAST, 12)
    page = parse(as_ines.get(LIST)).one(id="changelist-form").text
    assert "All 12 phrasings were checked on 1 November 2026 09:00 (UTC)." in page


def test_list_can_be_searched_but_not_changed(as_viewer: Client, as_owner: Client) -> None:
    """Users who may only view get no link to the synonym form."""
    one = make_broken_promise()
    make_broken_promise(make_question(phrasings=["walrus"]).phrasings.get())
    card = parse(as_viewer.get(f"{LIST}?q=walrus")).one("ul", cls="broken-promises")
    assert card.texts("q") == ["walrus"]
    assert "synonym" not in card.text
    for address in (f"{LIST}add/", f"{LIST}{one.pk}/delete/"):
        assert as_owner.get(address).status_code == 403


@pytest.fixture
def walruses(index: Path) -> Question:
    """Return a question that ranks third for its phrasing."""
    for number in range(2):
        make_question(title="Walrus?", slug=f"walrus-{number}")
    question = make_question(title="How do I feed it?", phrasings=["walrus"], summary="With fish.")
    drain()
    return question


def test_publishing_from_the_list_rejects_a_broken_promise(
    walruses: Question, as_ines: Client
) -> None:
    bad = make_draft(title="Walrus?", summary="An animal.")
    good = make_draft(title="Otter?", summary="An animal.")
    data = {"action": "publish_selected", "_selected_action": [str(bad.pk), str(good.pk)]}
    page = parse(as_ines.post(QUESTIONS, data, follow=True))
    assert [each.text for each in page.one("ul", cls="messagelist").all("li")] == [
        "“Walrus?” was not changed. 1 phrasing would not find its question among the first three "
        "results. Fix it, or publish with a reason.",
        "Published: 1.",
    ]
    states = Question.objects.in_bulk([bad.pk, good.pk])
    assert [states[each.pk].status for each in (bad, good)] == ["draft", "published"]


def test_publishing_shows_broken_promises_and_asks_for_a_reason(
    walruses: Question, as_rafi: Client
) -> None:
    draft = make_draft(title="Walrus?", summary="An animal.")
    address = f"{QUESTIONS}{draft.pk}/do/publish/"
    page = parse(as_rafi.get(address))
    card = page.one("ul", cls="broken-promises")
    assert card.texts("p", cls="promise") == ["walrus should find How do I feed it?"]
    assert page.one(name="reason")["type"] == "text"

    page = parse(as_rafi.post(address, {"note": "It is new."}))
    assert page.one("div", cls="errornote").text == (
        "1 phrasing would not find its question among the first three results. "
        "Fix it, or publish with a reason."
    )
    assert page.one("ul", cls="broken-promises").texts("q") == ["walrus"]
    assert page.one(name="note")["value"] == "It is new."
    assert Question.objects.get(pk=draft.pk).status == "draft"

    as_rafi.post(address, {"note": "It is new.", "reason": "It is the usual meaning."})
    assert Question.objects.get(pk=draft.pk).status == "published"
    assert AuditEntry.objects.get(act="published").detail.endswith(": It is the usual meaning.")
    listed = parse(as_rafi.get(LIST)).one("ul", cls="broken-promises")
    assert listed.texts("p", cls="promise") == ["walrus should find How do I feed it?"]


def test_publishing_without_broken_promises_asks_for_no_reason(
    walruses: Question, as_rafi: Client, rafi: User
) -> None:
    copy = make_copy(walruses, by=rafi)
    page = parse(as_rafi.get(f"{QUESTIONS}{copy.pk}/do/publish/"))
    page.one(name="note")
    assert page.all(name="reason") == page.all("ul", cls="broken-promises") == []


def test_merging_shows_broken_promises_and_asks_for_a_reason(
    walruses: Question, as_rafi: Client
) -> None:
    goes = make_question(title="Feeding it?", phrasings=["walruses"])
    make_question(title="Walrus?")
    drain()
    address = f"{QUESTIONS}{goes.pk}/do/merge/"
    assert parse(as_rafi.get(address)).all(name="reason") == []

    page = parse(as_rafi.post(address, {"replaced_by": walruses.pk}))
    assert "would not find their question" in page.one("div", cls="errornote").text
    assert "walruses" in page.one("ul", cls="broken-promises").texts("q")
    assert page.one(name="reason")["type"] == "text"
    assert Question.objects.get(pk=goes.pk).status == "published"

    as_rafi.post(address, {"replaced_by": walruses.pk, "reason": "It is the usual meaning."})
    assert Question.objects.get(pk=goes.pk).status == "archived"
    assert AuditEntry.objects.get(act="published").detail.endswith(": It is the usual meaning.")


@pytest.mark.django_db(transaction=True)
def test_saving_warns_of_phrasings_that_do_not_find_the_question(
    walruses: Question, as_ines: Client, ines: User
) -> None:
    """Without the transaction of the test, because the message follows the commit."""
    make_question(title="Walrus?")
    address = f"{QUESTIONS}{make_copy(walruses, by=ines).pk}/change/"

    def saved(text: str) -> list[str]:
        written = parse(as_ines.get(address)).one("form", id="question_form").filled_in()
        answer = as_ines.post(address, {**written, "phrasings-0-text": text}, follow=True)
        return parse(answer).one("ul", cls="messagelist").texts("li")[1:]

    assert saved("walrus") == [
        "As it stands, 1 phrasing would not find this question among the first three results: "
        "“walrus”. Before it is published you will see what comes first instead."
    ]
    assert saved("feeding it") == []
