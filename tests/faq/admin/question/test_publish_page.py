"""The page that publishes a text: what changes for readers, and why it may not be possible."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Question
from faq.publishing import archive
from faq.search.index.rebuild import rebuild
from tests.factories import FUTURE, NOW, make_copy, make_draft, make_question
from tests.faq.admin.question.test_transitions import do, page, refused, said
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def test_publish_page_shows_what_changes_for_readers(as_rafi: Client, rafi: User) -> None:
    copy = make_copy(make_question(summary="Old words."), by=rafi, summary="New words.")
    table = parse(as_rafi.get(page(copy, "do/publish"))).one("table", cls="faq-differences")
    assert table.texts("del") == ["Old"]
    assert table.texts("ins") == ["New"]


def test_publish_says_why_it_is_not_possible(as_rafi: Client, rafi: User) -> None:
    copy = make_copy(make_question(summary="S."), by=rafi, slug="taken")
    make_question(slug="taken", title="Other?")
    assert refused(do(as_rafi, copy, "publish")) == (
        "The address /questions/taken/ already leads to “Other?”. Choose another one."
    )
    assert Question.with_copies.copies().count() == 1


def test_publish_over_a_change_needs_confirmation(as_rafi: Client, rafi: User) -> None:
    """Check 73: publishing does not overwrite an unseen change."""
    question = make_question(summary="Then.")
    copy = make_copy(question, by=rafi, summary="Copy.")
    assert "meanwhile" not in as_rafi.get(page(copy, "do/publish")).text
    Question.objects.update(summary="Meanwhile.")
    assert "has changed since this copy was started" in refused(do(as_rafi, copy, "publish"))
    do(as_rafi, copy, "publish", over_changes="on")
    assert Question.with_copies.get().summary == "Copy."


def test_publish_of_an_archived_question_needs_confirmation(
    as_rafi: Client, rafi: User, client: Client
) -> None:
    question = make_question(slug="it", summary="Then.")
    copy = make_copy(question, by=rafi, summary="Copy.")
    assert "bring_back" not in as_rafi.get(page(copy, "do/publish")).text
    archive(question, by=rafi, at=NOW)
    assert "The question is archived." in refused(do(as_rafi, copy, "publish"))
    assert client.get("/questions/it/").status_code == 410
    do(as_rafi, copy, "publish", bring_back="on")
    assert "Copy." in client.get("/questions/it/").text


def test_publish_can_be_scheduled(as_rafi: Client, client: Client, time_machine) -> None:
    draft = make_draft(summary="Later.", slug="it")
    done = do(as_rafi, draft, "publish", since_0="2099-01-01", since_1="00:00:00")
    assert said(done) == ["Scheduled. Readers will see it from 1 January 2099 00:00 (UTC)."]
    assert client.get("/questions/it/").status_code == 404
    assert "Scheduled for 1 January 2099 00:00 (UTC)" in as_rafi.get(page(draft)).text
    time_machine.move_to(FUTURE, tick=False)
    assert "Later." in client.get("/questions/it/").text


def test_publish_rejects_an_invalid_time(as_rafi: Client) -> None:
    draft = make_draft(summary="S.")
    answer = do(as_rafi, draft, "publish", since_0="tomorrow", since_1="noon")
    assert len(parse(answer).one("ul", cls="errorlist").texts("li")) >= 1
    assert Question.objects.get().status == "draft"


def test_publish_page_says_if_phrasings_could_not_be_checked(
    as_rafi: Client, index_place: Path
) -> None:
    draft = make_draft(summary="S.", phrasings=["other words"])
    without = as_rafi.get(page(draft, "do/publish")).text
    rebuild()
    with_index = as_rafi.get(page(draft, "do/publish")).text
    assert ["could not be checked" in each for each in (without, with_index)] == [True, False]
    assert "could not be checked" not in as_rafi.get(page(draft, "do/submit")).text
