"""What the page of a topic lists: its questions under the headings of its sections, in pages and filtered."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Annotated, Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, DateTimeField, Q
from django_stubs_ext import Annotations

from faq.models import Question, QuestionQuerySet, Section
from faq.models.compiled_query import CompiledQuery
from faq.models.topic import QuestionCount, Topic
from faq.text.cleaning import one_line

QUESTIONS_ON_PAGE = 200
# More are listed by their titles alone, and can be filtered.
MANY = 12
# The list of sections folds the others.
SECTIONS_SHOWN = 24
FILTER_LENGTH = 100
_MAX_WORDS = 8


class SectionLink(NamedTuple):
    """An entry in the list of sections.

    Attributes:
        section: the section.
        question_count: the number of its questions that readers see.
        address: where it begins, on this page or another one of the topic.
        is_elsewhere: whether its heading is on another page; the entry then has the anchor of the section.
    """

    section: Section
    question_count: int
    address: str
    is_elsewhere: bool


class TopicContents(NamedTuple):
    """What the page of a topic lists.

    Attributes:
        page: the page of questions.
        groups: its questions by section; None for those without one.
        links: the sections of the topic, if there are several.
        text: the filter that the reader typed, or an empty text.
        total: the number of questions without the filter.
    """

    page: Page[Question]
    groups: list[tuple[Section | None, list[Question]]]
    links: list[SectionLink]
    text: str
    total: int

    @property
    def shown_links(self) -> list[SectionLink]:
        return self.links[:SECTIONS_SHOWN]

    @property
    def folded_links(self) -> list[SectionLink]:
        return self.links[SECTIONS_SHOWN:]

    @property
    def is_compact(self) -> bool:
        return self.total > MANY


def topic_contents(
    topic: Annotated[Topic, Annotations[QuestionCount]],
    now: datetime,
    *,
    number: str | None,
    text: str,
) -> TopicContents:
    """Return what one page of a topic lists, with two queries, or three with a filter.

    Args:
        topic: the topic, with its number of published questions.
        now: decides what is published.
        number: the number of the page, as it is in the address.
        text: the words that the title or summary of a question must contain, as the reader typed them.
    """
    text = one_line(text)[:FILTER_LENGTH]
    page = _page(topic, now, number, text)
    groups = [(section, list(rows)) for section, rows in groupby(page, key=lambda row: row.section)]
    links = [] if text else list(_links(topic, now, page.number))
    return TopicContents(page, groups, links if len(links) > 1 else [], text, topic.question_count)


def _page(
    topic: Annotated[Topic, Annotations[QuestionCount]],
    now: datetime,
    number: str | None,
    text: str,
) -> Page[Question]:
    if text:
        found = _questions(now, topic.pk).filter(_has_words(text))
        return Paginator(found, QUESTIONS_ON_PAGE).get_page(number)
    # The topic came with the number of its questions, so that no query counts them.
    page = Paginator[Any](range(topic.question_count), QUESTIONS_ON_PAGE).get_page(number)
    if page.number == 1:
        page.object_list = _first_questions.rows(now=now, topic=topic.pk)
    else:
        page.object_list = _questions(now, topic.pk)[page.start_index() - 1 : page.end_index()]
    return page


def _questions(now: datetime, topic: int) -> QuestionQuerySet:
    published = Question.objects.published(now).filter(topic=topic)
    return published.select_related("section").with_step_count().in_order()


# Nearly every reader asks for this page.
_first_questions = CompiledQuery(
    lambda now, topic: _questions(now, topic)[:QUESTIONS_ON_PAGE],
    now=DateTimeField(),
    topic=BigIntegerField(),
)
_sections = CompiledQuery(
    lambda now, topic: Question.objects.published(now).filter(topic=topic).sections().in_order(),
    now=DateTimeField(),
    topic=BigIntegerField(),
)


def _has_words(text: str) -> Q:
    """Return the condition that every word of a filter is in the title or summary."""
    condition = Q()
    for word in text.split()[:_MAX_WORDS]:
        condition &= Q(title__icontains=word) | Q(summary__icontains=word)
    return condition


def _links(
    topic: Annotated[Topic, Annotations[QuestionCount]], now: datetime, number: int
) -> Iterator[SectionLink]:
    sections = _sections.rows(now=now, topic=topic.pk)
    # The questions before a section; those without one come first.
    before = topic.question_count - sum(section.question_count for section in sections)
    for section in sections:
        first = before // QUESTIONS_ON_PAGE + 1
        before += section.question_count
        last = (before - 1) // QUESTIONS_ON_PAGE + 1
        is_elsewhere = not first <= number <= last
        page = f"?page={first}" if is_elsewhere else ""
        yield SectionLink(section, section.question_count, f"{page}#{section.slug}", is_elsewhere)
