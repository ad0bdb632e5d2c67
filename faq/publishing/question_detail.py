"""Everything a question's page says of it."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, DateTimeField

from faq.models import Audience, Question, Step
from faq.models.written import WrittenQuery


class QuestionDetail(NamedTuple):
    """
    Args:
        question: with its topic.
        audiences: whom it is for, in their own order; none means everyone.
        steps: in order.
    """

    question: Question
    audiences: list[Audience]
    steps: list[Step]

    @property
    def is_hard_to_undo(self) -> bool:
        return any(step.caution for step in self.steps)


_question = WrittenQuery(
    lambda now, slug: Question.objects.published(now).filter(slug=slug).select_related("topic"),
    now=DateTimeField(),
    slug=CharField(),
)
_audiences = WrittenQuery(
    lambda question: Audience.objects.filter(questions=question).in_order(),
    question=BigIntegerField(),
)
_steps = WrittenQuery(
    lambda question: Step.objects.filter(question_id=question).in_order(),
    question=BigIntegerField(),
)


def find_question_detail(slug: str, now: datetime) -> QuestionDetail | None:
    """The question with this name in its address, if readers may see it; at the cost of three queries.

    Args:
        slug: as it is in the address.
        now: decides what is published.
    """
    for question in _question.rows(now=now, slug=slug):
        return detail_of(question)
    return None


def detail_of(question: Question) -> QuestionDetail:
    """The same of a question, a draft or a working copy, whoever may see it; at the cost of two queries."""
    audiences = _audiences.rows(question=question.pk)
    return QuestionDetail(question, audiences, _steps.rows(question=question.pk))
