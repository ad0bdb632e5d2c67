"""Scheduling in the admin: the pages, the list and the dashboard."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from time_machine import TimeMachineFixture

from faq.models import Question, ScheduledPublication
from faq.publishing import cancel_schedule, publish
from faq.publishing.scheduling import last_typed
from tests.factories import NOW, make_copy, make_draft, make_question, make_scheduled
from tests.faq.admin.question.test_filters import listed
from tests.faq.admin.question.test_transitions import do, offered, page, refused, said
from tests.html import parse

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(days=3)
WHEN = "26 November 2026 12:00 (UTC)"


@pytest.fixture(autouse=True)
def now(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def copy(ines: User) -> Question:
    return make_copy(make_question(title="Live?", summary="Old."), by=ines, summary="New.")


def test_new_version_is_scheduled_changed_and_cancelled(as_rafi: Client, copy: Question) -> None:
    done = do(as_rafi, copy, "publish", since_0="2026-11-26", since_1="12:00")
    assert said(done) == [f"Scheduled. Readers will see it from {WHEN}."]
    assert f"Working copy · Scheduled for {WHEN}" in parse(done).one("p", cls="faq-state").text
    assert offered(as_rafi, copy) == ["Publish", "Change the time", "Cancel the schedule"]
    form = parse(as_rafi.get(page(copy, "do/reschedule")))
    assert form.one("input", type="date")["value"] == "2026-11-26"
    assert form.one("input", type="time")["value"] == "12:00"
    done = do(as_rafi, copy, "reschedule", since_0="2026-11-27", since_1="08:30")
    assert said(done) == ["Scheduled. Readers will see it from 27 November 2026 08:30 (UTC)."]
    do(as_rafi, copy, "cancel-schedule")
    assert offered(as_rafi, copy) == ["Send for review", "Publish", "Discard this copy"]


def test_scheduled_version_can_be_published_now(
    as_rafi: Client, rafi: User, copy: Question
) -> None:
    publish(copy, by=rafi, at=NOW, since=SOON)
    assert said(do(as_rafi, copy, "publish")) == ["Published."]
    assert Question.objects.get().summary == "New."


@pytest.mark.parametrize("transition", ["publish", "reschedule"])
@pytest.mark.parametrize(
    ("day", "problem"), [("2026-11-22", "has passed"), ("2026-11-23", "has passed")]
)
def test_time_that_has_passed_is_refused(
    as_rafi: Client, rafi: User, copy: Question, transition: str, day: str, problem: str
) -> None:
    publish(copy, by=rafi, at=NOW, since=SOON)
    answer = do(as_rafi, copy, transition, since_0=day, since_1="12:00")
    assert problem in refused(answer)
    assert ScheduledPublication.objects.get().publish_at == SOON


def test_scheduled_text_cannot_be_edited(as_rafi: Client, rafi: User, copy: Question) -> None:
    publish(copy, by=rafi, at=NOW, since=SOON)
    form = parse(as_rafi.get(page(copy)))
    assert form.all("textarea", name="title") == []
    answer = as_rafi.post(page(copy), {"title": "Other?"})
    assert "You do not have permission to change this question" in answer.text
    assert as_rafi.post(page(copy, "delete"), {"post": "yes"}).status_code == 403
    assert Question.with_copies.get(pk=copy.pk).title == "Live?"


@pytest.mark.parametrize("transition", ["publish", "reschedule", "cancel-schedule", "end"])
def test_editors_do_not_decide_when_there_are_reviewers(
    as_ines: Client, rafi: User, copy: Question, transition: str
) -> None:
    """Check 34: neither by a button nor by an address."""
    publish(copy, by=rafi, at=NOW, since=SOON)
    question = copy.copy_of if transition == "end" else copy
    assert question
    assert offered(as_ines, copy) == []
    asked = {"since_0": "2026-11-25", "since_1": "12:00", "end_0": "2026-11-25", "end_1": "12:00"}
    (message,) = said(do(as_ines, question, transition, **asked))
    assert message.startswith("You cannot use")
    assert ScheduledPublication.objects.get().publish_at == SOON
    assert Question.objects.get().expires_at is None


def test_end_is_set_and_shown(as_rafi: Client, rafi: User) -> None:
    question = make_question(title="Live?")
    do(as_rafi, question, "end", end_0="2026-11-26", end_1="12:00")
    assert (
        f"Published until {WHEN}"
        in parse(as_rafi.get(page(question))).one("p", cls="faq-state").text
    )
    answer = do(as_rafi, question, "end", end_0="2026-11-20", end_1="12:00")
    assert "To end it now, archive it." in refused(answer)
    do(as_rafi, question, "end", end_0="", end_1="")
    assert Question.objects.get().expires_at is None


def test_list_tells_what_is_scheduled_from_what_is_published(
    as_rafi: Client, rafi: User, copy: Question
) -> None:
    publish(copy, by=rafi, at=NOW, since=SOON)
    publish(make_draft(title="New?", summary="S."), by=rafi, at=NOW, since=SOON)
    make_question(title="Over?", expires_at=NOW - timedelta(days=1))
    failed = make_question(title="Failed?")
    make_scheduled(make_copy(failed, by=rafi), publish_at=None, problem="It was taken.")
    found = {
        "state=scheduled": {"New?", "Live?"},
        "state=published": {"Live?", "Failed?"},
        "state=ended": {"Over?"},
        "state=failed": {"Failed?"},
        "state=soon": {"New?", "Live?"},
        "state=draft": {"Failed?"},
    }
    assert {query: listed(as_rafi, query) for query in found} == found
    table = parse(as_rafi.get("/admin/faq/question/?o=3")).one("table", id="result_list")
    cells = table.texts("td", cls="field-state_to_edit")
    states = [cell.removesuffix(" Edit").removesuffix(" Open") for cell in cells]
    assert states[-1] == f"Scheduled for {WHEN}"
    assert sorted(states[:-1]) == [
        "Ended 22 November 2026 12:00 (UTC)",
        "Published, new version: Draft, could not be published",
        f"Published, new version: Scheduled for {WHEN}",
    ]


def test_dashboard_names_what_failed_and_what_comes(
    as_ines: Client, ines: User, rafi: User, copy: Question
) -> None:
    publish(copy, by=rafi, at=NOW, since=SOON)
    hers, other = make_copy(by=ines), make_copy(by=rafi)
    for each in (hers, other):
        make_scheduled(each, publish_at=None, problem="The address is taken.")
    cards = parse(as_ines.get("/admin/")).one("section", cls="faq-agenda")
    assert cards.one("li", id="failed").texts("li") == [f"{hers} The address is taken."]
    assert cards.one("li", id="soon").texts("li") == [f"Live? Scheduled for {WHEN}"]
    assert (
        "The address is taken."
        in parse(as_ines.get(page(hers))).one("div", cls="question-notes").text
    )


def test_note_and_reason_are_suggested_after_the_schedule_was_cancelled(
    as_rafi: Client, rafi: User
) -> None:
    draft = make_draft(title="Cancelling a subscription", summary="Choose **End**.")
    at = NOW
    typed = {"note": "New wording.", "reason": "Support calls it so."}
    scheduled = publish(
        draft,
        by=rafi,
        at=at,
        since=at + timedelta(days=2),
        note=typed["note"],
        reason=typed["reason"],
    )
    cancel_schedule(scheduled, by=rafi, at=at)
    shown = parse(as_rafi.get(f"/admin/faq/question/{scheduled.pk}/do/publish/"))
    assert {name: shown.one("input", name=name)["value"] for name in typed} == typed
    # Once it is published, nothing is left to suggest.
    publish(scheduled, by=rafi, at=NOW, note=typed["note"], reason=typed["reason"])
    assert last_typed(scheduled) == {}
