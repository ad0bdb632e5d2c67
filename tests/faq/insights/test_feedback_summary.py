"""What readers said, counted by question and by step."""

import pytest

from faq.insights.feedback_summary import steps_stuck_at, unanswered_questions
from faq.models import StuckReport, Vote
from tests.factories import make_question, make_stuck_report, make_vote

pytestmark = pytest.mark.django_db


def test_questions_come_with_counts_and_reasons() -> None:
    once, often = make_question(title="Once?"), make_question(title="Often?")
    make_vote(question=once, answered=False)
    for reason in ("unclear", "different", "different"):
        make_vote(question=often, answered=False, reason=reason)
    found = unanswered_questions(Vote.objects.all(), limit=5)
    assert [(row.title, row.count, row.reasons) for row in found] == [
        ("Often?", 3, [("different", 2), ("unclear", 1)]),
        ("Once?", 1, [("", 1)]),
    ]
    assert [row.title for row in unanswered_questions(Vote.objects.all(), limit=1)] == ["Often?"]


def test_steps_are_told_apart_and_counted() -> None:
    question = make_question(title="It?", steps=["Open it", "Close it"])
    first, second = question.steps.order_by("position")
    for step in (second, second, first):
        make_stuck_report(step)
    found = steps_stuck_at(StuckReport.objects.all(), limit=5)
    assert [(row.question, row.position, row.title, row.count) for row in found] == [
        ("It?", 2, "Close it", 2),
        ("It?", 1, "Open it", 1),
    ]
    assert [row.step_uid for row in found] == [second.uid, first.uid]


def test_nobody_said_anything() -> None:
    assert unanswered_questions(Vote.objects.all(), limit=5) == []
    assert steps_stuck_at(StuckReport.objects.all(), limit=5) == []
