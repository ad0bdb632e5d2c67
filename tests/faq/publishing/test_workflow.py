"""Submit, send back and publish."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from faq.models import AuditEntry, Question, Step
from faq.publishing import (
    CannotMove,
    CannotPublish,
    LiveTextChanged,
    NotAllowed,
    comment,
    publish,
    send_back,
    snapshot_of,
    submit,
)
from tests.factories import FUTURE, NOW, PAST, make_audience, make_copy, make_draft, make_question
from tests.faq.publishing.stored import log, stored


def comments(question: Question) -> list[tuple[str, str, bool]]:
    rows = question.review_comments.order_by("pk")
    return [(row.by_name, row.text, row.sends_back) for row in rows]


@pytest.mark.parametrize("status", ["draft", "in_review", "archived"])
def test_publish_shows_the_question_to_readers(ines: User, client: Client, status: str) -> None:
    question = make_question(status=status, published_at=None, summary="Like this.", slug="it")
    assert "Like this." not in client.get("/questions/it/").text
    publish(question, by=ines, at=PAST)
    assert (stored(question).status, stored(question).published_at) == ("published", PAST)
    assert "Like this." in client.get("/questions/it/").text
    assert log() == [("ines", "published", question.title)]


def test_publish_for_later_schedules_it(ines: User, client: Client) -> None:
    question = make_draft(summary="Not yet to be read.", slug="it")
    publish(question, by=ines, at=NOW, since=FUTURE)
    assert list(Question.objects.time_dependent(NOW)) == [question]
    assert "Not yet to be read." not in client.get("/questions/it/").text
    assert log() == [("ines", "scheduled", question.title)]


def test_publish_refuses_a_time_that_has_passed(ines: User) -> None:
    question = make_draft(summary="S.")
    with pytest.raises(CannotPublish) as refused:
        publish(question, by=ines, at=NOW, since=NOW - timedelta(seconds=1))
    assert str(refused.value) == ("23 November 2026 11:59 (UTC) has passed. Choose a later time.")
    assert stored(question).status == "draft"


def test_published_question_expires(ines: User, client: Client, time_machine) -> None:
    """Readers get 410 without a job that archives it."""
    question = make_draft(summary="For a while.", slug="it", expires_at=FUTURE)
    publish(question, by=ines, at=PAST)
    assert "For a while." in client.get("/questions/it/").text
    time_machine.move_to(FUTURE, tick=False)
    answer = client.get("/questions/it/")
    assert (answer.status_code, "For a while." in answer.text) == (410, False)
    assert list(Question.objects.published(FUTURE)) == []


def test_publish_refuses_an_expiry_before_publication(ines: User) -> None:
    question = make_draft(summary="S.", expires_at=NOW)
    with pytest.raises(CannotPublish, match="is before it is published"):
        publish(question, by=ines, at=NOW)
    assert stored(question).status == "draft"


@pytest.mark.parametrize("answer", [{"summary": "S."}, {"body": "B."}, {"steps": ["Open it"]}])
def test_publish_needs_one_kind_of_answer(ines: User, answer: dict) -> None:
    question = make_draft(**answer)
    publish(question, by=ines, at=PAST, reason="It needs no summary.")
    assert list(Question.objects.published(NOW)) == [question]


def test_publish_refuses_a_question_without_an_answer(ines: User) -> None:
    question = make_draft(phrasings=["is there one"])
    with pytest.raises(CannotPublish, match="no answer yet: write a summary, a body or steps"):
        publish(question, by=ines, at=PAST)
    assert (stored(question).status, log()) == ("draft", [])


def test_publish_refuses_a_published_question(ines: User) -> None:
    question = make_question(summary="S.", published_at=PAST)
    with pytest.raises(CannotPublish, match="already published"):
        publish(question, by=ines, at=NOW)
    assert (stored(question).published_at, log()) == (PAST, [])


def test_publish_is_for_reviewers_where_there_is_one(ines: User, rafi: User) -> None:
    question = make_draft(summary="S.")
    with pytest.raises(NotAllowed, match="Send it for review"):
        publish(question, by=ines, at=NOW)
    assert stored(question).status == "draft"
    publish(question, by=rafi, at=NOW)
    assert stored(question).status == "published"


def test_publish_of_a_copy_replaces_everything_at_once(ines: User, client: Client) -> None:
    question = make_question(
        slug="old", title="Old?", published_at=PAST, steps=["One", "Two"], phrasings=["old words"]
    )
    one, two = question.steps.in_order()
    audience = make_audience()
    copy = make_copy(question, by=ines, title="New?", slug="new", summary="New summary.")
    copy.steps.get(uid=one.uid).delete()
    copy.steps.filter(uid=two.uid).update(title="Open it, clearer", position=1)
    Step.objects.create(question=copy, position=2, title="Save it")
    copy.phrasings.update(text="new words")
    copy.audiences.add(audience)
    expected = snapshot_of(copy)
    assert "Old?" in client.get("/questions/old/").text

    live = publish(copy, by=ines, at=NOW)

    assert (live.pk, live.published_at, snapshot_of(live)) == (question.pk, PAST, expected)
    assert live.steps.get(position=1).pk == two.pk
    assert Question.with_copies.count() == 1
    moved = client.get("/questions/old/")
    assert (moved.status_code, moved["Location"]) == (301, "/questions/new/")
    assert "New summary." in client.get("/questions/new/").text


def test_publish_of_a_copy_keeps_review_comments(ines: User, rafi: User) -> None:
    copy = make_copy(question := make_question(summary="S."), by=ines)
    comment(copy, "Good.", by=rafi, at=NOW)
    publish(copy, by=rafi, at=NOW)
    assert comments(question) == [("rafi", "Good.", False)]


def test_publish_of_a_copy_refuses_changed_live_text(ines: User) -> None:
    """Check 73: a fixture or a program changed the live text."""
    copy = make_copy(question := make_question(title="Then?", summary="S."), by=ines, title="Copy?")
    Question.objects.update(title="Now?")
    with pytest.raises(LiveTextChanged):
        publish(copy, by=ines, at=NOW)
    assert (stored(question).title, stored(copy).title) == ("Now?", "Copy?")
    publish(copy, by=ines, at=NOW, over_changes=True)
    titles = [each.content["title"] for each in question.revisions.order_by("number")]
    assert titles == ["Then?", "Now?", "Copy?"]


def test_publish_refuses_an_address_in_use(ines: User) -> None:
    """The slug belongs to another question, or to a redirect."""
    copy = make_copy(make_question(summary="S."), by=ines, slug="wanted")
    other = make_question(slug="wanted", title="Other?")
    with pytest.raises(CannotPublish, match=r"/questions/wanted/ already leads to “Other\?”"):
        publish(copy, by=ines, at=NOW)
    other.slug = "elsewhere"
    other.save()
    with pytest.raises(CannotPublish, match="already leads to “Other"):
        publish(copy, by=ines, at=NOW)
    assert stored(copy).slug == "wanted"


def test_publish_refuses_a_deleted_question(ines: User) -> None:
    copy = make_copy(make_question(summary="S."), by=ines)
    publish(copy, by=ines, at=NOW)
    with pytest.raises(CannotMove, match="This text no longer exists"):
        publish(copy, by=ines, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_publish_is_one_transaction(ines: User, monkeypatch: pytest.MonkeyPatch) -> None:
    question = make_question(title="Old?", steps=["One"])
    copy = make_copy(question, by=ines, title="New?")
    copy.steps.update(title="Open it")
    before = snapshot_of(question)

    def refuse(sender: type, **kwargs: object) -> None:
        raise ValidationError("The disk is full.")

    from django.db.models.signals import pre_save

    pre_save.connect(refuse, sender=AuditEntry)
    try:
        with pytest.raises(ValidationError):
            publish(copy, by=ines, at=NOW)
    finally:
        pre_save.disconnect(refuse, sender=AuditEntry)
    assert snapshot_of(question) == before
    assert (stored(copy).title, question.revisions.count(), log()) == ("New?", 1, [])


def test_submit_and_send_back_and_publish(ines: User, rafi: User) -> None:
    draft = make_draft(title="It?", summary="S.")
    submit(draft, by=ines, at=PAST)
    assert (stored(draft).status, stored(draft).submitted_by) == ("in_review", ines)
    send_back(draft, "Say where the button is.", by=rafi, at=NOW)
    assert (stored(draft).status, stored(draft).sent_back_at) == ("draft", NOW)
    assert comments(draft) == [("rafi", "Say where the button is.", True)]
    submit(draft, by=ines, at=NOW)
    assert stored(draft).sent_back_at is None
    publish(draft, by=rafi, at=NOW)
    assert [act for _, act, _ in log()] == [
        "sent for review",
        "sent back",
        "sent for review",
        "published",
    ]


def test_submit_refuses_what_is_not_a_draft(ines: User) -> None:
    for status, said in (("in_review", "In review"), ("archived", "Archived")):
        question = make_question(status=status, summary="S.")
        with pytest.raises(CannotMove, match=f"Its state is already “{said}”"):
            submit(question, by=ines, at=NOW)
    with pytest.raises(CannotMove, match="no answer yet"):
        submit(make_draft(), by=ines, at=NOW)


def test_send_back_needs_a_comment_except_from_the_author(ines: User, rafi: User) -> None:
    draft = make_draft(summary="S.")
    submit(draft, by=ines, at=NOW)
    with pytest.raises(CannotMove, match="says what is missing"):
        send_back(draft, "  ", by=rafi, at=NOW)
    assert stored(draft).status == "in_review"
    send_back(draft, "", by=ines, at=NOW)
    assert (stored(draft).status, comments(draft)) == ("draft", [])


def test_send_back_is_for_reviewers(ines: User, rafi: User) -> None:
    draft = make_draft(summary="S.")
    submit(draft, by=rafi, at=NOW)
    with pytest.raises(NotAllowed):
        send_back(draft, "No.", by=ines, at=NOW)


def test_comment_has_a_maximum_length(ines: User) -> None:
    draft = make_draft()
    with pytest.raises(CannotMove, match=r"The comment has 2001 characters\. Use at most 2000"):
        comment(draft, "x" * 2001, by=ines, at=NOW)
    assert comments(draft) == []


def test_publish_of_a_copy_keeps_the_scheduled_time(ines: User, client: Client) -> None:
    question = make_question(summary="Old.", published_at=FUTURE, slug="it")
    publish(make_copy(question, by=ines, summary="Not yet to be read."), by=ines, at=NOW)
    assert (stored(question).summary, stored(question).published_at) == (
        "Not yet to be read.",
        FUTURE,
    )
    assert "Not yet to be read." not in client.get("/questions/it/").text
    assert log() == [("ines", "scheduled", question.title)]


def test_publish_of_a_copy_refuses_an_expiry_before_the_scheduled_time(ines: User) -> None:
    question = make_question(summary="Old.", published_at=FUTURE)
    copy = make_copy(question, by=ines, summary="New.", expires_at=FUTURE - timedelta(days=1))
    with pytest.raises(CannotPublish, match="is before it is published"):
        publish(copy, by=ines, at=NOW)
    assert (stored(question).summary, stored(copy).summary) == ("Old.", "New.")
