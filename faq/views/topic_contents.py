"""What the page of a topic lists: its questions under the headings of its sections, in pages and filtered."""

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated, NamedTuple, cast

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django_stubs_ext import Annotations

from faq.models import Question, QuestionQuerySet, Section, Topic
from faq.models.section import SectionCount
from faq.models.topic import QuestionCount
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
    published: QuestionQuerySet,
    *,
    number: str | None,
    text: str,
) -> TopicContents:
    """Return what one page of a topic lists, with two queries, or three with a filter.

    Args:
        topic: the topic, with its number of published questions.
        published: the questions that readers may see.
        number: the number of the page, as it is in the address.
        text: the words that the title or summary of a question must contain, as the reader typed them.
    """
    text = one_line(text)[:FILTER_LENGTH]
    questions = published.filter(topic=topic).filter(_has_words(text))
    paginator = Paginator(
        questions.select_related("section").with_step_count().in_order(), QUESTIONS_ON_PAGE
    )
    if not text:
        # Saves a query: the topic was counted with the others.
        paginator.count = topic.question_count
    page = paginator.get_page(number)
    groups = [(section, list(rows)) for section, rows in groupby(page, key=lambda row: row.section)]
    links = [] if text else list(_links(topic, published, page.number))
    return TopicContents(page, groups, links if len(links) > 1 else [], text, topic.question_count)


def _has_words(text: str) -> Q:
    """Return the condition that every word of a filter is in the title or summary."""
    condition = Q()
    for word in text.split()[:_MAX_WORDS]:
        condition &= Q(title__icontains=word) | Q(summary__icontains=word)
    return condition


def _links(
    topic: Annotated[Topic, Annotations[QuestionCount]], published: QuestionQuerySet, number: int
) -> Iterator[SectionLink]:
    rows = published.filter(topic=topic).sections().in_order()
    sections = list(cast("list[Annotated[Section, Annotations[SectionCount]]]", rows))
    # The questions before a section; those without one come first.
    before = topic.question_count - sum(section.question_count for section in sections)
    for section in sections:
        first = before // QUESTIONS_ON_PAGE + 1
        before += section.question_count
        last = (before - 1) // QUESTIONS_ON_PAGE + 1
        is_elsewhere = not first <= number <= last
        page = f"?page={first}" if is_elsewhere else ""
        yield SectionLink(section, section.question_count, f"{page}#{section.slug}", is_elsewhere)
