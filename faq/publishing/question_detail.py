"""QuestionDetail: a question with its audiences and steps, as a page shows it."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, DateTimeField

from faq.models import Audience, Question, Step
from faq.models.compiled_query import CompiledQuery


class QuestionDetail(NamedTuple):
    """
    Args:
        question: the question with its topic.
        audiences: its audiences in order; empty if it is for everyone.
        steps: its steps in order.
    """

    question: Question
    audiences: list[Audience]
    steps: list[Step]

    @property
    def is_hard_to_undo(self) -> bool:
        return any(step.caution for step in self.steps)


_question = CompiledQuery(
    lambda now, slug: Question.objects.published(now).filter(slug=slug).select_related("topic"),
    now=DateTimeField(),
    slug=CharField(),
)
_audiences = CompiledQuery(
    lambda question: Audience.objects.filter(questions=question).in_order(),
    question=BigIntegerField(),
)
_steps = CompiledQuery(
    lambda question: Step.objects.filter(question_id=question).in_order(),
    question=BigIntegerField(),
)


def find_question_detail(slug: str, now: datetime) -> QuestionDetail | None:
    """Return the published question with a slug, or None, with three queries.

    Args:
        slug: the slug from the address.
        now: the current time.
    """
    for question in _question.rows(now=now, slug=slug):
        return detail_of(question)
    return None


def detail_of(question: Question) -> QuestionDetail:
    """Return the detail of a question, draft or working copy, published or not, with two queries."""
    audiences = _audiences.rows(question=question.pk)
    return QuestionDetail(question, audiences, _steps.rows(question=question.pk))
