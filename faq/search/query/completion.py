"""Completes unfinished words with words that the index has."""

from collections.abc import Iterable

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.search.arrays import Mask
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.spelling import Candidate, candidates

MAX_COMPLETIONS = 8
# Beginnings of at least this length are corrected if no word begins with them.
_MIN_MISSPELLED = 4


def completions(index: Snapshot, beginning: str, visible: Mask) -> list[Candidate]:
    """Return the words that an unfinished word may become, most likely first.

    Args:
        index: the snapshot with the possible words.
        beginning: a folded word, as far as it has been typed. It is corrected if no word begins with it
            and it is no misspelling of a whole word.
        visible: documents that readers may see, a mask of shape (documents,). Words of hidden documents
            are left out, or they would leak.

    Returns:
        at most MAX_COMPLETIONS words with different stems, none with the stem of the beginning. Each has
        the square root of its probability, as a correction has in Expansion.
    """
    found = _likely(index, [beginning], visible)
    if found or len(beginning) < _MIN_MISSPELLED or index.has(stem(beginning), visible):
        return found
    if candidates(index, beginning, visible):
        return []
    return _likely(index, _near_beginnings(index, beginning), visible)


def whole_share(index: Snapshot, word: str) -> float:
    """Return the share, from 0 to 1, of forms of a word among the words that begin with it.

    Words count as in Segment.word_weights; a word that the index lacks has a share of 1.
    """
    own = whole = 0
    for segment in index.segments.values():
        span = segment.words_with_prefix(word)
        whole += int(segment.word_weights[span.start : span.stop].sum())
        own += int(segment.word_weights[segment.by_stem.get(stem(word), [])].sum())
    return own / whole if whole else 1.0


def _likely(index: Snapshot, beginnings: Iterable[str], visible: Mask) -> list[Candidate]:
    counts: dict[str, int] = {}
    words: dict[str, str] = {}
    for beginning in beginnings:
        for segment in index.segments.values():
            span = segment.words_with_prefix(beginning)
            weights = segment.word_weights[span.start : span.stop]
            for place in np.argsort(-weights, kind="stable")[: 2 * MAX_COMPLETIONS].tolist():
                word = segment.words[span.start + place]
                name = stem(word)
                if name != stem(beginning):
                    words.setdefault(name, word)
                    counts[name] = counts.get(name, 0) + int(weights[place])
    by_count = sorted(counts, key=lambda name: (-counts[name], name))
    found = [name for name in by_count if index.has(name, visible)][:MAX_COMPLETIONS]
    whole = sum(counts[name] for name in found)
    return [Candidate(words[name], (counts[name] / whole) ** 0.5) for name in found]


def _near_beginnings(index: Snapshot, word: str) -> list[str]:
    """Return prefixes of words at an edit distance of 1 that share its first letter, which is seldom wrong."""
    beginnings = {
        segment.words[number][:length]
        for segment in index.segments.values()
        for number in segment.words_with_prefix(word[0])
        for length in (len(word) - 1, len(word), len(word) + 1)
    }
    near = process.extract(word, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [beginning for beginning, *_ in near]
