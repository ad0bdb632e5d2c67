"""Titles and phrasings that fit what a reader has typed so far: words in any order, the last one unfinished."""

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

# From this length on a word that begins no other may be a misspelled one.
_MISSPELLED_FROM = 4
# The beginning of a word counts this much of the whole word.
_UNFINISHED = 0.8
# A title must have at least this share of the content words.
_LEAST_SHARE = 0.6

_TITLE = list(FIELDS).index("title")


def rank_titles(index: Snapshot, query: ParsedQuery, visible: Mask, limit: int) -> list[int]:
    """Find the titles and phrasings that have most of the content words.

    Args:
        index: the state of the index to search in.
        query: with at least one word; the last one may be unfinished.
        visible: the documents that may be found, shape (documents,).
        limit: how many questions at most.

    Returns:
        primary keys of questions, best first.
    """
    words = list(dict.fromkeys(query.words))
    content_words = [word for word in words if word_weight(word) == 1] or words
    scores = np.zeros(index.size, dtype=np.float32)
    held = np.zeros(index.size, dtype=np.int32)
    for word in words:
        docs, worth = _meant(index, word, visible, is_last=word == query.words[-1])
        scores[docs] += np.float32(word_weight(word)) * worth
        if word in content_words:
            held[docs] += 1
    held[~visible] = 0
    most = held.max(initial=0)
    if most < max(1, _LEAST_SHARE * len(content_words)):
        return []
    found = np.flatnonzero(held == most).astype(np.int32)
    found = _first(index, found, scores[found], CANDIDATES)
    ordered = scores[found] + word_order(index, [stem(word) for word in words], found)
    return [int(pk) for pk in index.pks[_first(index, found, ordered, limit)]]


def _first(index: Snapshot, docs: Docs, scores: Floats, limit: int) -> Docs:
    """The best of some documents; among equals the shorter title, then the older question."""
    order = np.lexsort((index.pks[docs], index.lengths[docs, _TITLE], -scores))
    return docs[order][:limit]


def _meant(index: Snapshot, word: str, visible: Mask, *, is_last: bool) -> tuple[Docs, Floats]:
    """The documents that have a word in any form or a word that begins with it, and what that is worth."""
    whole = index.proposed_by_stem(stem(word))
    begun = index.proposed_by_beginning(word)
    if len(word) >= _MISSPELLED_FROM and not (visible[whole].any() or visible[begun].any()):
        begun = _misspelled(index, word, visible, is_last=is_last)
    docs = np.union1d(whole, begun)
    worth = np.full(len(docs), _UNFINISHED * idf(len(docs), index.count), dtype=np.float32)
    worth[np.searchsorted(docs, whole)] = idf(len(whole), index.count)
    return docs, worth


def _misspelled(index: Snapshot, word: str, visible: Mask, *, is_last: bool) -> Docs:
    meant = candidates(index, word, visible)
    docs = _united(index.proposed_by_stem(stem(each.word)) for each in meant)
    if is_last and not visible[docs].any():
        docs = _united(index.proposed_by_beginning(each) for each in _near_beginnings(index, word))
    return docs


def _near_beginnings(index: Snapshot, word: str) -> list[str]:
    """Beginnings of words at an edit distance of 1. Readers seldom get the first letter wrong."""
    beginnings = {
        segment.words[number][:length]
        for segment in index.segments.values()
        for number in segment.beginning_with(word[0])
        for length in (len(word) - 1, len(word), len(word) + 1)
    }
    near = process.extract(word, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [beginning for beginning, *_ in near]


def _united(several: Iterable[Docs]) -> Docs:
    return reduce(np.union1d, several, np.zeros(0, np.int32))
