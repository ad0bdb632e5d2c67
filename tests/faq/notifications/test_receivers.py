"""Who is told of what happens to a text."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Notification, NotificationPreferences, Question
from faq.notifications.headlines import notification_path
from faq.notifications.sender_process import start_sending
from faq.publishing import (
    archive,
    cancel_schedule,
    comment,
    discard,
    publish,
    publish_due,
    reschedule,
    send_back,
    submit,
)
from faq.publishing.trash import delete
from tests.factories import NOW, make_copy, make_draft
from tests.people import cast

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=1)
TOMORROW = NOW + timedelta(days=1)


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


def make_scheduled(by: User, scheduler: User, *, is_copy: bool) -> Question:
    """A text of one person that another one scheduled for TOMORROW. Nobody was told yet."""
    if is_copy:
        text = make_copy(by=by, title="How?", summary="S.")
    else:
        text = make_draft(title="How?", summary="S.", owner=by)
    publish(text, by=scheduler, at=NOW, since=TOMORROW, note="Prices.")
    Notification.objects.all().delete()
    return Question.with_copies.get(pk=text.pk)


def test_author_hears_that_a_text_was_scheduled(text: Question, ines: User, rafi: User) -> None:
    publish(text, by=rafi, at=NOW, since=TOMORROW, note="Prices.")
    assert told() == {("ines", "scheduled", "How?", "For 24 November 2026 12:00 (UTC). Prices.")}


@pytest.mark.parametrize("is_copy", [False, True])
def test_author_and_scheduler_hear_of_another_time_and_of_none(
    ines: User, rafi: User, is_copy: bool
) -> None:
    text, rita = make_scheduled(ines, rafi, is_copy=is_copy), cast("rita", "Reviewers")
    reschedule(text, TOMORROW + timedelta(hours=1), by=rita, at=NOW)
    change = "From 24 November 2026 12:00 (UTC) to 24 November 2026 13:00 (UTC)."
    assert told() == {
        ("ines", "rescheduled", "How?", change),
        ("rafi", "rescheduled", "How?", change),
    }
    Notification.objects.all().delete()
    cancel_schedule(text, by=rafi, at=LATER)
    before = "It was scheduled for 24 November 2026 13:00 (UTC)."
    assert told() == {("ines", "unscheduled", "How?", before)}


def test_author_and_scheduler_hear_that_a_scheduled_text_was_archived(
    ines: User, rafi: User
) -> None:
    text, rita = make_scheduled(ines, rafi, is_copy=False), cast("rita", "Reviewers")
    archive(text, by=rita, at=LATER)
    before = "It was scheduled for 24 November 2026 12:00 (UTC)."
    assert told() == {
        ("ines", "unscheduled", "How?", before),
        ("rafi", "unscheduled", "How?", before),
    }


def test_author_and_scheduler_hear_why_a_text_was_not_published(ines: User, rafi: User) -> None:
    copy = make_scheduled(ines, rafi, is_copy=True)
    assert copy.copy_of
    archive(copy.copy_of, by=cast("rita", "Reviewers"), at=LATER)
    publish_due(TOMORROW)
    why = (
        "The question is archived. Publish the copy only if readers should see the question again."
    )
    assert told() == {
        ("ines", "not_published", "How?", why),
        ("rafi", "not_published", "How?", why),
    }
    assert set(Notification.objects.values_list("question", flat=True)) == {copy.pk}


def test_scheduler_hears_that_a_text_was_deleted(ines: User, rafi: User) -> None:
    delete(make_scheduled(ines, rafi, is_copy=False), by=cast("rita", "Reviewers"))
    assert told() == {("ines", "removed", "How?", ""), ("rafi", "removed", "How?", "")}


@pytest.mark.parametrize("is_copy", [False, True])
def test_scheduler_hears_that_somebody_published_it_before(
    ines: User, rafi: User, is_copy: bool
) -> None:
    text = make_scheduled(ines, rafi, is_copy=is_copy)
    publish(text, by=cast("rita", "Reviewers"), at=LATER)
    assert told() == {("ines", "published", "How?", ""), ("rafi", "published", "How?", "")}


def test_text_published_in_time_is_told_to_its_author_alone(ines: User, rafi: User) -> None:
    make_scheduled(ines, rafi, is_copy=True)
    publish_due(TOMORROW)
    assert told() == {("ines", "published", "How?", "")}


def test_reader_who_causes_a_publication_waits_for_no_mail_server(
    ines: User, rafi: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SENDS_MAIL = True
    User.objects.filter(pk=ines.pk).update(email="ines@example.com")
    User.objects.filter(pk=rafi.pk).update(email="rafi@example.com")
    NotificationPreferences.objects.create(person=rafi, muted=["not_published"])
    make_scheduled(ines, rafi, is_copy=True)
    Question.objects.update(status="archived")
    with django_capture_on_commit_callbacks() as callbacks:
        publish_due(TOMORROW)
    assert start_sending in callbacks
    rows = Notification.objects.order_by("recipient__username")
    assert [(row.kind, row.delivery) for row in rows] == [
        ("not_published", "waiting"),
        ("not_published", "none"),
    ]


def test_author_hears_that_a_copy_was_discarded(ines: User, rafi: User) -> None:
    copy = make_copy(by=ines, title="Next?")
    address = f"/admin/faq/question/{copy.pk}/change/"
    discard(copy, by=rafi, at=LATER)
    assert told() == {("ines", "removed", "Next?", "")}
    assert notification_path(Notification.objects.get()) == address


def test_author_hears_that_a_draft_was_deleted(text: Question, as_rafi: Client) -> None:
    as_rafi.post(f"/admin/faq/question/{text.pk}/delete/", {"post": "yes"})
    assert told() == {("ines", "removed", "How?", "")}
    assert notification_path(Notification.objects.get()) == (
        f"/admin/faq/question/{text.pk}/change/"
    )


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
