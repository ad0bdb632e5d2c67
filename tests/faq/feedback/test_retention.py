"""The deletion of old feedback and of reader keys."""

from datetime import date, timedelta

import pytest

from faq.feedback import Sender, form_tokens, prune, report_stuck, vote
from faq.models import StuckReport, Vote
from tests.factories import NOW, make_question, make_stuck_report, make_vote

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def said(db: None) -> None:
    """Create a vote and a report for today and each of the last four days."""
    question = make_question(slug="refund", steps=["Open it"])
    for days in range(5):
        make_vote(question=question, day=before(days))
        make_stuck_report(question.steps.get(), day=before(days))


def known() -> list[list[date]]:
    """Return the days of votes and reports that have a reader key."""
    return [
        list(model._default_manager.with_reader().order_by("-day").values_list("day", flat=True))
        for model in (Vote, StuckReport)
    ]


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("keep", [vote, report_stuck])
def test_reader_keys_are_deleted_after_two_days(keep) -> None:
    """Check 59: no command is needed."""
    assert known() == [[before(days) for days in range(5)]] * 2
    question = make_question(steps=["Close it"])
    sent = {
        "token": form_tokens.page_token(question, now=NOW),
        "answered": "yes",
        "step": str(question.steps.get().uid),
        "reason": "other" if keep is report_stuck else "",
    }
    keep(question, sent, sender=Sender("203.0.113.7", "x"), now=NOW)
    assert {day for days in known() for day in days} == {before(0), before(1)}
    assert Vote.objects.count() + StuckReport.objects.count() == 11


@pytest.mark.usefixtures("said")
def test_prune_deletes_old_feedback_and_reader_keys() -> None:
    assert prune(3, today=TODAY) == 2
    assert known() == [[before(0), before(1)]] * 2
    for model in (Vote, StuckReport):
        kept = model._default_manager.order_by("-day").values_list("day", flat=True)
        assert list(kept) == [before(days) for days in range(4)]


@pytest.mark.usefixtures("said")
def test_prune_with_no_days_keeps_today() -> None:
    assert prune(0, today=TODAY) == 8
    assert [Vote.objects.get().day, StuckReport.objects.get().day] == [TODAY, TODAY]
