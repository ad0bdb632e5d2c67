"""Who is told of what happens to a text."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Notification, Question
from faq.notifications.headlines import notification_path
from faq.publishing import comment, discard, publish, send_back, submit
from tests.factories import NOW, make_copy, make_draft
from tests.people import cast

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=1)


def told() -> set[tuple[str, str, str, str]]:
    """Who was told what of which text, and in which words."""
    return {
        (row.recipient.username if row.recipient else "", row.kind, row.title, row.comment)
        for row in Notification.objects.all()
    }


@pytest.fixture
def text(ines: User) -> Question:
    return make_draft(title="How?", summary="S.", owner=ines)


def test_reviewers_hear_of_a_text_in_review(text: Question, ines: User, rafi: User) -> None:
    cast("rita", "Reviewers")
    cast("gone", "Reviewers", is_active=False)
    submit(text, by=ines, at=NOW, note="All new.")
    assert told() == {
        ("rafi", "submitted", "How?", "All new."),
        ("rita", "submitted", "How?", "All new."),
    }


def test_owners_review_where_nobody_else_does(
    text: Question, ines: User, owner: User, settings
) -> None:
    settings.REVIEW_REQUIRED = True
    submit(text, by=ines, at=NOW)
    assert told() == {("olga", "submitted", "How?", "")}


def test_reviewer_who_submits_is_not_told(text: Question, rafi: User) -> None:
    submit(text, by=rafi, at=NOW)
    assert told() == set()


def test_author_hears_that_a_text_was_sent_back(text: Question, ines: User, rafi: User) -> None:
    submit(text, by=ines, at=NOW)
    Notification.objects.all().delete()
    send_back(text, "Why?", by=rafi, at=LATER)
    assert told() == {("ines", "sent_back", "How?", "Why?")}


def test_nobody_hears_of_a_text_taken_back(text: Question, ines: User, rafi: User) -> None:
    submit(text, by=ines, at=NOW)
    Notification.objects.all().delete()
    send_back(text, "", by=ines, at=LATER)
    assert told() == set()


def test_author_and_those_who_commented_hear_of_a_comment(
    text: Question, ines: User, rafi: User
) -> None:
    other = cast("other", "Editors")
    cast("silent", "Editors")
    comment(text, "One.", by=rafi, at=NOW)
    comment(text, "Two.", by=other, at=LATER)
    assert told() == {
        ("ines", "commented", "How?", "One."),
        ("ines", "commented", "How?", "Two."),
        ("rafi", "commented", "How?", "Two."),
    }


def test_note_to_reviewers_is_told_once(text: Question, ines: User, rafi: User) -> None:
    """One who commented before would hear of the note as a comment too."""
    comment(text, "One.", by=rafi, at=NOW)
    Notification.objects.all().delete()
    submit(text, by=ines, at=LATER, note="Better now.")
    assert told() == {("rafi", "submitted", "How?", "Better now.")}


@pytest.mark.parametrize("is_copy", [False, True])
def test_author_hears_that_a_text_was_published(
    text: Question, ines: User, rafi: User, is_copy: bool
) -> None:
    """The question no longer says who wrote it."""
    if is_copy:
        text = make_copy(by=ines, title="How?", summary="S.")
    submit(text, by=ines, at=NOW)
    Notification.objects.all().delete()
    live = publish(text, by=rafi, at=LATER)
    assert told() == {("ines", "published", "How?", "")}
    assert Notification.objects.get().question == live


def test_author_hears_that_a_text_was_scheduled(text: Question, ines: User, rafi: User) -> None:
    publish(text, by=rafi, at=NOW, since=NOW + timedelta(days=1))
    assert told() == {("ines", "scheduled", "How?", "")}


def test_author_hears_that_a_copy_was_discarded(ines: User, rafi: User) -> None:
    discard(make_copy(by=ines, title="Next?"), by=rafi, at=LATER)
    assert told() == {("ines", "removed", "Next?", "")}
    assert notification_path(Notification.objects.get()) == "/admin/faq/question/trash/"


def test_author_hears_that_a_draft_was_deleted(text: Question, as_rafi: Client) -> None:
    as_rafi.post(f"/admin/faq/question/{text.pk}/delete/", {"post": "yes"})
    assert told() == {("ines", "removed", "How?", "")}
    assert notification_path(Notification.objects.get()) == "/admin/faq/question/trash/"


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}, "no rights"])
def test_people_who_may_not_see_texts_are_told_nothing(
    text: Question, ines: User, rafi: User, fields: dict[str, bool] | str
) -> None:
    """Check 34."""
    if isinstance(fields, dict):
        User.objects.filter(pk=ines.pk).update(**fields)
    else:
        ines.groups.clear()
    comment(text, "Secret.", by=rafi, at=NOW)
    assert told() == set()


def test_transition_that_fails_tells_nobody(text: Question, ines: User, rafi: User) -> None:
    Question.objects.update(summary="")
    with pytest.raises(Exception, match="It has no answer yet"):
        submit(text, by=ines, at=NOW)
    assert told() == set()
