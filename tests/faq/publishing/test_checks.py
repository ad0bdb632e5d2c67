"""Publication checks: they can ask for a reason, and run without a lock."""

from datetime import datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection

from faq.models import Question
from faq.publishing import checks, publish
from faq.publishing.checks import CheckResult
from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.exceptions import NoteRequired
from tests.factories import FUTURE, NOW, make_draft


class Problem(NoteRequired):
    def accepted(self, reason: str) -> str:
        return f"Accepted: {reason}"


class Recorder:
    """A check that notes what it is asked and told.

    Attributes:
        asked: the summary of each text it was asked about.
        in_transaction: for each time, whether a transaction was open.
        published: the questions of which it was told that readers see them.
    """

    def __init__(self, problem: NoteRequired | None = None) -> None:
        self.problem = problem
        self.asked: list[str] = []
        self.in_transaction: list[bool] = []
        self.published: list[int] = []

    def __call__(self, question: Question, content: ContentSnapshot, now: datetime) -> CheckResult:
        self.asked.append(content["summary"])
        self.in_transaction.append(connection.in_atomic_block)
        return CheckResult(self.problem, lambda live: self.published.append(live.pk))


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> list[checks.Check]:
    """The checks there are, none to begin with."""
    monkeypatch.setattr(checks, "_checks", [])
    return checks._checks


@pytest.mark.django_db
def test_check_that_asks_for_a_reason_stops_publication_without_one(
    rafi: User, registered: list[checks.Check]
) -> None:
    check = Recorder(Problem("Why?"))
    checks.register(check)
    draft = make_draft(summary="S.")
    with pytest.raises(Problem):
        publish(draft, by=rafi, at=NOW, reason="  ")
    draft.refresh_from_db()
    assert (draft.status, check.published) == ("draft", [])
    live = publish(draft, by=rafi, at=NOW, note="New.", reason=" It is right. ")
    assert live.revisions.get().note == "New.\nAccepted: It is right."
    assert check.published == [live.pk]


@pytest.mark.django_db
def test_check_is_not_notified_of_a_scheduled_question(
    rafi: User, registered: list[checks.Check]
) -> None:
    check = Recorder()
    checks.register(check)
    publish(make_draft(summary="S."), by=rafi, at=NOW, since=FUTURE)
    assert (check.asked, check.published) == (["S."], [])


def test_check_registered_twice_runs_once(registered: list[checks.Check]) -> None:
    check = Recorder()
    checks.register(check)
    checks.register(check)
    assert registered == [check]


@pytest.mark.django_db(transaction=True)
def test_no_lock_is_held_while_checks_run(rafi: User, registered: list[checks.Check]) -> None:
    check = Recorder()
    checks.register(check)
    publish(make_draft(summary="S."), by=rafi, at=NOW)
    assert check.in_transaction == [False]


@pytest.mark.django_db
def test_text_that_changes_while_checks_run_is_checked_again(
    rafi: User, registered: list[checks.Check]
) -> None:
    draft = make_draft(summary="Checked.")

    def somebody_else_saves(
        question: Question, content: ContentSnapshot, now: datetime
    ) -> CheckResult:
        Question.objects.filter(pk=question.pk).update(summary="Saved meanwhile.")
        return CheckResult()

    check = Recorder()
    checks.register(check)
    checks.register(somebody_else_saves)
    live = publish(draft, by=rafi, at=NOW)
    assert check.asked == ["Checked.", "Saved meanwhile."]
    assert live.summary == "Saved meanwhile."
