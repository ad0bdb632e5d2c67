"""Finds published questions similar to a text or related to a question."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField

from faq.models import Question
from faq.models.compiled_query import CompiledQuery
from faq.models.urls import reverse_slug
from faq.search import context
from faq.search.query.parser import parse
from faq.search.searcher import Searcher
from faq.search.types import ParsedQuery, TopHits

RELATED = 5
# The index also holds questions that are not published, and the database leaves them out.
_SPARE = 10


class SimilarQuestions(NamedTuple):
    """The questions most similar to a text.

    Attributes:
        text: the text, cleaned and within the length limit.
        questions: published ones, with their topics, the most similar first.
        is_confident: False if none of them matches well.
    """

    text: str
    questions: tuple[Question, ...] = ()
    is_confident: bool = True


def similar_questions(text: str, *, count: int, now: datetime) -> SimilarQuestions:
    """Find the first questions that search() would find, at half its cost.

    Args:
        text: of any length.
        count: the most to return.
        now: decides what is published.
    """
    query = parse(text)
    if not query.words:
        return SimilarQuestions(query.text)
    # Old synonyms do no harm here, so the context is not checked for changes: that saves a query.
    found, questions = _find(query, count, Searcher(now, context.latest(now)))
    if len(questions) < len(found.pks):
        # A question was scheduled since. Its words must not change how confident the answer is.
        found, questions = _find(query, count, Searcher(now))
    ranked = [questions[pk] for pk in found.pks if pk in questions]
    return SimilarQuestions(query.text, tuple(ranked[:count]), found.is_confident)


def _find(
    query: ParsedQuery, count: int, searcher: Searcher
) -> tuple[TopHits, dict[int, Question]]:
    found = searcher.search(query, page_size=count + _SPARE)
    published = Question.objects.published(searcher.now).select_related("topic")
    return found, published.in_bulk(found.pks)


class Related(NamedTuple):
    """A link to a related question."""

    pk: int
    title: str
    url: str


# The query is compiled once: it is part of every question page.
_CANDIDATES = RELATED + _SPARE
_published = CompiledQuery(
    lambda now, pks: (
        Question.objects.published(now).filter(pk__in=pks).values_list("pk", "slug", "title")
    ),
    now=DateTimeField(),
    pks=[BigIntegerField()] * _CANDIDATES,
)


def related_questions(question: Question, *, now: datetime) -> tuple[Related, ...]:
    """Return at most RELATED published questions to read next, the most closely related first.

    Without an index, return other questions of the topic.

    Args:
        question: any, with its topic.
        now: decides what is published.
    """
    pks = Searcher(now).related(question, limit=_CANDIDATES)
    found = {pk: (slug, title) for pk, slug, title in _published.rows(now=now, pks=pks)}
    named = [(pk, *found[pk]) for pk in pks if pk in found][:RELATED]
    return tuple(Related(pk, title, reverse_slug("question", slug)) for pk, slug, title in named)
