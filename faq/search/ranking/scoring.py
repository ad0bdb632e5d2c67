"""Scores all documents by words, trigrams and synonyms, then the best by passages and word order too."""

from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from faq.search.arrays import Docs, Floats, Impacts, Mask
from faq.search.index.segment import trigrams
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.expansion import Expansion, common_stems, expand
from faq.search.query.spelling import Candidate
from faq.search.query.synonyms import Stems, SynonymTable, synonyms_of
from faq.search.ranking.confidence import MIN_CONFIDENCE, confidence, coverage
from faq.search.ranking.passages import nearest_sentence, title_has_all
from faq.search.ranking.positions import Positions
from faq.search.ranking.proximity import word_order
from faq.search.ranking.weights import (
    CANDIDATES,
    FIRST_PAGE_SHARE,
    JOINED_WEIGHT,
    SENTENCE_WEIGHT,
    SYNONYM_WEIGHT,
    TAIL_SHARE,
    TRIGRAM_WEIGHT,
    idf,
    word_weight,
)
from faq.search.types import PAGE_SIZE, ParsedQuery
from faq.text.english import FUNCTION_WORDS

# If no word is found and none is English, a question must have at least this share of the trigrams, by
# idf. Then 4 of 100 words of random letters find anything.
_MIN_TRIGRAM_SHARE = 0.15


class Ranking(NamedTuple):
    """The result of ranking.

    Attributes:
        scores: of all documents, shape (documents,); 0 for those that match too little.
        corrected: typed word → its correction.
        confidence: how well the best document answers, from 0 to 1.
    """

    scores: Floats
    corrected: dict[str, str]
    confidence: float


def rank(
    index: Snapshot,
    query: ParsedQuery,
    visible: Mask,
    synonyms: SynonymTable,
    among: Mask | None = None,
) -> Ranking:
    """Score the visible documents that have more in common with the query than a word or two.

    Args:
        index: the snapshot to search.
        query: with at least one word.
        visible: documents that readers may see, shape (documents,).
        synonyms: the table of synonyms. Words in it are not corrected.
        among: the documents to choose from, shape (documents,); None for all visible ones.
    """
    chosen = visible if among is None else visible & among
    scores = np.zeros(index.size, dtype=np.float32)
    parts = np.zeros(index.size, dtype=np.float32)
    expansions, corrected = expand(index, query, visible, synonyms)
    meant = [expansion.stem for expansion in expansions]
    weights: dict[str, float] = {}
    for expansion in expansions:
        if expansion.stem not in weights:
            weight = word_weight(expansion.word) * expansion.share
            weights[expansion.stem] = weight * index.idf_of(expansion.stem)
            _add_word(index, expansion, scores, parts)
    _add_joined(index, expansions, scores)
    _add_synonyms(index, meant, synonyms, visible, scores)
    if not chosen.all():
        scores[~chosen] = 0
        parts[~chosen] = 0
    if not scores.any():
        scores = _nearest_by_trigrams(index, query.words, parts)
        return Ranking(_first_page(scores, index), corrected, 0.0)
    # Trigrams only rank what words find; by themselves they would find nearly everything.
    scores = np.where(scores > 0, scores + parts, np.float32(0))
    best = best_of(scores, CANDIDATES, index)
    positions = Positions(index, best, meant)
    strengths = scores[best]
    near = nearest_sentence(index, weights, positions)
    scores[best] = strengths * (1 + SENTENCE_WEIGHT * near)
    # With few questions idf says little, but a title with all words of the query is an answer.
    is_title = title_has_all(positions) and any(word_weight(each.word) == 1 for each in expansions)
    scores[best] += word_order(index, meant, best, positions)
    order = np.lexsort((index.pks[best], -scores[best]))
    covered = coverage(index, int(best[order[0]]), expansions, synonyms, visible)
    certainty = 1.0 if is_title else confidence(float(near[order[0]]), covered)
    if certainty < MIN_CONFIDENCE:
        return Ranking(_first_page(scores, index), corrected, certainty)
    needed = np.full(len(best), TAIL_SHARE * strengths[0])
    needed[order[:PAGE_SIZE]] = FIRST_PAGE_SHARE * strengths[0]
    kept = np.where(strengths >= needed, scores[best], np.float32(0))
    scores[scores < TAIL_SHARE * strengths[0]] = 0
    scores[best] = kept
    return Ranking(scores, corrected, certainty)


