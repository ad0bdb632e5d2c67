"""The sentence of a document that is nearest to the query; titles and phrasings are sentences too."""

from collections.abc import Mapping

import numpy as np

from faq.search.arrays import Floats, Ints
from faq.search.index.snapshot import Snapshot
from faq.search.ranking.positions import Positions
from faq.search.ranking.weights import FIELDS

# About how much a word of a sentence weighs that is not in the query.
_OTHER = 1.0
# They come first in each document.
_ASKED = [list(FIELDS).index(name) for name in ("title", "phrasings")]


def nearest_sentence(index: Snapshot, weights: Mapping[str, float], positions: Positions) -> Floats:
    """How near the nearest sentence of each document is to the query, from 0 to 1, shape (documents,).

    It is the share of the query that the sentence has, times the cosine of the two as sets of words
    by weight: a sentence that says all that was asked and little else is near.

    Args:
        index: where the documents are.
        weights: of the query's stems.
        positions: of these stems in the documents.
    """
    near = np.zeros(len(positions.lengths), dtype=np.float32)
    if not len(positions.at):
        return near
    worth = np.array([weights[stem] for stem in positions.stems])
    whole = worth.sum()
    # Each word counts once in each sentence; only sentences with any are looked at from here on.
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


def asks_for_all(positions: Positions) -> bool:
    """Whether title and phrasings of the first document have all words of the query.

    Args:
        positions: of the words in at least one document.
    """
    start = positions.starts[0]
    asked = positions.at < start + positions.lengths[0, _ASKED].sum()
    found = positions.which[asked & (positions.at >= start)]
    return len(np.unique(found)) == len(positions.stems)


def _best_of_each(owners: Ints, values: Floats) -> Ints:
    """For each owner the place of its highest value."""
    order = np.lexsort((-values, owners))
    return order[_first_of_each(owners[order])]


def _first_of_each(keys: Ints) -> Ints:
    """Where each key stands first; equal ones are side by side."""
    is_first = np.ones(len(keys), dtype=np.bool_)
    is_first[1:] = keys[1:] != keys[:-1]
    return np.flatnonzero(is_first)


def _sizes(index: Snapshot, positions: Positions, ends: Ints, lengths: Ints) -> Floats:
    """The summed idf of all words of some sentences."""
    before = np.cumsum(lengths) - lengths
    words = np.repeat(ends - lengths - before, lengths) + np.arange(lengths.sum())
    numbers, idfs = index.idfs
    # A number that is not among them, which only a damaged file has, is taken for its neighbour.
    each = idfs.take(np.searchsorted(numbers, positions.numbers[words]), mode="clip")
    return np.add.reduceat(each, before)
