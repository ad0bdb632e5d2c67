"""Questions that share their content words with a question; those of its topic come first."""

import numpy as np

from faq.models import Question
from faq.search.arrays import Ints
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import fold_words, stem
from faq.search.ranking.scoring import best_of
from faq.search.ranking.weights import word_weight

# The rarest words of a question say what it is about; more of them only cost time.
_MOST_WORDS = 12
# A question of the same topic counts so many times as much as another one.
_SAME_TOPIC = 1.5
# What a question of the same topic scores if it shares no words.
_NEIGHBOUR = 0.01


def rank_related(index: Snapshot, question: Question, limit: int) -> Ints:
    """Find what is related to a question.

    Args:
        index: the state of the index to search in.
        question: with its topic; it is not among the results.
        limit: how many questions at most.

    Returns:
        primary keys, best first, shape (n,).
    """
    text = f"{question.title}\n{question.summary}"
    words = {stem(word) for word in fold_words(text) if word_weight(word) == 1}
    shared = [name for name in words if len(index.of_stem(name)[0]) > 1]
    rarest = sorted(shared, key=lambda name: (-index.idf_of(name), name))[:_MOST_WORDS]
    scores = np.zeros(index.size, dtype=np.float32)
    for name in rarest:
        docs, impacts = index.of_stem(name)
        scores[docs] += impacts
    neighbours = index.labelled("topic").get(question.topic.slug, np.zeros(0, np.int32))
    scores[neighbours] = scores[neighbours] * np.float32(_SAME_TOPIC) + np.float32(_NEIGHBOUR)
    scores[~index.alive | (index.pks == question.pk)] = 0
    return index.pks[best_of(scores, limit, index)]
