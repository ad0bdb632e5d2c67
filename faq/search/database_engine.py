"""Answers searches from the database alone, slower and with plainer ranking, while the index cannot be used."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add, and_, or_
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    When,
)

from faq.models import Phrasing, Question
from faq.search.types import EVERYWHERE, PAGE_SIZE, Filters, ParsedQuery, TopHits
from faq.text.words import find_words

# More words would only make a slow query slower.
_MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class DatabaseEngine:
    """The search engine that asks the database.

    Attributes:
        now: decides what is published.
    """

    now: datetime

    def search(
        self,
        query: ParsedQuery,
        *,
        filters: Filters = EVERYWHERE,
        number: int = 1,
        page_size: int = PAGE_SIZE,
    ) -> TopHits:
        """Find published questions whose title, phrasings or summary contain any of the words.

        Args:
            query: with at least one word.
            filters: the topic and the audience to stay within.
            number: of the page to return, from 1.
            page_size: questions on a page.
        """
        words = _words(query)
        matching = _matching(words, query.phrases, self.now) if words else []
        verbatim = [row for row, is_verbatim in matching if is_verbatim]
        is_verbatim = not query.phrases or bool(verbatim) or not words
        rows = verbatim if is_verbatim else [row for row, _ in matching]
        within_topic = [row for row in rows if filters.topic in (None, row.topic)]
        chosen = [row for row in within_topic if row.is_for(filters.audience)]
        first = (number - 1) * page_size
        audiences = {slug for row in within_topic for slug in row.audiences}
        return TopHits(
            pks=[row.pk for row in chosen[first : first + page_size]],
            total=len(chosen),
            topic_counts=Counter(row.topic for row in rows if row.is_for(filters.audience)),
            audience_counts={
                slug: sum(row.is_for(slug) for row in within_topic) for slug in audiences
            },
            is_verbatim=is_verbatim,
            is_complete=False,
        )

    def suggest(self, query: ParsedQuery, *, filters: Filters = EVERYWHERE, limit: int) -> TopHits:
        """Find what search() finds, which finds parts of words too."""
        return self.search(query, filters=filters, page_size=limit)

    def related(self, question: Question, *, limit: int) -> list[int]:
        """Return the primary keys of published questions of the same topic, in the editors' order."""
        neighbours = Question.objects.published(self.now).filter(topic=question.topic)
        others = neighbours.exclude(pk=question.pk).in_order()
        return list(others.values_list("pk", flat=True)[:limit])

    def answer(self, query: ParsedQuery) -> None:
        """Return None, because the database cannot say how well a question matches."""


class _Match(NamedTuple):
    """A question that matches, with the slugs of its topic and audiences."""

    pk: int
    topic: str
    audiences: frozenset[str]

    def is_for(self, audience: str | None) -> bool:
        """Whether the question is for an audience. A question that names none is for everyone."""
        return audience is None or not self.audiences or audience in self.audiences


def _matching(
    words: list[str], phrases: Collection[str], now: datetime
) -> list[tuple[_Match, bool]]:
    """Return all questions that match, best first, each with whether it has the quoted phrases.

    Counting facets in Python takes two queries; counting them in the database would take five.
    """
    weights = [
        Case(
            When(title__icontains=word, then=3),
            When(_is_phrased(word), then=2),
            When(summary__icontains=word, then=1),
            default=0,
            output_field=IntegerField(),
        )
        for word in words
    ]
    matching = Question.objects.published(now).filter(reduce(or_, map(_has, words)))
    ranked = matching.order_by(reduce(add, weights).desc(), "position", "pk")
    has_phrases = reduce(and_, map(_has, phrases), Q(pk__isnull=False))
    rows = ranked.values_list("pk", "topic__slug", ExpressionWrapper(has_phrases, BooleanField()))
    audiences: dict[int, set[str]] = {}
    for_whom = Question.audiences.through.objects.filter(question__in=matching.values("pk"))
    for pk, slug in for_whom.values_list("question_id", "audience__slug"):
        audiences.setdefault(pk, set()).add(slug)
    return [
        (_Match(pk, topic, frozenset(audiences.get(pk, ()))), is_verbatim)
        for pk, topic, is_verbatim in rows
    ]


def _has(text: str) -> Q:
    return Q(title__icontains=text) | Q(summary__icontains=text) | Q(_is_phrased(text))


def _is_phrased(text: str) -> Exists:
    return Exists(Phrasing.objects.filter(question=OuterRef("pk"), text__icontains=text))


def _words(query: ParsedQuery) -> list[str]:
    """Return the words as they were typed; the longest _MAX_WORDS of them if there are more."""
    words = dict.fromkeys(
        query.text[word.start : word.end]
        for word in find_words(query.text)
        if word.end > word.start
    )
    content_words = [word for word in words if len(word) > 2 or re.search(r"\d", word)] or list(
        words
    )
    return sorted(content_words, key=len, reverse=True)[:_MAX_WORDS]
