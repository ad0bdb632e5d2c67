"""The few questions nearest to a text, for pages that are not about searching."""

import logging
from datetime import datetime
from typing import NamedTuple

from faq.models import Question
from faq.search import context, engine, fallback
from faq.search.context import SearchContext
from faq.search.index import snapshot, store
from faq.search.query.parser import parse
from faq.search.types import EVERYWHERE, ParsedQuery, SearchUnavailable, TopHits

log = logging.getLogger(__name__)

# The index also holds what is not yet public, and the database leaves that out.
_SPARE = 10


class SimilarQuestions(NamedTuple):
    """What is nearest to a text.

    Attributes:
        text: the text, cleaned and within the length limit.
        questions: published ones, with their topics, the nearest first.
        is_confident: False when none of them matches well.
    """

    text: str
    questions: tuple[Question, ...] = ()
    is_confident: bool = True


def similar_questions(text: str, *, count: int, now: datetime) -> SimilarQuestions:
    """Find the questions nearest to a text: what search() finds first, at half its cost.

    Args:
        text: anything, of any length.
        count: how many at most.
        now: decides what is published.
    """
    query = parse(text)
    if not query.words:
        return SimilarQuestions(query.text)
    found, questions = _find_published(query, count, context.latest(now), now)
    if len(questions) < len(found.pks):
        # What was scheduled since would tell of itself by how sure the answer is.
        found, questions = _find_published(query, count, context.current(now), now)
    kept = [questions[pk] for pk in found.pks if pk in questions]
    return SimilarQuestions(query.text, tuple(kept[:count]), found.is_confident)


def _find_published(
    query: ParsedQuery, count: int, known: SearchContext, now: datetime
) -> tuple[TopHits, dict[int, Question]]:
    found = _find(query, count, known, now)
    published = Question.objects.published(now).select_related("topic")
    return found, published.in_bulk(found.pks)


def _find(query: ParsedQuery, count: int, known: SearchContext, now: datetime) -> TopHits:
    try:
        with store.translated():
            return engine.find_in(
                snapshot.current(),
                query,
                hidden=known.hidden(now),
                known=known.synonyms,
                page_size=count + _SPARE,
            )
    except SearchUnavailable as error:
        log.warning("Naming what is nearest without the index: %s", error)
        return fallback.find(query, filters=EVERYWHERE, number=1, now=now)
