"""What readers said, by question and by step, the most said first."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from faq.models import StuckReport, Vote


@dataclass(frozen=True)
class Unanswered:
    """
    Attributes:
        question_id: its primary key.
        title: of the question.
        count: how many readers it did not answer.
        reasons: why, as in WhyNot, with how many said so, the most said first; "" where nothing was said.
    """

    question_id: int
    title: str
    count: int
    reasons: list[tuple[str, int]]


@dataclass(frozen=True)
class Stuck:
    """
    Attributes:
        question_id: the primary key of the step's question.
        question: its title.
        step_uid: of the step.
        position: where the step stood, from 1.
        title: what the step said.
        count: how many readers were stuck there.
    """

    question_id: int
    question: str
    step_uid: UUID
    position: int
    title: str
    count: int


def unanswered_questions(votes: QuerySet[Vote], *, most: int) -> list[Unanswered]:
    """The questions of some votes, those with the most votes first, with two queries.

    Args:
        votes: all of them "no".
        most: of so many questions.
    """
    by_question = votes.order_by().values("question_id", "question__title")
    counted = by_question.annotate(count=Count("pk")).order_by("-count", "question_id")[:most]
    found = {row["question_id"]: row for row in counted}
    said = votes.filter(question__in=found).order_by().values_list("question_id", "reason")
    reasons: dict[int, list[tuple[str, int]]] = {pk: [] for pk in found}
    for pk, reason, count in said.annotate(count=Count("pk")).order_by("-count", "reason"):
        reasons[pk].append((reason, count))
    return [
        Unanswered(pk, row["question__title"], row["count"], reasons[pk])
        for pk, row in found.items()
    ]


def steps_stuck_at(reports: QuerySet[StuckReport], *, most: int) -> list[Stuck]:
    """The steps of some reports, those with the most reports first, with one query."""
    by_step = reports.order_by().values_list("question_id", "question__title", "step_uid")
    counted = by_step.annotate(position=Max("position"), said=Max("title"), count=Count("pk"))
    return [Stuck(*row) for row in counted.order_by("-count", "question_id", "position")[:most]]
