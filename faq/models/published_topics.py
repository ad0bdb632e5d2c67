"""The topics that readers see, with the number of their questions, as nearly every page lists them."""

from datetime import datetime
from typing import Annotated

from django.db.models import DateTimeField
from django_stubs_ext import Annotations

from faq.models.compiled_query import CompiledQuery
from faq.models.question import Question
from faq.models.topic import QuestionCount, Topic

_topics = CompiledQuery(
    lambda now: Question.objects.published(now).topics().in_order(), now=DateTimeField()
)


def published_topics(now: datetime) -> list[Annotated[Topic, Annotations[QuestionCount]]]:
    """Return the topics of the questions that readers see, in order, each with its `question_count`."""
    return _topics.rows(now=now)
