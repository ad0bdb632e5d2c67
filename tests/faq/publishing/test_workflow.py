"""Publish and archive."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.test import Client

from faq.models import Question
from faq.publishing import CannotPublish, archive, publish
from tests.factories import FUTURE, NOW, PAST, make_draft, make_question


def history() -> list[tuple[str, str, str | None]]:
    """Who did what to which question, oldest first."""
    entries = LogEntry.objects.order_by("pk").select_related("user")
    return [(entry.user.get_username(), entry.change_message, entry.object_id) for entry in entries]


@pytest.mark.parametrize("status", ["draft", "in_review", "archived"])
def test_publish_lets_readers_see_it(ines: User, client: Client, status: str) -> None:
    question = make_question(status=status, published_at=None, summary="Like this.", slug="it")
    assert "Like this." not in client.get("/questions/it/").text
    publish(question, by=ines, at=PAST)
    stored = Question.objects.get()
    assert (stored.status, stored.published_at) == ("published", PAST)
    assert "Like this." in client.get("/questions/it/").text
    assert history() == [("ines", "Published.", str(question.pk))]


def test_publish_for_later_schedules_it(ines: User, client: Client) -> None:
    question = make_draft(summary="Not yet to be read.", slug="it")
    publish(question, by=ines, at=FUTURE)
    assert list(Question.objects.scheduled(NOW)) == [question]
    assert "Not yet to be read." not in client.get("/questions/it/").text


def test_publish_saves_what_was_changed_with_it(ines: User) -> None:
    question = make_draft()
    question.body = "**Now** it has one."
    publish(question, by=ines, at=PAST)
    assert Question.objects.get().body_html == "<p><strong>Now</strong> it has one.</p>"


@pytest.mark.parametrize("answer", [{"summary": "S."}, {"body": "B."}, {"steps": ["Open it"]}])
def test_publish_needs_one_kind_of_answer(ines: User, answer: dict) -> None:
    question = make_draft(**answer)
    publish(question, by=ines, at=PAST)
    assert list(Question.objects.published(NOW)) == [question]


def test_publish_refuses_a_question_without_an_answer(ines: User) -> None:
    question = make_draft(phrasings=["is there one"])
    with pytest.raises(CannotPublish, match="no answer yet: write a summary, a body or steps"):
        publish(question, by=ines, at=PAST)
    assert list(Question.objects.published(NOW)) == []
    assert Question.objects.get().status == "draft"
    assert history() == []


def test_publish_refuses_what_is_published(ines: User) -> None:
    question = make_question(summary="S.", published_at=PAST)
    with pytest.raises(CannotPublish, match="published already"):
        publish(question, by=ines, at=NOW)
    assert Question.objects.get().published_at == PAST
    assert history() == []


def test_archive_takes_it_away_from_readers(ines: User, client: Client) -> None:
    """Check 48: the page, at once."""
    question = make_question(summary="Like this.", slug="it")
    assert "Like this." in client.get("/questions/it/").text
    archive(question, by=ines, at=NOW)
    answer = client.get("/questions/it/")
    assert answer.status_code == 410
    assert "Like this." not in answer.text
    assert history() == [("ines", "Archived at 2026-11-23 12:00 UTC.", str(question.pk))]


def test_archive_of_what_was_scheduled_leaves_nothing_that_was_public(
    ines: User, client: Client, time_machine
) -> None:
    """Check 41: readers never saw it, so not even later are they told that it is gone."""
    question = make_question(slug="it", published_at=FUTURE)
    archive(question, by=ines, at=NOW)
    time_machine.move_to(FUTURE.replace(year=FUTURE.year + 1))
    assert client.get("/questions/it/").status_code == 404


def test_archive_then_publish_brings_it_back(ines: User) -> None:
    question = make_question(summary="S.")
    archive(question, by=ines, at=NOW)
    publish(question, by=ines, at=NOW)
    assert list(Question.objects.published(NOW)) == [question]
    assert [message for _, message, _ in history()] == [
        "Archived at 2026-11-23 12:00 UTC.",
        "Published.",
    ]


@pytest.mark.django_db(transaction=True)
def test_publish_and_its_history_stand_or_fall_together() -> None:
    question = make_draft(summary="S.")
    stranger = User(pk=4711, username="nobody")
    with pytest.raises(IntegrityError):
        publish(question, by=stranger, at=PAST)
    assert Question.objects.get().status == "draft"
    assert history() == []
