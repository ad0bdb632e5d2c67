"""Questions that share their content words with one, those of its own topic first."""

import logging
from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.db.models import BigIntegerField, DateTimeField

from faq.models import Question
from faq.models.address import address
from faq.models.written import WrittenQuery
from faq.search.index import snapshot, store
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import fold_words, stem
from faq.search.ranking.scoring import best_of
from faq.search.ranking.weights import word_weight
from faq.search.types import SearchUnavailable

log = logging.getLogger(__name__)

COUNT = 5
# The index also holds what is not yet public, and the database leaves that out.
_SPARE = 10

# The rarest words of a question say what it is about; more of them only cost time.
_MOST_WORDS = 12
# What a question of the same topic counts beside another.
_SAME_TOPIC = 1.5
# Questions of the same topic fill up what shared words leave free.
_NEIGHBOUR = 0.01


class Related(NamedTuple):
    """A question as it is named on the pages of others."""

    pk: int
    title: str
    url: str


_NAMED = ("pk", "slug", "title")
_KEYS = [f"key_{number}" for number in range(COUNT + _SPARE)]
_published = WrittenQuery(
    lambda now, **keys: (
        Question.objects.published(now).filter(pk__in=list(keys.values())).values_list(*_NAMED)
    ),
    now=DateTimeField(),
    **dict.fromkeys(_KEYS, BigIntegerField()),
)


def related_questions(question: Question, *, now: datetime) -> tuple[Related, ...]:
    """Published questions to read next, at most COUNT, the nearest first.

    Without an index these are the neighbours in the topic.

    Args:
        question: any, with its topic.
        now: decides what is published.
    """
    said = (question.pk, question.title, question.summary, question.topic.slug)
    try:
        with store.translated():
            index = snapshot.current()
            pks = index.once(said, lambda: np.array(nearest(index, question), np.int64)).tolist()
    except SearchUnavailable as error:
        log.warning("Naming neighbours as related questions: %s", error)
        neighbours = Question.objects.published(now).filter(topic=question.topic)
        named = neighbours.exclude(pk=question.pk).in_order().values_list(*_NAMED)
        return tuple(_related(*row) for row in named[:COUNT])
    # Every blank takes a key; the question's own is not among those asked for.
    keys = dict.fromkeys(_KEYS, question.pk) | dict(zip(_KEYS, pks, strict=False))
    found = {row[0]: row for row in _published.rows(now=now, **keys)}
    return tuple(_related(*found[pk]) for pk in [pk for pk in pks if pk in found][:COUNT])


def _related(pk: int, slug: str, title: str) -> Related:
    return Related(pk, title, address("question", slug))


def nearest(index: Snapshot, question: Question) -> list[int]:
    """Primary keys of related questions in a given state of the index, best first, with some to spare.

    Args:
        index: where to look.
        question: with its topic; it is not among them.
    """
    text = f"{question.title}\n{question.summary}"
    words = {stem(word) for word in fold_words(text) if word_weight(word) == 1}
    shared = [name for name in words if len(index.of_stem(name)[0]) > 1]
    content_words = sorted(shared, key=lambda name: (-index.idf_of(name), name))
    scores = np.zeros(index.size, dtype=np.float32)
    for name in content_words[:_MOST_WORDS]:
        docs, impacts = index.of_stem(name)
        scores[docs] += impacts
    neighbours = index.labelled("topic").get(question.topic.slug, np.zeros(0, np.int32))
    scores[neighbours] = scores[neighbours] * np.float32(_SAME_TOPIC) + np.float32(_NEIGHBOUR)
    scores[~index.alive | (index.pks == question.pk)] = 0
    return [int(pk) for pk in index.pks[best_of(scores, COUNT + _SPARE, index)]]
