"""Sums up readers' feedback by question and by step, the most frequent first."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from faq.models import StuckReport, Vote


@dataclass(frozen=True)
class Unanswered:
    """A question that did not answer readers.

    Attributes:
        question_id: its primary key.
        title: its title.
        count: the number of readers.
        reasons: a value of WhyNot, or "" for none, and the number of readers who gave it; the most
            frequent first.
    """

    question_id: int
    title: str
    count: int
    reasons: list[tuple[str, int]]


@dataclass(frozen=True)
class Stuck:
    """A step at which readers were stuck.

    Attributes:
        question_id: the primary key of the step's question.
        question: the title of that question.
        step_uid: the uid of the step.
        position: the position of the step when it was reported, from 1.
        title: the title of the step when it was reported.
        count: the number of readers.
    """

    question_id: int
    question: str
    step_uid: UUID
    position: int
    title: str
    count: int


def unanswered_questions(votes: QuerySet[Vote], *, limit: int) -> list[Unanswered]:
    """Return the questions of some votes, those with the most votes first, with two queries.

    Args:
        votes: with the answer "no" only.
        limit: the most questions to return.
    """
    by_question = votes.order_by().values("question_id", "question__title")
    counted = by_question.annotate(count=Count("pk")).order_by("-count", "question_id")[:limit]
    found = {row["question_id"]: row for row in counted}
    said = votes.filter(question__in=found).order_by().values_list("question_id", "reason")
    reasons: dict[int, list[tuple[str, int]]] = {pk: [] for pk in found}
    for pk, reason, count in said.annotate(count=Count("pk")).order_by("-count", "reason"):
        reasons[pk].append((reason, count))
    return [
        Unanswered(pk, row["question__title"], row["count"], reasons[pk])
        for pk, row in found.items()
    ]


def steps_stuck_at(reports: QuerySet[StuckReport], *, limit: int) -> list[Stuck]:
    """Return the steps of some reports, those with the most reports first, with one query."""
    by_step = reports.order_by().values_list("question_id", "question__title", "step_uid")
    counted = by_step.annotate(position=Max("position"), said=Max("title"), count=Count("pk"))
    return [Stuck(*row) for row in counted.order_by("-count", "question_id", "position")[:limit]]
