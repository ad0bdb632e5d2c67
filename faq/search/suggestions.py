"""Titles for what a reader has typed so far: any order of words, the last one unfinished."""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import reduce

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.models import Question
from faq.search import context, fallback
from faq.search.index import snapshot, store
from faq.search.index.segment import Docs, Floats
from faq.search.index.snapshot import Mask, Snapshot
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.search.query.spelling import candidates
from faq.search.ranking.proximity import word_order
from faq.search.ranking.weights import CANDIDATES, FIELDS, idf, word_weight
from faq.search.types import ParsedQuery, SearchUnavailable

log = logging.getLogger(__name__)

COUNT = 8

# From this length on a word that begins no other may be a misspelled one.
_MISSPELLED_FROM = 4
# A beginning is worth less than the word itself.
_UNFINISHED = 0.8
# Of the words that say something, this share must be there.
_LEAST_SHARE = 0.6

_TITLE = list(FIELDS).index("title")


def suggest(text: str, *, now: datetime) -> tuple[Question, ...]:
    """Published questions, at most COUNT, whose titles or phrasings fit what was typed so far.

    Never fails because of the text or the index.

    Args:
        text: what was typed, of any length.
        now: decides what is published.

    Returns:
        each with its topic, the best first.
    """
    query = parse(text)
    if not query.words:
        return ()
    try:
        with store.translated():
            pks = fitting(snapshot.current(), query, context.current(now).hidden(now))
    except SearchUnavailable as error:
        log.warning("Suggesting without the index: %s", error)
        pks = fallback.suggest(query, limit=COUNT, now=now)
    found = Question.objects.published(now).select_related("topic").in_bulk(pks)
    return tuple(found[pk] for pk in pks if pk in found)


def fitting(index: Snapshot, query: ParsedQuery, hidden: Collection[int] = ()) -> list[int]:
    """Primary keys of what to suggest in a given state of the index, best first.

    Args:
        index: where to look.
        query: with at least one word.
        hidden: primary keys that are indexed but must not be shown, since they are scheduled.
    """
    visible = index.alive & ~np.isin(index.pks, list(hidden)) if hidden else index.alive
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
    return [int(pk) for pk in index.pks[_first(index, found, ordered, COUNT)]]


def _first(index: Snapshot, docs: Docs, scores: Floats, limit: int) -> Docs:
    """The best of some documents; among equals the shorter title, then the older question."""
    order = np.lexsort((index.pks[docs], index.lengths[docs, _TITLE], -scores))
    return docs[order][:limit]


def _meant(index: Snapshot, word: str, visible: Mask, *, is_last: bool) -> tuple[Docs, Floats]:
    """The documents that have a word in any form, or something that begins so, and its worth there."""
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
    """Beginnings of words that are one slip away; the first letter is seldom wrong."""
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