def _first_page(scores: Floats, index: Snapshot) -> Floats:
    """Return the scores of the best documents; of the nearest questions there is no second page."""
    found = np.zeros_like(scores)
    best = best_of(scores, PAGE_SIZE, index)
    found[best] = scores[best]
    return found


def _add_word(index: Snapshot, expansion: Expansion, scores: Floats, parts: Floats) -> None:
    weight = word_weight(expansion.word) * expansion.share
    stems: dict[str, float] = {}
    letters: dict[str, float] = {}
    for word, probability in (*expansion.options, Candidate(expansion.word, 1.0)):
        name = stem(word)
        stems[name] = max(probability, stems.get(name, 0))
        if word not in FUNCTION_WORDS:
            for trigram in trigrams(word):
                letters[trigram] = max(probability, letters.get(trigram, 0))
    for name, probability in stems.items():
        docs, impacts = index.stem_impacts(name)
        np.add.at(scores, docs, np.float32(weight * probability) * impacts)
    for trigram, probability in letters.items():
        docs, impacts = index.trigram_impacts(trigram)
        np.add.at(parts, docs, np.float32(TRIGRAM_WEIGHT * weight * probability) * impacts)


def _add_joined(index: Snapshot, expansions: list[Expansion], scores: Floats) -> None:
    """Score two typed words that documents write as one: pass word."""
    for one, other in pairwise(expansions):
        name = stem(one.word + other.word)
        if any(name in segment.by_stem for segment in index.segments.values()):
            docs, impacts = index.stem_impacts(name)
            np.add.at(scores, docs, np.float32(JOINED_WEIGHT) * impacts)


def _add_synonyms(
    index: Snapshot, meant: list[str], synonyms: SynonymTable, visible: Mask, scores: Floats
) -> None:
    weights: dict[Stems, float] = {}
    for others in synonyms_of(meant, synonyms):
        usable = [
            other
            for other in others
            if all(index.has(name, visible) for name in other) and not set(other) <= set(meant)
        ]
        for other in usable:
            share = SYNONYM_WEIGHT / len(usable) ** 0.5
            weights[other] = max(share, weights.get(other, 0))
    for other, share in weights.items():
        docs, impacts = _with_all(index, other)
        np.add.at(scores, docs, np.float32(share) * impacts)


def _with_all(index: Snapshot, stems: Stems) -> Impacts:
    """Return the documents that contain all stems, and the mean of their impacts."""
    docs, impacts = index.stem_impacts(stems[0])
    for name in stems[1:]:
        others, more = index.stem_impacts(name)
        docs, here, there = np.intersect1d(docs, others, assume_unique=True, return_indices=True)
        impacts = impacts[here] + more[there]
    return docs, impacts / np.float32(len(stems))


def _nearest_by_trigrams(index: Snapshot, words: Collection[str], parts: Floats) -> Floats:
    """Score documents by trigrams, for queries of which no word is found; 0 if too few trigrams match."""
    share = np.zeros(index.size, dtype=np.float32)
    whole = 0.0
    for trigram in set().union(*(trigrams(word) for word in words)):
        docs, _ = index.trigram_impacts(trigram)
        worth = idf(len(docs), index.count)
        np.add.at(share, docs, worth)
        whole += worth
    share[parts == 0] = 0
    is_sense = any(stem(word) in common_stems() for word in words)
    least = max(share.max(initial=0) / 2, 0 if is_sense else _MIN_TRIGRAM_SHARE * whole)
    return np.where(share >= least, parts, np.float32(0))


def best_of(scores: Floats, count: int, index: Snapshot) -> Docs:
    """Return the documents with the highest scores, best first; with equal scores the older first."""
    # numpy finds the indices of booleans far faster than those of numbers.
    docs = np.flatnonzero(scores != 0)
    if len(docs) > count:
        # Partition only the matches: with all the zeros it would take ten times as long.
        limit = -np.partition(-scores[docs], count - 1)[count - 1]
        docs = docs[scores[docs] >= limit]
    order = np.lexsort((index.pks[docs], -scores[docs]))
    return docs[order][:count].astype(np.int32)
