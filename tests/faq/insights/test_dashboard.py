"""What needs whom, when they open the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from faq.insights.dashboard import Dashboard, dashboard
from faq.models import DeskVisit
from faq.publishing import send_back, submit
from tests.factories import (
    NOW,
    make_broken_promise,
    make_copy,
    make_draft,
    make_link_check,
    make_notification,
    make_question,
    make_search_term,
    make_stuck_report,
    make_vote,
)

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
LONG_AGO: Any = NOW - timedelta(days=400)
PARTS = [
    *("in_review", "sent_back", "own_in_review", "news", "promises", "links", "drafts"),
    *("due", "unanswered", "stuck", "unfound"),
]


def counts(found: Dashboard) -> dict[str, int]:
    return {name: count for name in PARTS if (count := getattr(found, name).count)}


def make_work(ines: User, rafi: User) -> None:
    """One of everything that may need somebody."""
    submit(make_copy(by=ines, title="Copy in review?", summary="S."), by=ines, at=NOW)
    back = make_draft(title="Back?", summary="S.")
    submit(back, by=ines, at=NOW)
    send_back(back, "Why?", by=rafi, at=NOW)
    make_draft(title="Draft?", owner=ines)
    question = make_question(
        title="Due?", published_at=LONG_AGO, owner=ines, steps=["Open it"], phrasings=["open"]
    )
    make_question(title="Not due?", owner=ines)
    make_broken_promise(question.phrasings.get())
    make_link_check(question)
    make_vote(question=question, answered=False)
    make_vote(question=question, answered=True)
    make_stuck_report(question.steps.get())
    make_search_term(count=2, empty_count=2)
    make_search_term(count=3, empty_count=1)
    make_search_term(count=9)


def test_each_is_told_what_needs_them(ines: User, rafi: User, viewer: User, owner: User) -> None:
    """Check 34: and nobody of what they may not see."""
    make_work(ines, rafi)
    heard = {"unanswered": 1, "stuck": 1, "unfound": 1}
    site = {"promises": 1, "links": 1}
    own = {"sent_back": 1, "own_in_review": 1, "news": 1, "drafts": 1, "due": 1}
    assert counts(dashboard(ines, NOW)) == {**own, **site, **heard}
    assert counts(dashboard(rafi, NOW)) == {"in_review": 1, **site, **heard}
    assert counts(dashboard(owner, NOW)) == {"in_review": 1, **site, **heard}
    assert counts(dashboard(viewer, NOW)) == heard
    stranger = User.objects.create_user("stranger", is_staff=True)
    assert counts(dashboard(stranger, NOW)) == {}


def test_rows_are_the_first_to_be_done(ines: User, rafi: User) -> None:
    for days in range(8):
        at = NOW - timedelta(days=days)
        draft = make_draft(title=f"Waits {days} days?", summary="S.")
        submit(draft, by=ines, at=at)
        make_question(
            title=f"Due {days}?", published_at=LONG_AGO - timedelta(days=days), owner=rafi
        )
    found = dashboard(rafi, NOW)
    assert (found.in_review.count, found.due.count) == (8, 8)
    assert [str(row) for row in found.in_review.rows] == [
        f"Waits {days} days?" for days in (7, 6, 5, 4, 3)
    ]
    assert [str(row) for row in found.due.rows] == [f"Due {days}?" for days in (7, 6, 5, 4, 3)]


def test_questions_of_nobody_are_the_task_of_nobody(ines: User, rafi: User) -> None:
    make_question(published_at=LONG_AGO)
    make_question(published_at=LONG_AGO, owner=User.objects.create_user("gone", is_active=False))
    make_question(published_at=LONG_AGO, owner=rafi)
    make_question()
    for person, own in ((ines, 0), (rafi, 1)):
        found = dashboard(person, NOW)
        assert (found.due.count, found.unowned_due_count) == (own, 2)


def test_news_are_of_the_last_month(ines: User, rafi: User) -> None:
    for days in (0, 29, 31):
        make_notification(ines, title=f"{days}?", at=NOW - timedelta(days=days))
    make_notification(ines, kind="submitted")
    make_notification(rafi)
    found = dashboard(ines, NOW)
    assert [row.title for row in found.news.rows] == ["0?", "29?"]


def test_feedback_is_that_since_the_visit_before(ines: User) -> None:
    """The day is kept, and nothing finer: what came on the day of the visit counts."""
    question = make_question()
    for days in (0, 3, 7, 29, 31):
        make_vote(question=question, answered=False, day=TODAY - timedelta(days=days))
    assert dashboard(ines, NOW).unanswered.count == 4
    DeskVisit.objects.update(day=TODAY - timedelta(days=7))
    for _ in range(2):
        found = dashboard(ines, NOW)
        assert (found.since, found.unanswered.count) == (TODAY - timedelta(days=7), 3)


def test_searches_are_those_that_many_made(viewer: User) -> None:
    """What few searched for is shown to nobody."""
    make_search_term("my name", count=2, empty_count=2)
    for days in range(3):
        make_search_term("refund", day=TODAY - timedelta(days=days), empty_count=1)
    make_search_term("old", count=9, empty_count=9, day=TODAY - timedelta(days=31))
    found = dashboard(viewer, NOW)
    assert [tuple(row) for row in found.unfound.rows] == [("refund", 3, 3)]


def test_takes_as_many_queries_for_much_as_for_little(
    ines: User, rafi: User, owner: User, django_assert_max_num_queries
) -> None:
    def count() -> int:
        person = User.objects.get(pk=rafi.pk)
        with django_assert_max_num_queries(30) as counted:
            dashboard(person, NOW)
        return len(counted)

    make_work(ines, rafi)
    make_work(rafi, owner)
    dashboard(rafi, NOW)
    little = count()
    for _ in range(20):
        make_work(ines, rafi)
        make_work(rafi, owner)
    assert count() == little
