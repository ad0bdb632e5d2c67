"""Taking questions out of the help center, and back into it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question
from faq.publishing import (
    CannotMove,
    NotAllowed,
    archive,
    open_working_copy,
    publish,
)
from tests.factories import FUTURE, NOW, make_question
from tests.faq.publishing.stored import log, stored


def test_archive_hides_the_question_from_readers(ines: User, client: Client) -> None:
    """Check 48: the page, at once."""
    question = make_question(summary="Like this.", slug="it")
    assert "Like this." in client.get("/questions/it/").text
    archive(question, by=ines, at=NOW)
    answer = client.get("/questions/it/")
    assert answer.status_code == 410
    assert "Like this." not in answer.text
    assert log() == [("ines", "archived", question.title)]
    assert question.revisions.count() == 1


def test_archive_redirects_to_the_replacement(ines: User, client: Client) -> None:
    question, other = make_question(slug="it"), make_question(title="The other one?", summary="S.")
    archive(question, by=ines, at=NOW, replaced_by=other)
    assert "The other one?" in client.get("/questions/it/").text
    with pytest.raises(CannotMove, match="cannot replace itself"):
        archive(question, by=ines, at=NOW, replaced_by=question)


def test_archive_of_a_scheduled_question_clears_its_time(
    ines: User, client: Client, time_machine
) -> None:
    """Check 41: readers never saw it, so its address is never answered with 410."""
    question = make_question(slug="it", published_at=FUTURE)
    archive(question, by=ines, at=NOW)
    time_machine.move_to(FUTURE.replace(year=FUTURE.year + 1))
    assert client.get("/questions/it/").status_code == 404


def test_archive_is_for_reviewers_and_not_for_copies(ines: User, rafi: User) -> None:
    question = make_question()
    with pytest.raises(NotAllowed):
        archive(question, by=ines, at=NOW)
    with pytest.raises(CannotMove, match="cannot be archived"):
        archive(open_working_copy(question, by=ines, at=NOW), by=rafi, at=NOW)
    assert stored(question).status == "published"


def test_archived_question_can_be_published_again(ines: User) -> None:
    question = make_question(summary="S.")
    archive(question, by=ines, at=NOW)
    publish(question, by=ines, at=NOW)
    assert list(Question.objects.published(NOW)) == [question]
    assert [act for _, act, _ in log()] == ["archived", "published"]


def test_archive_of_an_archived_question_is_refused(ines: User) -> None:
    question = make_question(summary="S.")
    archive(question, by=ines, at=NOW)
    with pytest.raises(CannotMove, match="Archived"):
        archive(question, by=ines, at=NOW)
    assert log() == [("ines", "archived", question.title)]
