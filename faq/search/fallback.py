"""The same answers from the database alone, slower and plainer, for when the index cannot."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any

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
from faq.search.facets import Row, page_of
from faq.search.types import EVERYWHERE, Filters, ParsedQuery, TopHits
from faq.text.words import find_words

# More words would only make a slow query slower.
_MAX_WORDS = 8


def find(
    query: ParsedQuery, *, filters: Filters = EVERYWHERE, number: int, now: datetime
) -> TopHits:
    """One page of published questions whose title, phrasings or summary contain any of the words.

    Args:
        query: with at least one term.
        filters: to stay within.
        number: of the page, from 1.
        now: decides what is published.
    """
    words = _words(query)
    if not words:
        return TopHits(pks=[], total=0, topic_counts={})
    matching = _matching(words, query.phrases, now)
    verbatim = [row for row, is_verbatim in matching if is_verbatim]
    is_verbatim = not query.phrases or bool(verbatim)
    rows = verbatim if is_verbatim else [row for row, _ in matching]
    return replace(page_of(rows, filters, number), is_verbatim=is_verbatim)


def _matching(words: list[str], phrases: Collection[str], now: datetime) -> list[tuple[Row, bool]]:
    """All that match, best first, each with whether it has what stood in quotes.

    They are counted here: that takes two queries, and the database would take five.
    """
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
        (Row(pk, topic, frozenset(audiences.get(pk, ()))), is_verbatim)
        for pk, topic, is_verbatim in rows
    ]


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
    content_words = [word for word in words if len(word) > 2 or re.search(r"\d", word)] or list(
        words
    )
    return sorted(content_words, key=len, reverse=True)[:_MAX_WORDS]
