"""Estimates whether the best result answers the query: what of the query it meets, and how closely."""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from faq.models.synonym import MAX_WORDS
from faq.search.arrays import Mask
from faq.search.index.document import PART, stem_number
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.expansion import Expansion, common_stems
from faq.search.query.synonyms import SynonymTable
from faq.search.ranking.weights import FIELDS, word_weight
from faq.text.english import FUNCTION_WORDS, QUESTION_WORDS

# Results below this confidence are shown as the nearest questions, not as answers. See docs/decisions/0013.
MIN_CONFIDENCE = 0.5

# A word that the question has only as a synonym.
_SYNONYM_SHARE = 0.5
# Words like these say how something is asked, and no question answers them.
_SMALL_WORDS = FUNCTION_WORDS | QUESTION_WORDS | {"how"}
_SMALL_WORD_SHARE = 0.3

_TITLE_FIELD = list(FIELDS).index("title")

# The logistic regression of docs/decisions/0013.
_NEAR, _MET, _UNKNOWN, _TITLE, _BIAS = 6.0, 1.5, -2.0, 2.0, -0.9
_ONE_MORE = 0.3
# In more questions than these, more words are met by chance.
_FEW_QUESTIONS, _BY_CHANCE = 28, -0.3


class Coverage(NamedTuple):
    """How much of a query a question explains.

    Attributes:
        met: the number of the words that matter that it has; a synonym or a half of a compound counts in part.
        unknown: the share of them, from 0 to 1, that no question has in any form.
        title: the share of all words of its title that the query has.
    """

    met: float
    unknown: float
    title: float = 0.0


def confidence(near: float, coverage: Coverage, count: int) -> float:
    """Return how probably the best question answers the query, from 0 to 1.

    Args:
        near: the similarity of its best passage; see nearest_sentence().
        coverage: of the query by the question.
        count: the number of all questions.

    Returns:
        the logistic function of the sum in docs/decisions/0013.
    """
    total = (
        _NEAR * near
        + _MET * math.log(coverage.met + _ONE_MORE)
        + _UNKNOWN * coverage.unknown
        + _TITLE * coverage.title
        + _BY_CHANCE * math.log(max(count / _FEW_QUESTIONS, 1))
        + _BIAS
    )
    return 1 / (1 + math.exp(-total))


def coverage(
    index: Snapshot,
    doc: int,
    expansions: Sequence[Expansion],
    synonyms: SynonymTable,
    visible: Mask,
) -> Coverage:
    """Return how much of a query a document explains.

    Args:
        index: the snapshot with the document.
        doc: its number.
        expansions: of the query, in order.
        synonyms: the table of synonyms.
        visible: documents that readers may see, shape (documents,).
    """
    numbers, *_ = index.stem_sequences(np.array([doc], dtype=np.int32))
    words = (numbers & ~np.uint32(PART)).tolist()
    held = frozenset(words)
    typed = {stem_number(each.stem) for each in expansions}
    title = words[: int(index.lengths[doc, _TITLE_FIELD])]
    in_title = sum(number in typed for number in title) / max(len(title), 1)
    by_synonym = _explained(held, [each.stem for each in expansions], synonyms)
    met = unknown = 0.0
    share, matters = 1.0, _that_matter(expansions)
    if not matters:
        share, matters = _SMALL_WORD_SHARE, _compounds(expansions)
    for places in matters:
        each = [
            max(_found(held, expansions[at]), _SYNONYM_SHARE * (at in by_synonym)) for at in places
        ]
        # A compound is met as a whole or by its parts.
        own = max(each[0], sum(each[1:]) / max(len(each) - 1, 1))
        met += own
        unknown += not (own or _is_known(index, [expansions[at] for at in places], visible))
    return Coverage(share * met, unknown / len(matters), in_title)


def _compounds(expansions: Sequence[Expansion]) -> list[list[int]]:
    """Return the positions of the words of each distinct compound, or of each word that is none."""
    places = groupby(range(len(expansions)), key=lambda place: expansions[place].compound)
    grouped = {expansions[each[0]].word: each for each in (list(found) for _, found in places)}
    return list(grouped.values())


def _that_matter(expansions: Sequence[Expansion]) -> list[list[int]]:
    return [
        places
        for places in _compounds(expansions)
        if (word := expansions[places[0]].word) not in _SMALL_WORDS and word_weight(word) == 1
    ]


def _forms(expansion: Expansion) -> Iterator[tuple[str, float]]:
    """Yield the stems that stand for a word, each with its probability."""
    yield stem(expansion.word), 1.0
    # What a common word might be a misspelling of explains nothing.
    if stem(expansion.word) not in common_stems():
        yield from ((stem(word), probability) for word, probability in expansion.options)


def _found(held: frozenset[int], expansion: Expansion) -> float:
    """Return the probability that a document with some stems has a word, 0 if it has none of its forms."""
    return max(
        (probability for name, probability in _forms(expansion) if stem_number(name) in held),
        default=0.0,
    )


def _is_known(index: Snapshot, compound: Sequence[Expansion], visible: Mask) -> bool:
    return any(index.has(name, visible) for each in compound for name, _ in _forms(each))


def _explained(held: frozenset[int], stems: Sequence[str], synonyms: SynonymTable) -> set[int]:
    """Return the positions of the words for which a document with some stems has a synonym."""
    return {
        place
        for length in range(1, MAX_WORDS + 1)
        for start in range(len(stems) - length + 1)
        for others in synonyms.get(tuple(stems[start : start + length]), ())
        if any(all(stem_number(name) in held for name in other) for other in others)
        for place in range(start, start + length)
    }
