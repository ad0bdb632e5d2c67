"""Texts that time publishes: once, at their moment, or not at all and with the reason."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from faq.models import AuditEntry, Question, ScheduledPublication
from faq.publishing import (
    CannotMove,
    CannotPublish,
    IsArchived,
    LiveTextChanged,
    NotAllowed,
    archive,
    cancel_schedule,
    discard,
    open_working_copy,
    publish,
    publish_due,
    reschedule,
    scheduling,
    send_back,
    set_end,
    submit,
)
from faq.publishing.publication import make_public
from tests.factories import NOW, PAST, make_copy, make_draft, make_question

SOON = NOW + timedelta(days=1)
LATER = NOW + timedelta(days=2)
BEFORE = SOON - timedelta(seconds=1)


def log() -> list[tuple[str, str, datetime]]:
    """Who did what and when, oldest first."""
    rows = AuditEntry.objects.filter(kind="question").order_by("pk")
    return [(row.by_name, row.act, row.at) for row in rows]


def revisions(question: Question) -> list[tuple[str, datetime, str, str]]:
    """Summary, time, person and note of each revision, oldest first."""
    rows = question.revisions.order_by("number")
    return [(row.content["summary"], row.published_at, row.by_name, row.note) for row in rows]


def summary(question: Question) -> str:
    return Question.objects.get(pk=question.pk).summary


@pytest.fixture
def live(db: None) -> Question:
    return make_question(slug="it", title="How do I stop?", summary="Old.", steps=["Open it"])


@pytest.fixture
def copy(live: Question, ines: User) -> Question:
    """A new version that will be published SOON."""
    copy = make_copy(live, by=ines, summary="New.")
    publish(copy, by=ines, at=NOW, since=SOON, note="Prices.")
    return copy


def test_new_version_is_published_at_its_time_and_only_once(
    live: Question, copy: Question, ines: User
) -> None:
    publish_due(BEFORE)
    assert summary(live) == "Old."
    publish_due(LATER)
    publish_due(LATER)
    assert summary(live) == "New."
    assert Question.with_copies.copies().count() == 0
    assert ScheduledPublication.objects.count() == 0
    assert revisions(live)[1:] == [("New.", SOON, "ines", "Prices.")]
    assert log() == [("ines", "scheduled", NOW), ("ines", "published", SOON)]
    stored = Question.objects.get(pk=live.pk)
    assert (stored.updated_at, stored.published_at) == (SOON, PAST)


def test_scheduling_says_when_in_the_audit_log(copy: Question) -> None:
    assert AuditEntry.objects.get().detail == "For 24 November 2026 12:00 (UTC). Prices."


def test_new_question_is_recorded_when_its_time_has_come(ines: User) -> None:
    draft = make_draft(summary="New.")
    publish(draft, by=ines, at=NOW, since=SOON, note="Why.")
    assert revisions(draft) == []
    publish_due(LATER)
    assert revisions(draft) == [("New.", SOON, "ines", "Why.")]
    assert log() == [("ines", "scheduled", NOW), ("ines", "published", SOON)]
    assert ScheduledPublication.objects.count() == 0


def test_history_names_who_scheduled_it_after_the_account_is_gone(
    live: Question, copy: Question, ines: User
) -> None:
    ines.delete()
    publish_due(LATER)
    assert revisions(live)[-1][2] == "ines"


def test_scheduled_text_does_not_change(copy: Question, ines: User) -> None:
    for change in (
        lambda: submit(copy, by=ines, at=NOW),
        lambda: send_back(copy, "", by=ines, at=NOW),
        lambda: discard(copy, by=ines, at=NOW),
    ):
        with pytest.raises(CannotMove, match="Cancel the schedule first"):
            change()


def test_time_can_be_changed_and_the_schedule_cancelled(
    live: Question, copy: Question, ines: User
) -> None:
    reschedule(copy, LATER, by=ines, at=NOW)
    publish_due(SOON)
    assert summary(live) == "Old."
    cancel_schedule(copy, by=ines, at=NOW)
    publish_due(LATER)
    assert summary(live) == "Old."
    assert Question.with_copies.get(pk=copy.pk).status == "draft"
    assert [act for _by, act, _at in log()][1:] == [
        "changed the time of",
        "cancelled the schedule of",
    ]
    with pytest.raises(CannotMove, match="not scheduled"):
        reschedule(copy, LATER, by=ines, at=NOW)


@pytest.mark.parametrize(
    ("status", "published_at"), [("draft", None), ("in_review", None), ("archived", PAST)]
)
def test_cancelled_question_is_what_it_was(
    ines: User, status: str, published_at: datetime | None
) -> None:
    question = make_question(status=status, published_at=published_at, summary="S.")
    publish(question, by=ines, at=NOW, since=SOON)
    publish(question, by=ines, at=NOW, since=LATER)
    cancel_schedule(question, by=ines, at=NOW)
    stored = Question.objects.get()
    assert (stored.status, stored.published_at) == (status, published_at)
    assert ScheduledPublication.objects.count() == 0


def test_question_that_a_fixture_scheduled_can_be_changed_and_cancelled(ines: User) -> None:
    question = make_question(published_at=SOON)
    reschedule(question, LATER, by=ines, at=NOW)
    assert Question.objects.get().published_at == LATER
    publish_due(SOON)
    cancel_schedule(question, by=ines, at=NOW)
    assert Question.objects.get().status == "draft"


def test_scheduled_question_can_be_published_now(ines: User) -> None:
    draft = make_draft(summary="S.")
    publish(draft, by=ines, at=NOW, since=SOON)
    publish(draft, by=ines, at=NOW)
    assert Question.objects.published(NOW).get() == draft
    publish_due(LATER)
    assert len(revisions(draft)) == 1


def test_times_that_have_passed_are_refused(copy: Question, ines: User) -> None:
    for moment in (PAST, NOW):
        with pytest.raises(CannotPublish, match="has passed"):
            reschedule(copy, moment, by=ines, at=NOW)
    assert ScheduledPublication.objects.get().publish_at == SOON


def test_only_people_who_publish_change_a_schedule(
    copy: Question, ines: User, rafi: User, live: Question
) -> None:
    """Check 34: once there is a reviewer, an editor does not decide when readers see a text."""
    ines = User.objects.get(pk=ines.pk)
    for act in (
        lambda: reschedule(copy, LATER, by=ines, at=NOW),
        lambda: cancel_schedule(copy, by=ines, at=NOW),
        lambda: set_end(live, LATER, by=ines, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


# --- What happens meanwhile


def take_the_address(live: Question, copy: Question, by: User) -> None:
    Question.with_copies.filter(pk=copy.pk).update(slug="new")
    make_question(slug="new")


def change_the_live_text(live: Question, copy: Question, by: User) -> None:
    Question.objects.filter(pk=live.pk).update(body="Corrected.")


def archive_it(live: Question, copy: Question, by: User) -> None:
    archive(live, by=by, at=NOW)


def delete_it(live: Question, copy: Question, by: User) -> None:
    live.delete()


@pytest.mark.parametrize(
    ("meanwhile", "problem"),
    [
        (take_the_address, "The address /questions/new/ already leads to"),
        (change_the_live_text, "The published text has changed"),
        (archive_it, "The question is archived."),
        (delete_it, "The question of this copy was deleted."),
    ],
)
def test_text_that_cannot_be_published_is_kept_with_the_reason(
    live: Question, copy: Question, ines: User, meanwhile, problem: str
) -> None:
    meanwhile(live, copy, ines)
    publish_due(LATER)
    publish_due(LATER)
    kept = Question.with_copies.get(pk=copy.pk)
    assert (kept.summary, kept.status, kept.is_scheduled(LATER)) == ("New.", "draft", False)
    assert kept.schedule.problem.startswith(problem)
    assert [(act, at) for _by, act, at in log()][-1] == ("could not publish", SOON)
    assert not Question.objects.filter(summary="New.").exists()


def test_text_that_could_not_be_published_can_be_scheduled_again(
    live: Question, copy: Question, ines: User
) -> None:
    change_the_live_text(live, copy, ines)
    publish_due(SOON)
    with pytest.raises(LiveTextChanged):
        publish(copy, by=ines, at=SOON, since=LATER)
    publish(copy, by=ines, at=SOON, since=LATER, over_changes=True)
    publish_due(LATER)
    assert summary(live) == "New."


def test_error_of_one_text_does_not_stop_the_others(
    live: Question, copy: Question, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_question(summary="Old too.")
    publish(make_copy(other, by=ines, summary="New too."), by=ines, at=NOW, since=LATER)
    whole = make_public

    def fails(question: Question, **options: Any) -> Question:
        if question == copy:
            raise TypeError
        return whole(question, **options)

    monkeypatch.setattr(scheduling, "make_public", fails)
    publish_due(LATER)
    assert (summary(live), summary(other)) == ("Old.", "New too.")
    assert Question.with_copies.get(pk=copy.pk).schedule.problem.startswith("An error occurred.")


def test_archived_question_can_come_back_at_a_time(live: Question, ines: User) -> None:
    copy = make_copy(live, by=ines, summary="Back.")
    archive(live, by=ines, at=NOW)
    with pytest.raises(IsArchived):
        publish(copy, by=ines, at=NOW, since=SOON)
    publish(copy, by=ines, at=NOW, since=SOON, bring_back=True)
    publish_due(LATER)
    assert Question.objects.published(SOON).get().summary == "Back."
    assert not Question.objects.published(BEFORE).exists()


# --- The end


def test_end_is_set_without_a_new_version(live: Question, ines: User) -> None:
    copy = open_working_copy(live, by=ines, at=NOW)
    set_end(live, SOON, by=ines, at=NOW)
    assert not Question.objects.published(SOON).exists()
    assert Question.with_copies.get(pk=copy.pk).expires_at == SOON
    publish(copy, by=ines, at=NOW)
    set_end(live, None, by=ines, at=NOW)
    assert Question.objects.published(SOON).exists()
    assert [note for *_rest, note in revisions(live)][1:] == [
        "Published until 24 November 2026 12:00 (UTC).",
        "",
        "No end.",
    ]


@pytest.mark.parametrize("end", [PAST, NOW])
def test_end_that_has_passed_is_refused(live: Question, ines: User, end: datetime) -> None:
    with pytest.raises(CannotMove, match="To end it now, archive it"):
        set_end(live, end, by=ines, at=NOW)
    scheduled = make_question(published_at=LATER)
    with pytest.raises(CannotMove, match="before it begins"):
        set_end(scheduled, SOON, by=ines, at=NOW)
