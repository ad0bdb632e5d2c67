"""Finds documents by words and synonyms, then orders the best by trigrams, passages and word order too."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from faq.search.arrays import Docs, Floats, Impacts, Ints, Mask
from faq.search.index.segment import trigrams
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.expansion import Expansion, expand
from faq.search.query.spelling import Candidate
from faq.search.query.synonyms import Stems, SynonymTable, synonyms_of
from faq.search.ranking.confidence import MIN_CONFIDENCE, confidence, coverage
from faq.search.ranking.passages import nearest_sentence, title_has_all
from faq.search.ranking.positions import Positions
from faq.search.ranking.proximity import word_order
from faq.search.ranking.retrieval import Term, best_of, retrieve
from faq.search.ranking.trigrams import nearest_by_trigrams, trigram_scores
from faq.search.ranking.weights import (
    CANDIDATES,
    FIRST_PAGE_SHARE,
    FORM_WEIGHT,
    JOINED_WEIGHT,
    MAX_FUNCTION_WORD_IDF,
    SENTENCE_WEIGHT,
    SYNONYM_WEIGHT,
    TAIL_SHARE,
    word_weight,
)
from faq.search.types import PAGE_SIZE, ParsedQuery
from faq.text.english import FUNCTION_WORDS


class Ranking(NamedTuple):
    """The result of ranking.

    Attributes:
        docs: all documents that match, ascending.
        scores: of their words, in the shape of `docs`; they order what is not among the best.
        top: the best of them, best first, at most CANDIDATES.
        corrected: typed word → its correction.
        confidence: how well the best document answers, from 0 to 1.
    """

    docs: Ints
    scores: Floats
    top: Docs
    corrected: dict[str, str]
    confidence: float


def rank(
    index: Snapshot,
    query: ParsedQuery,
    visible: Mask,
    synonyms: SynonymTable,
    among: Mask | None = None,
) -> Ranking:
    """Order the visible documents that have more in common with the query than a word or two.

    Args:
        index: the snapshot to search.
        query: with at least one word.
        visible: documents that readers may see, shape (documents,).
        synonyms: the table of synonyms. Words in it are not corrected.
        among: the documents to choose from, shape (documents,); None for all visible ones.
    """
    chosen = visible if among is None else visible & among
    expansions, corrected = expand(index, query, visible, synonyms)
    by_stem = {each.stem: each for each in reversed(expansions)}
    meant = [each.stem for each in expansions]
    weights = {name: _weight(index, each) * index.idf_of(name) for name, each in by_stem.items()}
    terms = [
        *chain.from_iterable(_forms(index, each) for each in by_stem.values()),
        *_joined(index, expansions),
        *_synonyms(index, meant, synonyms, visible),
    ]
    docs, strengths = retrieve(index.size, terms, chosen)
    letters = _trigrams(by_stem.values())
    if not len(docs):
        docs, strengths = nearest_by_trigrams(index, query.words, letters, chosen)
        best = best_of(docs, strengths, PAGE_SIZE, index)
        return _only(best, docs, strengths, corrected, 0.0)
    best = best_of(docs, strengths, CANDIDATES, index)
    places = np.searchsorted(docs, best.astype(docs.dtype))
    own = strengths[places]
    positions = Positions(index, best, meant)
    near = nearest_sentence(index, weights, positions)
    scores = own + trigram_scores(index, letters, positions)
    for each in by_stem.values():
        weight = FORM_WEIGHT * _weight(index, each)
        scores += np.float32(weight) * index.form_idfs(each.word, best)
    scores *= 1 + SENTENCE_WEIGHT * near
    scores += word_order(index, meant, best, positions)
    order = np.lexsort((index.pks[best], -scores))
    first = int(order[0])
    # With few questions idf says little, but a title with all words of the query is an answer.
    is_title = any(word_weight(each.word) == 1 for each in expansions) and title_has_all(
        positions, first
    )
    covered = coverage(index, int(best[first]), expansions, synonyms, visible)
    certainty = 1.0 if is_title else confidence(float(near[first]), covered, index.count)
    if certainty < MIN_CONFIDENCE:
        # Of the nearest questions there is no second page.
        return _only(best[order[:PAGE_SIZE]], docs, strengths, corrected, certainty)
    if strengths.min() >= TAIL_SHARE * float(own[0]):
        return Ranking(docs, strengths, best[order], corrected, certainty)
    needed = np.full(len(best), TAIL_SHARE * own[0])
    needed[:PAGE_SIZE] = FIRST_PAGE_SHARE * own[0]
    is_result = own[order] >= needed
    return _only(best[order[is_result]], docs, strengths, corrected, certainty)


def _only(
    top: Docs, docs: Ints, strengths: Floats, corrected: dict[str, str], certainty: float
) -> Ranking:
    """Return the best documents alone."""
    kept = np.sort(top).astype(np.int64)
    return Ranking(kept, strengths[np.searchsorted(docs, kept)], top, corrected, certainty)


def _options(expansion: Expansion) -> Iterator[Candidate]:
    """Yield the corrections of a word, then the word itself."""
    yield from expansion.options
    yield Candidate(expansion.word, 1.0)


def _weight(index: Snapshot, expansion: Expansion) -> float:
    """Return the weight of a typed word beside its idf, which counts up to a limit for a function word."""
    weight = word_weight(expansion.word) * expansion.share
    if expansion.word in FUNCTION_WORDS:
        weight *= min(1, MAX_FUNCTION_WORD_IDF / index.idf_of(expansion.stem))
    return weight


def _forms(index: Snapshot, expansion: Expansion) -> Iterator[Term]:
    weight = _weight(index, expansion)
    stems: dict[str, float] = {}
    for word, probability in _options(expansion):
        name = stem(word)
        stems[name] = max(probability, stems.get(name, 0))
    for name, probability in stems.items():
        docs, impacts = index.stem_impacts(name)
        yield Term(weight * probability, docs, impacts, index.dense_impacts(name))


def _trigrams(expansions: Iterable[Expansion]) -> dict[str, float]:
    """Return the weights of the trigrams of all words and of what they may be misspellings of."""
    weights: dict[str, float] = {}
    for expansion in expansions:
        weight = word_weight(expansion.word) * expansion.share
        own: dict[str, float] = {}
        for word, probability in _options(expansion):
            if word not in FUNCTION_WORDS:
                for trigram in trigrams(word):
                    own[trigram] = max(weight * probability, own.get(trigram, 0))
        for trigram, worth in own.items():
            weights[trigram] = weights.get(trigram, 0) + worth
    return weights


def _joined(index: Snapshot, expansions: list[Expansion]) -> Iterator[Term]:
    """Yield two typed words that documents write as one: pass word."""
    for one, other in pairwise(expansions):
        name = stem(one.word + other.word)
        if any(name in segment.by_stem for segment in index.segments.values()):
            docs, impacts = index.stem_impacts(name)
            yield Term(JOINED_WEIGHT, docs, impacts)


def _synonyms(
    index: Snapshot, meant: list[str], synonyms: SynonymTable, visible: Mask
) -> Iterator[Term]:
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
        yield Term(share, docs, impacts)


def _with_all(index: Snapshot, stems: Stems) -> Impacts:
    """Return the documents that contain all stems, and the mean of their impacts."""
    docs, impacts = index.stem_impacts(stems[0])
    for name in stems[1:]:
        others, more = index.stem_impacts(name)
        docs, here, there = np.intersect1d(docs, others, assume_unique=True, return_indices=True)
        impacts = impacts[here] + more[there]
    return docs, impacts / np.float32(len(stems))
