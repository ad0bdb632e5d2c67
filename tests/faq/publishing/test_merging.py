"""Merging two questions: words, addresses, revisions, and what prevents it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import AuditEntry, Phrasing, Question, Redirect, Vote
from faq.publishing import CannotMove, NotAllowed, merge, publish
from tests.factories import FUTURE, NOW, make_copy, make_draft, make_question, make_vote

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def phrasings(question: Question) -> list[str]:
    return list(question.phrasings.order_by("pk").values_list("text", flat=True))


def everything() -> list[Any]:
    models: list[Any] = [Phrasing, Redirect, AuditEntry]
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    return [list(Question.with_copies.order_by("pk").values()), *rows]


def test_merge_keeps_the_words_of_both(rafi: User) -> None:
    goes = make_question(title="Money back?", phrasings=["refund", "a Rebate"])
    stays = make_question(summary="S.", steps=["Ask."], phrasings=["Refund"])
    uid = stays.steps.get().uid
    vote = make_vote(question=goes)
    assert merge(goes, stays, by=rafi, at=NOW) == stays
    assert phrasings(stays) == ["Refund", "Money back?", "a Rebate"]
    goes.refresh_from_db()
    assert (goes.status, goes.replaced_by, stays.steps.get().uid) == ("archived", stays, uid)
    assert Vote.objects.get(pk=vote.pk).question == goes
    last = stays.revisions.newest_first()[0]
    assert (last.by, last.note) == (rafi, "Merged with “Money back?”.")
    assert last.content["phrasings"] == ["Refund", "Money back?", "a Rebate"]
    assert not Question.with_copies.copies().exists()
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", "name"))
    assert acts == [
        ("archived", "Money back?"),
        ("published", str(stays)),
        ("added", goes.get_absolute_url()),
        ("merged", "Money back?"),
    ]


def test_merge_without_new_words_creates_no_revision(rafi: User) -> None:
    goes = make_question(title="Refund?")
    stays = make_question(title="refund?", summary="S.")
    merge(goes, stays, by=rafi, at=NOW)
    assert stays.revisions.count() == 0
    assert Question.objects.get(pk=goes.pk).replaced_by == stays


def test_addresses_of_the_merged_question_redirect(rafi: User, client: Client) -> None:
    goes, stays = make_question(slug="first"), make_question(slug="stays", summary="S.")
    goes.slug = "second"
    goes.save()
    merge(goes, stays, by=rafi, at=NOW)
    for page, form in (("first", "/"), ("second", "/"), ("second", ".md")):
        answer = client.get(f"/questions/{page}{form}")
        assert (answer.status_code, answer["Location"]) == (301, f"/questions/stays{form}")
    stays.refresh_from_db()
    stays.slug = "moved"
    stays.save()
    assert client.get("/questions/second/")["Location"] == "/questions/moved/"


@pytest.mark.parametrize("fields", [{}, {"status": "published", "published_at": FUTURE}])
def test_merge_of_an_unpublished_question_creates_no_redirect(rafi: User, fields: dict) -> None:
    goes = make_draft(slug="secret", **fields)
    merge(goes, make_question(summary="S."), by=rafi, at=NOW)
    assert not Redirect.objects.exists()


def test_merged_question_may_be_published_again_at_its_address(rafi: User, client: Client) -> None:
    goes = make_question(slug="goes", title="Back again?", summary="S.")
    stays = make_question(slug="stays", summary="S.")
    merge(goes, stays, by=rafi, at=NOW)
    publish(goes, by=rafi, at=NOW)
    assert "Back again?" in client.get("/questions/goes/").text
    assert not Redirect.objects.exists()


def test_merge_of_a_chain_redirects_once(rafi: User, client: Client) -> None:
    a, b, c = (make_question(slug=slug, summary="S.") for slug in "abc")
    merge(a, b, by=rafi, at=NOW)
    merge(b, c, by=rafi, at=NOW)
    assert client.get("/questions/a/")["Location"] == "/questions/c/"


def test_merge_is_refused_if_content_would_be_lost(rafi: User, ines: User) -> None:
    goes, stays = make_question(title="Goes?"), make_question(title="Stays?", summary="S.")
    written = make_question(title="Written?", summary="S.")
    copy = make_copy(written, by=ines)
    gone, draft = make_question(), make_draft(title="Draft?")
    Question.objects.filter(pk=gone.pk).delete()
    before = everything()
    for one, other, problem in (
        (goes, goes, "cannot replace itself"),
        (goes, draft, "“Draft.” is not published"),
        (goes, written, "“Written.” has a working copy.*ines"),
        (written, stays, "“Written.” has a working copy"),
        (copy, stays, "working copy cannot be merged"),
        (gone, stays, "This text no longer exists"),
    ):
        with pytest.raises(CannotMove, match=problem):
            merge(one, other, by=rafi, at=NOW)
    assert everything() == before


def test_merge_is_one_transaction(rafi: User) -> None:
    """What is not fit to be published anew does not get the words, and the other one is not archived."""
    goes, empty = make_question(title="Goes?"), make_question(title="Says nothing?")
    before = everything()
    with pytest.raises(Exception, match="no answer yet"):
        merge(goes, empty, by=rafi, at=NOW)
    assert everything() == before


def test_merge_is_refused_to_those_who_may_not_publish(ines: User, rafi: User) -> None:
    goes, stays = make_question(), make_question(summary="S.")
    with pytest.raises(NotAllowed, match="Only reviewers"):
        merge(goes, stays, by=ines, at=NOW)
    assert Question.objects.get(pk=goes.pk).status == "published"
