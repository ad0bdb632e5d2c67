"""Scores documents by their best passage: a sentence, a title or a phrasing."""

from collections.abc import Mapping

import numpy as np

from faq.search.arrays import Floats, Ints
from faq.search.index.snapshot import Snapshot
from faq.search.ranking.positions import Positions
from faq.search.ranking.weights import FIELDS

# The assumed weight of a word of a sentence that is not in the query.
_OTHER = 1.0
# The first fields of each document.
_TITLE_OR_PHRASINGS = [list(FIELDS).index(name) for name in ("title", "phrasings")]


def nearest_sentence(index: Snapshot, weights: Mapping[str, float], positions: Positions) -> Floats:
    """Return the similarity of the best sentence of each document to the query, from 0 to 1, shape (documents,).

    The similarity is the weighted share of the query's words in the sentence, times the cosine of the
    two as weighted sets of words. A sentence with all words of the query and few others scores high.

    Args:
        index: the snapshot with the documents.
        weights: stem of the query → weight.
        positions: of the query's stems in the documents.
    """
    near = np.zeros(len(positions.lengths), dtype=np.float32)
    if not len(positions.at):
        return near
    worth = np.array([weights[stem] for stem in positions.stems])
    whole = worth.sum()
    # A word counts once in each sentence. Sentences without any are left out from here on.
    within = np.searchsorted(positions.sentence_ends, positions.at, side="right")
    once, first_place = np.unique(within * len(worth) + positions.which, return_index=True)
    sentences, which = np.divmod(once, len(worth))
    first = _first_of_each(sentences)
    sentences, owners = sentences[first], positions.owners[first_place[first]]
    ends = positions.sentence_ends[sentences]
    lengths = ends - np.where(sentences > 0, positions.sentence_ends[sentences - 1], 0)
    shared = np.add.reduceat(worth[which], first)
    others = lengths - (np.append(first[1:], len(which)) - first)
    best = _best_of_each(owners, shared / (whole + _OTHER * others))
    shared = shared[best]
    size = np.maximum(_sizes(index, positions, ends[best], lengths[best]), shared)
    near[owners[best]] = shared / whole * shared / np.sqrt(whole * size)
    return near


def title_has_all(positions: Positions, number: int) -> bool:
    """Whether title and phrasings of a document contain all words of the query.

    Args:
        positions: of the query's stems in some documents.
        number: the index of the document among these.
    """
    start = positions.starts[number]
    in_title = positions.at < start + positions.lengths[number, _TITLE_OR_PHRASINGS].sum()
    found = positions.which[in_title & (positions.at >= start)]
    return len(np.unique(found)) == len(positions.stems)


def _best_of_each(owners: Ints, values: Floats) -> Ints:
    """Return the index of the highest value of each owner."""
    order = np.lexsort((-values, owners))
    return order[_first_of_each(owners[order])]


def _first_of_each(keys: Ints) -> Ints:
    """Return the index of the first of each run of equal keys."""
    is_first = np.ones(len(keys), dtype=np.bool_)
    is_first[1:] = keys[1:] != keys[:-1]
    return np.flatnonzero(is_first)


def _sizes(index: Snapshot, positions: Positions, ends: Ints, lengths: Ints) -> Floats:
    """Return the sum of the idf of all words of some sentences, shape (sentences,)."""
    before = np.cumsum(lengths) - lengths
    words = np.repeat(ends - lengths - before, lengths) + np.arange(lengths.sum())
    numbers, idfs = index.idfs
    # Only a damaged file has a number that is not in the vocabulary; it gets the idf of its neighbour.
    each = idfs.take(np.searchsorted(numbers, positions.numbers[words]), mode="clip")
    return np.add.reduceat(each, before)
