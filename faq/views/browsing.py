"""The pages from which readers browse: home, and the index of topics."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, NamedTuple, TypedDict, cast

from django.db.models import BigIntegerField, DateTimeField, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_stubs_ext import Annotations

from faq.insights import popular
from faq.models import Question, Step, Topic
from faq.models.compiled_query import CompiledQuery
from faq.models.published_topics import published_topics
from faq.ops.page_cache import cached_page
from faq.rendering import linked_data

# The home page shows this many topics as cards. Of more topics it lists the first ones, each with its first
# questions; the others are on the index.
CARDS, TOPICS_LISTED, QUESTIONS_OF_TOPIC = 12, 9, 3
# As many are read from the database, and at most so many are shown.
HIGHLIGHTS, FEATURED, URGENT = 24, 5, 5
# Beside the search box: the first steps of a featured question that has some.
STEPS_OF_EXCERPT, MIN_STEPS_OF_EXCERPT = 3, 2
EXAMPLES, EXAMPLE_LENGTH = 3, 50
_BEFORE_EXAMPLE = re.compile(r"(?:how |where |when )?(?:do|can|should|must) (?:i|we|you) ", re.I)


class StepCount(TypedDict):
    """The annotation of questions that come with the number of their steps."""

    step_count: int


class TopicEntry(NamedTuple):
    """A topic on the home page with its first questions."""

    topic: Topic
    questions: Sequence[Question]


class Excerpt(NamedTuple):
    """The beginning of an answer.

    Args:
        question: with its topic.
        steps: the first ones.
        more: the number of further steps.
    """

    question: Question
    steps: Sequence[Step]
    more: int


@require_safe
@cached_page(from_index=True)
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    topics = published_topics(now)
    are_many = len(topics) > CARDS
    highlights = _highlights(now)
    featured = [question for question in highlights if question.featured][:FEATURED]
    urgent = [question for question in highlights if question.urgent][:URGENT]
    context = {
        "entries": _entries(topics[:TOPICS_LISTED] if are_many else topics, now),
        "topic_count": len(topics),
        "are_many": are_many,
        "description": linked_data.home_description(topics),
        "linked_data": linked_data.home(),
        "featured": featured,
        # Without questions, contact would stand before everything that could help.
        "lanes_first": are_many and bool(featured or urgent),
        "excerpt": _excerpt(featured),
        "urgent": urgent,
        "popular": popular(now),
        "examples": _examples(featured),
    }
    return render(request, "faq/home.html", context)


@require_safe
@cached_page()
def topic_index(request: HttpRequest) -> HttpResponse:
    topics = published_topics(timezone.now())
    context = {
        "topic_count": len(topics),
        "groups": _grouped(topics),
        "question_count": sum(topic.question_count for topic in topics),
        "description": linked_data.home_description(topics),
        "linked_data": linked_data.topic_index(),
    }
    return render(request, "faq/topic_index.html", context)


def _grouped(topics: Sequence[Topic]) -> list[tuple[str, list[Topic]]]:
    """Return the topics by the names of their groups, in order of the first topic of each.

    Those without a group come last, without a name.
    """
    groups = defaultdict[str, list[Topic]](list)
    for topic in topics:
        groups[topic.group].append(topic)
    return sorted(groups.items(), key=lambda item: item[0] == "")


def _marked(now: datetime) -> QuerySet[Question]:
    marked = Question.objects.published(now).filter(Q(featured=True) | Q(urgent=True))
    counted = marked.select_related("topic").with_step_count()
    return counted.order_by("-urgent", "topic__position", "position", "pk")[:HIGHLIGHTS]


_marked_questions = CompiledQuery(_marked, now=DateTimeField())


def _highlights(now: datetime) -> list[Annotated[Question, Annotations[StepCount]]]:
    """Return the featured and urgent questions in the order of the topics.

    If there are too many, the urgent ones stay.
    """
    rows = _marked_questions.rows(now=now)
    return sorted(rows, key=lambda row: (row.topic.position, row.position, row.pk))


def _first_of_topics(now: datetime, topics: Sequence[int]) -> QuerySet[Question]:
    published = Question.objects.published(now).filter(topic__pk__in=topics)
    order = cast(Sequence[F | str], published.in_order().query.order_by)
    place = Window(RowNumber(), partition_by="topic", order_by=order)
    first = published.annotate(place=place).filter(place__lte=QUESTIONS_OF_TOPIC)
    return first.order_by("place").only("slug", "title", "topic")


_first_questions = CompiledQuery(
    _first_of_topics, now=DateTimeField(), topics=[BigIntegerField()] * CARDS
)


def _entries(topics: Sequence[Topic], now: datetime) -> list[TopicEntry]:
    """Return the topics with their first questions, with one query."""
    by_topic = defaultdict[int, list[Question]](list)
    for question in _first_questions.rows(now=now, topics=[topic.pk for topic in topics]):
        by_topic[question.topic_id].append(question)
    return [TopicEntry(topic, by_topic[topic.pk]) for topic in topics]


_first_steps = CompiledQuery(
    lambda question: Step.objects.filter(question=question).in_order()[:STEPS_OF_EXCERPT],
    question=BigIntegerField(),
)


def _excerpt(featured: Sequence[Annotated[Question, Annotations[StepCount]]]) -> Excerpt | None:
    for question in featured:
        if question.step_count >= MIN_STEPS_OF_EXCERPT:
            steps = _first_steps.rows(question=question.pk)
            return Excerpt(question, steps, question.step_count - len(steps))
    return None


def _examples(questions: Sequence[Question]) -> list[str]:
    """Return what readers might type, in the words of short titles: “close my account”."""
    texts = [_BEFORE_EXAMPLE.sub("", question.title, count=1) for question in questions]
    short = [text.rstrip("?") for text in texts if len(text) <= EXAMPLE_LENGTH]
    return short[:EXAMPLES]
