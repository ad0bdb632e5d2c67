"""Scores documents by the trigrams that their words share with a query: other forms of words, and misspellings."""

from collections.abc import Collection, Mapping

import numpy as np

from faq.search.arrays import Floats, Ints, Mask, Numbers
from faq.search.index.segment import trigrams
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.expansion import common_stems
from faq.search.ranking.positions import Positions
from faq.search.ranking.weights import TRIGRAM_WEIGHT, idf, term_saturation

# If no word is found and none is English, a question must have at least this share of the trigrams, by
# idf. Then 4 of 100 words of random letters find anything.
_MIN_SHARE = 0.15


def trigram_scores(index: Snapshot, weights: Mapping[str, float], positions: Positions) -> Floats:
    """Return what the trigrams of a query add to the scores of some documents, shape (documents,).

    A document is taken to have the words of its stems in the proportion in which all documents have them.

    Args:
        index: the snapshot with the documents.
        weights: trigram → weight.
        positions: of any words in the documents.
    """
    found = [(*index.trigram_stems(trigram), weight) for trigram, weight in weights.items()]
    found = [each for each in found if len(each[0])]
    documents, fields = positions.lengths.shape
    if not found:
        return np.zeros(documents, dtype=np.float32)
    stems, shares = (np.concatenate([each[part] for each in found]) for part in (0, 1))
    which = np.repeat(np.arange(len(found)), [len(each[0]) for each in found])
    # The words of the documents by stem, each with its field in the lower 32 bits.
    by_stem = np.sort(_upper(positions.numbers) | positions.fields)
    first, last = (np.searchsorted(by_stem, _upper(stems) + end) for end in (0, 1 << 32))
    lengths = last - first
    starts = np.repeat(first - (np.cumsum(lengths) - lengths), lengths)
    places = by_stem[starts + np.arange(len(starts))] & 0xFFFFFFFF
    counts = np.bincount(
        np.repeat(which, lengths) * (documents * fields) + places,
        weights=np.repeat(shares, lengths),
        minlength=len(found) * documents * fields,
    )
    saturated = term_saturation(
        counts.reshape(len(found), documents, fields).astype(np.float32),
        np.arange(fields),
        positions.length_norm,
    )
    worth = np.array([TRIGRAM_WEIGHT * weight * rarity for _, _, rarity, weight in found])
    # A matrix product rounds columns differently, and equal documents must stay equal.
    scores: Floats = (worth[:, None] * saturated.sum(axis=2)).sum(axis=0).astype(np.float32)
    return scores


def _upper(numbers: Numbers) -> Ints:
    """Shift stem numbers, which are even and have 32 bits, to the upper bits of positive numbers."""
    return numbers.astype(np.int64) << 31


def nearest_by_trigrams(
    index: Snapshot, words: Collection[str], weights: Mapping[str, float], chosen: Mask
) -> tuple[Ints, Floats]:
    """Return documents by trigrams, for queries of which no word is found; none if too few trigrams match.

    Args:
        index: the snapshot to search.
        words: of the query.
        weights: trigram → weight, of the words and of what they may be misspellings of.
        chosen: the documents to choose from, shape (documents,).

    Returns:
        documents, ascending, and their scores, both of shape (n,).
    """
    scores = np.zeros(index.size, dtype=np.float32)
    for trigram, weight in weights.items():
        docs, impacts = index.trigram_impacts(trigram)
        scores[docs] += np.float32(TRIGRAM_WEIGHT * weight) * impacts
    share = np.zeros(index.size, dtype=np.float32)
    whole = 0.0
    for trigram in set().union(*(trigrams(word) for word in words)):
        docs, _ = index.trigram_impacts(trigram)
        worth = idf(len(docs), index.count)
        share[docs] += np.float32(worth)
        whole += worth
    share[~chosen | (scores == 0)] = 0
    is_sense = any(stem(word) in common_stems() for word in words)
    least = max(share.max(initial=0) / 2, 0 if is_sense else _MIN_SHARE * whole)
    found = np.flatnonzero((share >= least) & (share > 0))
    return found, scores[found]
