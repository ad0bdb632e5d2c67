"""QuestionDetail: a question with its audiences and steps, as a page shows it."""

from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from django.db.models import BigIntegerField, CharField, DateTimeField

from faq.models import Audience, Question, Step, Topic
from faq.models.compiled_query import CompiledQuery
from faq.models.receivers import clean_lines, render_texts
from faq.publishing.content_snapshot import ContentSnapshot


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
    lambda now, slug: (
        Question.objects.published(now).filter(slug=slug).select_related("topic", "section")
    ),
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


def detail_of_content(
    content: ContentSnapshot, question: Question | None, now: datetime
) -> QuestionDetail | None:
    """Return the detail of a content that is not stored.

    Args:
        content: what the page shows.
        question: the stored question that the content would change; None for a new one.
        now: shown as the time of the last update.

    Returns:
        None as long as there is no topic, because each page names one.
    """
    topics = Topic.objects.in_order()
    stored_topic = question.topic if question else None
    topic = topics.filter(slug=content["topic"]).first() or stored_topic or topics.first()
    if topic is None:
        return None
    # The page has the address of the stored question, because the typed one may be none.
    shown = Question(
        pk=question.pk if question else 0,
        slug=question.slug if question else "preview",
        is_copy=question.is_copy if question else False,
        published_at=question.published_at if question else None,
        topic=topic,
        updated_at=now,
        **{name: content[name] for name in ("title", "summary", "body")},
    )
    steps = [
        Step(
            question=shown,
            position=position,
            uid=uuid4(),
            **{name: step[name] for name in ("title", "body", "caution")},
        )
        for position, step in enumerate(content["steps"], start=1)
    ]
    rows: list[Question | Step] = [shown, *steps]
    for row in rows:
        clean_lines(row)
        render_texts(row)
    audiences = Audience.objects.filter(slug__in=content["audiences"]).in_order()
    return QuestionDetail(shown, list(audiences), steps)
