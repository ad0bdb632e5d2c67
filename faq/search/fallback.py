"""The same answers from the database alone, slower and plainer, for when the index cannot."""

import re
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from faq.models import Phrasing, Question
from faq.search.types import PAGE_SIZE, Found, ParsedQuery
from faq.text.words import find_words

# More words would only make a slow query slower.
_MAX_WORDS = 8


def find(query: ParsedQuery, *, topic: str | None, number: int, now: datetime) -> Found:
    """One page of published questions whose title, phrasings or summary contain any of the words.

    Args:
        query: with at least one term.
        topic: slug to filter by.
        number: of the page, from 1.
        now: decides what is published.
    """
    words = _words(query)
    weight: Any = Value(0)
    anywhere = Q()
    for word in words:
        asked = Exists(Phrasing.objects.filter(question=OuterRef("pk"), text__icontains=word))
        anywhere |= Q(title__icontains=word) | Q(summary__icontains=word) | Q(asked)
        weight = weight + Case(
            When(title__icontains=word, then=3),
            When(asked, then=2),
            When(summary__icontains=word, then=1),
            default=0,
            output_field=IntegerField(),
        )
    matching = (
        Question.objects.published(now).filter(anywhere) if words else Question.objects.none()
    )
    counts = matching.order_by().values_list("topic__slug").annotate(Count("pk"))
    topics = dict(counts)
    if topic is not None:
        matching = matching.filter(topic__slug=topic)
    first = (number - 1) * PAGE_SIZE
    ranked = matching.order_by(weight.desc() if words else "pk", "position", "pk")
    return Found(
        pks=list(ranked.values_list("pk", flat=True)[first : first + PAGE_SIZE]),
        total=topics.get(topic, 0) if topic is not None else sum(topics.values()),
        topics=topics,
    )


def _words(query: ParsedQuery) -> list[str]:
    """What was typed, word by word; the longest, which say most, if there are too many."""
    words = dict.fromkeys(
        query.text[word.start : word.end]
        for word in find_words(query.text)
        if word.end > word.start
    )
    telling = [word for word in words if len(word) > 2 or re.search(r"\d", word)] or list(words)
    return sorted(telling, key=len, reverse=True)[:_MAX_WORDS]
