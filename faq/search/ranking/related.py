"""Ranks questions by the content words they share with a question, its own topic first."""

import numpy as np

from faq.models import Question
from faq.search.arrays import Ints
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import fold_words, stem
from faq.search.ranking.retrieval import best_of
from faq.search.ranking.weights import word_weight

# Only the rarest words count: they say what a question is about, and more would cost time.
_MAX_WORDS = 12
# Factor for the score of a question of the same topic.
_SAME_TOPIC = 1.5
# The score of a question of the same topic that shares no words.
_NEIGHBOUR = 0.01


def rank_related(index: Snapshot, question: Question, limit: int) -> Ints:
    """Find the questions related to a question.

    Args:
        index: the snapshot to search.
        question: with its topic; it is not among the results.
        limit: the most questions to return.

    Returns:
        primary keys, best first, shape (n,).
    """
    text = f"{question.title}\n{question.summary}"
    words = {stem(word) for word in fold_words(text) if word_weight(word) == 1}
    shared = [name for name in words if len(index.stem_impacts(name)[0]) > 1]
    rarest = sorted(shared, key=lambda name: (-index.idf_of(name), name))[:_MAX_WORDS]
    scores = np.zeros(index.size, dtype=np.float32)
    for name in rarest:
        docs, impacts = index.stem_impacts(name)
        scores[docs] += impacts
    neighbours = index.facet("topic").docs.get(question.topic.slug, np.zeros(0, np.int32))
    scores[neighbours] = scores[neighbours] * np.float32(_SAME_TOPIC) + np.float32(_NEIGHBOUR)
    scores[~index.alive | (index.pks == question.pk)] = 0
    found = np.flatnonzero(scores)
    return index.pks[best_of(found, scores[found], limit, index)]
