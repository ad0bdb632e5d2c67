"""The sentence of a document that is nearest to the query; titles and phrasings are sentences too."""

from collections.abc import Collection, Mapping

import numpy as np

from faq.search.adjacency import Words
from faq.search.document import stem_number
from faq.search.ranking import FIELDS
from faq.search.segment import Floats, Ints
from faq.search.snapshot import Snapshot

# About how much a word of a sentence weighs that is not in the query.
_OTHER = 1.0
# They come first in each document.
_ASKED = [list(FIELDS).index(name) for name in ("title", "phrasings")]


def nearest_sentence(index: Snapshot, weights: Mapping[str, float], words: Words) -> Floats:
    """How near the nearest sentence of each document is to the query, from 0 to 1, shape (documents,).

    It is the share of the query that the sentence has, times the cosine of the two as sets of words
    by weight: a sentence that says all that was asked and little else is near.

    Args:
        index: where the documents are.
        weights: of the query's words by stem, at least one.
        words: of the documents.
    """
    near = np.zeros(len(words.lengths), dtype=np.float32)
    numbers = [stem_number(name) for name in weights]
    hits = [np.flatnonzero(words.numbers == number) for number in numbers]
    at = np.concatenate([np.zeros(0, np.int64), *hits])
    if not len(at):
        return near
    word = np.repeat(np.arange(len(hits)), [len(each) for each in hits])
    ends = np.cumsum(words.sentences, dtype=np.int64)
    # Each word counts once in each sentence; only sentences with any are looked at from here on.
    once = np.unique(np.searchsorted(ends, at, side="right") * len(hits) + word)
    sentences, word = np.divmod(once, len(hits))
    first = np.flatnonzero(np.diff(sentences, prepend=-1))
    sentences = sentences[first]
    shared = np.add.reduceat(np.fromiter(weights.values(), np.float64)[word], first)
    others = words.sentences[sentences] - np.diff(first, append=len(word))
    whole = sum(weights.values())
    owners = words.owners[ends[sentences] - 1]
    best = _best_of_each(owners, shared / (whole + _OTHER * others))
    shared = shared[best]
    size = np.maximum(_sizes(index, words, ends, sentences[best]), shared)
    near[owners[best]] = shared / whole * shared / np.sqrt(whole * size)
    return near


def asks_for_all(words: Words, stems: Collection[str]) -> bool:
    """Whether title and phrasings of the first document have all of some stems.

    Args:
        words: of at least one document.
        stems: any.
    """
    asked = words.lengths[0, _ASKED].sum()
    held = words.numbers[(words.owners == 0) & (words.offsets < asked)]
    return {stem_number(name) for name in stems} <= set(held.tolist())


def _best_of_each(owners: Ints, values: Floats) -> Ints:
    """For each owner the place of its highest value."""
    order = np.lexsort((-values, owners))
    return order[np.flatnonzero(np.diff(owners[order], prepend=-1))]


def _sizes(index: Snapshot, words: Words, ends: Ints, sentences: Ints) -> Floats:
    """The summed rarity of all words of some sentences."""
    lengths = words.sentences[sentences].astype(np.int64)
    before = np.cumsum(lengths) - lengths
    places = np.repeat(ends[sentences] - lengths - before, lengths) + np.arange(lengths.sum())
    numbers, rarities = index.rarities
    return np.add.reduceat(rarities[np.searchsorted(numbers, words.numbers[places])], before)
