"""The same answers from the database alone, slower and plainer, for when the index cannot."""

import re
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Length

from faq.models import Phrasing, Question
from faq.search.types import EVERYWHERE, PAGE_SIZE, Filters, Found, ParsedQuery
from faq.text.words import find_words

# More words would only make a slow query slower.
_MAX_WORDS = 8


def find(query: ParsedQuery, *, filters: Filters = EVERYWHERE, number: int, now: datetime) -> Found:
    """One page of published questions whose title, phrasings or summary contain any of the words.

    Args:
        query: with at least one term.
        filters: to stay within.
        number: of the page, from 1.
        now: decides what is published.
    """
    words = _words(query)
    if not words:
        return Found(pks=[], total=0, topics={})
    rows = _matching(words, query.phrases, now)
    is_verbatim = not query.phrases or any(row.is_verbatim for row in rows)
    if is_verbatim:
        rows = [row for row in rows if row.is_verbatim]
    within_topic = [row for row in rows if filters.topic in (None, row.topic)]
    chosen = [row for row in within_topic if _is_for(row, filters.audience)]
    first = (number - 1) * PAGE_SIZE
    return Found(
        pks=[row.pk for row in chosen[first : first + PAGE_SIZE]],
        total=len(chosen),
        topics=Counter(row.topic for row in rows if _is_for(row, filters.audience)),
        audiences={
            slug: sum(_is_for(row, slug) for row in within_topic)
            for slug in {slug for row in within_topic for slug in row.audiences}
        },
        is_verbatim=is_verbatim,
    )


class _Row(NamedTuple):
    """A question that matches: its primary key, slugs, and whether it has what stood in quotes."""

    pk: int
    topic: str
    is_verbatim: bool
    audiences: frozenset[str]


def _matching(words: list[str], phrases: Collection[str], now: datetime) -> list[_Row]:
    """All that match, best first. Counting here takes two queries; the database would take five."""
    weight: Any = Value(0)
    for word in words:
        weight = weight + Case(
            When(title__icontains=word, then=3),
            When(_asked(word), then=2),
            When(summary__icontains=word, then=1),
            default=0,
            output_field=IntegerField(),
        )
    matching = Question.objects.published(now).filter(reduce(or_, map(_has, words)))
    ranked = matching.order_by(weight.desc(), "position", "pk")
    has_phrases = reduce(and_, map(_has, phrases), Q(pk__isnull=False))
    rows = ranked.values_list("pk", "topic__slug", ExpressionWrapper(has_phrases, BooleanField()))
    audiences: dict[int, set[str]] = {}
    for_whom = Question.audiences.through.objects.filter(question__in=matching.values("pk"))
    for pk, slug in for_whom.values_list("question_id", "audience__slug"):
        audiences.setdefault(pk, set()).add(slug)
    return [
        _Row(pk, topic, is_verbatim, frozenset(audiences.get(pk, ())))
        for pk, topic, is_verbatim in rows
    ]


def _is_for(row: _Row, audience: str | None) -> bool:
    """Whether it is meant for an audience; what names none is meant for everyone."""
    return audience is None or not row.audiences or audience in row.audiences


def suggest(query: ParsedQuery, *, limit: int, now: datetime) -> list[int]:
    """Published questions whose title or phrasings contain every word, shorter titles first.

    Args:
        query: with at least one word; the last one may be unfinished.
        limit: how many primary keys at most.
        now: decides what is published.
    """
    words = _words(query)
    found = Question.objects.published(now) if words else Question.objects.none()
    for word in words:
        found = found.filter(Q(title__icontains=word) | Q(_asked(word)))
    return list(found.order_by(Length("title"), "pk").values_list("pk", flat=True)[:limit])


def _has(text: str) -> Q:
    return Q(title__icontains=text) | Q(summary__icontains=text) | Q(_asked(text))


def _asked(text: str) -> Exists:
    return Exists(Phrasing.objects.filter(question=OuterRef("pk"), text__icontains=text))


def _words(query: ParsedQuery) -> list[str]:
    """What was typed, word by word; the longest, which say most, if there are too many."""
    words = dict.fromkeys(
        query.text[word.start : word.end]
        for word in find_words(query.text)
        if word.end > word.start
    )
    telling = [word for word in words if len(word) > 2 or re.search(r"\d", word)] or list(words)
    return sorted(telling, key=len, reverse=True)[:_MAX_WORDS]
