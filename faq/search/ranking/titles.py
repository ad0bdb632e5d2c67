"""Ranks titles and phrasings for suggestions: words in any order, the last one may be unfinished."""

from collections.abc import Iterable
from functools import reduce

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.search.arrays import Docs, Floats, Mask
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.spelling import candidates
from faq.search.ranking.proximity import word_order
from faq.search.ranking.weights import CANDIDATES, FIELDS, idf, word_weight
from faq.search.types import ParsedQuery

# Words of at least this length are corrected if no word begins with them.
_MIN_MISSPELLED = 4
# The weight of a prefix, relative to the whole word.
_PREFIX_WEIGHT = 0.8
# A title must contain at least this share of the content words.
_MIN_SHARE = 0.6

_TITLE = list(FIELDS).index("title")


def rank_titles(index: Snapshot, query: ParsedQuery, visible: Mask, limit: int) -> list[int]:
    """Find the questions whose title or phrasings contain most of the content words.

    Args:
        index: the snapshot to search.
        query: with at least one word; the last one may be unfinished.
        visible: documents that readers may see, shape (documents,).
        limit: the most questions to return.

    Returns:
        primary keys of questions, best first.
    """
    words = list(dict.fromkeys(query.words))
    content_words = [word for word in words if word_weight(word) == 1] or words
    scores = np.zeros(index.size, dtype=np.float32)
    held = np.zeros(index.size, dtype=np.int32)
    for word in words:
        docs, worth = _matches(index, word, visible, is_last=word == query.words[-1])
        scores[docs] += np.float32(word_weight(word)) * worth
        if word in content_words:
            held[docs] += 1
    held[~visible] = 0
    most = held.max(initial=0)
    if most < max(1, _MIN_SHARE * len(content_words)):
        return []
    found = np.flatnonzero(held == most).astype(np.int32)
    found = _best(index, found, scores[found], CANDIDATES)
    ordered = scores[found] + word_order(index, [stem(word) for word in words], found)
    return [int(pk) for pk in index.pks[_best(index, found, ordered, limit)]]


def _best(index: Snapshot, docs: Docs, scores: Floats, limit: int) -> Docs:
    """Return the best documents; with equal scores the shorter title first, then the older question."""
    order = np.lexsort((index.pks[docs], index.lengths[docs, _TITLE], -scores))
    return docs[order][:limit]


def _matches(index: Snapshot, word: str, visible: Mask, *, is_last: bool) -> tuple[Docs, Floats]:
    """Return the documents with a form of a word or with a word that begins with it, and their scores."""
    whole = index.docs_with_title_stem(stem(word))
    prefixed = index.docs_with_title_prefix(word)
    if len(word) >= _MIN_MISSPELLED and not (visible[whole].any() or visible[prefixed].any()):
        prefixed = _misspelled(index, word, visible, is_last=is_last)
    docs = np.union1d(whole, prefixed)
    worth = np.full(len(docs), _PREFIX_WEIGHT * idf(len(docs), index.count), dtype=np.float32)
    worth[np.searchsorted(docs, whole)] = idf(len(whole), index.count)
    return docs, worth


def _misspelled(index: Snapshot, word: str, visible: Mask, *, is_last: bool) -> Docs:
    meant = candidates(index, word, visible)
    docs = _union(index.docs_with_title_stem(stem(each.word)) for each in meant)
    if is_last and not visible[docs].any():
        docs = _union(index.docs_with_title_prefix(each) for each in _near_beginnings(index, word))
    return docs


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


def _union(several: Iterable[Docs]) -> Docs:
    return reduce(np.union1d, several, np.zeros(0, np.int32))
