"""Finds the documents with most of a query's words, without adding up those that cannot be among them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from faq.search.arrays import Docs, Floats, Ints, Mask
from faq.search.index.snapshot import Snapshot
from faq.search.ranking.weights import CANDIDATES, TAIL_SHARE

# Allows for the rounding of sums.
_SLACK = 1 - 1e-4
# Up to this share of all documents is few: looking them up is faster than adding up lists.
_FEW = 1 / 32
# The least score above 0.
_TINY = float(np.finfo(np.float32).tiny)


class Term(NamedTuple):
    """A word or a synonym of the query.

    Attributes:
        weight: the factor for its impacts.
        docs: the documents that contain it, ascending.
        impacts: its impact on each of these, in the shape of `docs`.
        dense: its impact on all documents, shape (documents,), if many contain it.
    """

    weight: float
    docs: Docs
    impacts: Floats
    dense: Floats | None = None


def retrieve(size: int, terms: Sequence[Term], chosen: Mask) -> tuple[Ints, Floats]:
    """Return the documents that can be results, and the sum of their scores over all terms.

    The terms that can add most come first. As soon as all others together cannot lift a further document
    to the score that results need, they are only looked up for the documents that are left. This is
    MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995).

    Args:
        size: the number of documents.
        terms: of the query.
        chosen: the documents to choose from, shape (documents,).

    Returns:
        documents, ascending, and their scores, both of shape (n,): those with least_score() of all.
    """
    terms = [term for term in terms if len(term.docs)]
    scores = np.zeros(size, dtype=np.float32)
    if not chosen.all():
        scores[~chosen] = -np.inf
    highest = [term.weight * float(term.impacts.max()) for term in terms]
    order = sorted(range(len(terms)), key=lambda number: -highest[number])
    left = sum(highest)
    few: Ints | None = None
    for number in order:
        if few is None and left < (least := _SLACK * least_score(scores)):
            is_possible = scores >= least - left
            if np.count_nonzero(is_possible) <= _FEW * size:
                few = np.flatnonzero(is_possible)
        _add(terms[number], scores, few)
        left -= highest[number]
    if few is not None:
        docs, scores = few, scores[few]
        enough = np.flatnonzero(scores >= least_score(scores))
        return docs[enough], scores[enough]
    docs = np.flatnonzero(scores >= least_score(scores))
    return docs, scores[docs]


def least_score(scores: Floats) -> float:
    """Return the score that a result needs beside others: the tail's share of the best, if enough have it."""
    tail = TAIL_SHARE * float(scores.max(initial=0))
    is_full = np.count_nonzero(scores >= tail) >= CANDIDATES
    return max(tail if is_full else 0, _TINY)


def best_of(docs: Ints, scores: Floats, count: int, index: Snapshot) -> Docs:
    """Return the documents with the highest scores, best first; with equal scores the older first."""
    if len(docs) > count:
        limit = np.partition(scores, len(scores) - count)[len(scores) - count]
        # Indexing with many booleans is slow.
        enough = np.flatnonzero(scores >= limit)
        docs, scores = docs[enough], scores[enough]
    return docs[np.lexsort((index.pks[docs], -scores))][:count].astype(np.int32)


def _add(term: Term, scores: Floats, few: Ints | None) -> None:
    """Add a term to the scores of all documents, or of the few."""
    weight = np.float32(term.weight)
    if few is not None:
        places = np.minimum(np.searchsorted(term.docs, few), len(term.docs) - 1)
        held = term.docs[places] == few
        scores[few[held]] += weight * term.impacts[places[held]]
    elif term.dense is not None:
        scores += weight * term.dense
    else:
        np.add.at(scores, term.docs, weight * term.impacts)
