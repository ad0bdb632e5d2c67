"""Corrects the spelling of words that the index lacks, with words that it has."""

import math
from functools import lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.search.arrays import Mask
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem

MIN_LENGTH = 3
# Words of at least this length may have two edits, shorter ones one.
TWO_EDITS_FROM = 5
MAX_CANDIDATES = 3

# Weights of the cost of the typo, of the logarithm of the frequency, and of a word in a title.
_COST, _FREQUENCY, _TITLE_BONUS = 4.0, 0.5, 0.5
# Candidates below this share are left out; a cost above this one lowers the probability, by this factor.
_MIN_PROBABILITY, _CHEAP_TYPO, _COST_PENALTY = 0.05, 0.8, 0.5

_TRANSPOSED, _DOUBLED, _ADDED, _LEFT_OUT = 0.7, 0.6, 1.2, 1.0
_VOWEL, _NEIGHBOUR, _OTHER, _FIRST = 0.8, 0.9, 1.15, 0.35
_KEYBOARD = {
    key: (row, place + row / 2)
    for row, keys in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm"))
    for place, key in enumerate(keys)
}


class Candidate(NamedTuple):
    """A word of the index, with the probability that it was meant, from 0 to 1."""

    word: str
    probability: float


def candidates(index: Snapshot, typed: str, visible: Mask) -> list[Candidate]:
    """Return likely corrections of a word that the index lacks, most likely first.

    Args:
        index: the snapshot with the possible corrections.
        typed: a folded word.
        visible: documents that readers may see, a mask of shape (documents,). Words of hidden documents
            are no corrections, or they would leak.

    Returns:
        at most MAX_CANDIDATES; none if the index has a form of the word, or it is too short or has digits.
    """
    if len(typed) < MIN_LENGTH or not typed.isalpha() or index.has(stem(typed), visible):
        return []
    near = _near(index, typed)
    costs = {word: typo_cost(typed, word) for word in near}
    scores = {
        word: _FREQUENCY * math.log(frequency) + _TITLE_BONUS * is_in_title - _COST * costs[word]
        for word, (frequency, is_in_title) in near.items()
    }
    by_score = sorted(scores, key=lambda word: (-scores[word], word))
    best = list(
        islice((word for word in by_score if index.has(stem(word), visible)), MAX_CANDIDATES)
    )
    shares = [math.exp(scores[word] - scores[best[0]]) for word in best]
    return [
        Candidate(word, share / sum(shares) * _discount(costs[word]))
        for word, share in zip(best, shares, strict=True)
        if share / sum(shares) > _MIN_PROBABILITY
    ]


def _near(index: Snapshot, typed: str) -> dict[str, tuple[int, bool]]:
    """Return the words within the edit distance, with their frequency and whether a title has them."""
    found: dict[str, tuple[int, bool]] = {}
    for segment in index.segments.values():
        near = process.extract(
            typed,
            segment.words,
            scorer=OSA.distance,
            score_cutoff=2 if len(typed) >= TWO_EDITS_FROM else 1,
            limit=None,
        )
        for word, _, number in near:
            if word.isalpha():
                frequency, is_in_title = found.get(word, (0, False))
                found[word] = (
                    frequency + int(segment.word_frequencies[number]),
                    is_in_title or segment.is_in_title(number),
                )
    return found


def typo_cost(typed: str, meant: str) -> float:
    """Return the weighted edit distance between a typed word and the one that was meant.

    The optimal string alignment distance (Damerau 1964) with lower weights for common typos: a
    doubled letter, two letters swapped, a vowel for another and a neighbouring key. An error in the
    first letter, which is rare, costs more.
    """
    before: list[float] = []
    added = [_added(typed, place) for place in range(1, len(typed) + 1)]
    row = [0.0, *accumulate(added)]
    for line in range(1, len(meant) + 1):
        left_out = _DOUBLED if line > 1 and meant[line - 2] == meant[line - 1] else _LEFT_OUT
        left_out += _FIRST if line == 1 else 0
        current = [row[0] + left_out]
        for place in range(1, len(typed) + 1):
            changed = _substituted(meant[line - 1], typed[place - 1])
            first = _FIRST if changed and line == place == 1 else 0
            cost = min(
                row[place - 1] + changed + first,
                row[place] + left_out,
                current[place - 1] + added[place - 1],
            )
            swapped = (
                changed
                and line > 1
                and place > 1
                and meant[line - 1] == typed[place - 2]
                and meant[line - 2] == typed[place - 1]
            )
            if swapped:
                at_front = _FIRST if line == place == 2 else 0
                cost = min(cost, before[place - 2] + _TRANSPOSED + at_front)
            current.append(cost)
        before, row = row, current
    return row[-1]


def _discount(cost: float) -> float:
    return math.exp(-_COST_PENALTY * max(0.0, cost - _CHEAP_TYPO))


def _added(typed: str, place: int) -> float:
    doubled = place > 1 and typed[place - 1] == typed[place - 2]
    return (_DOUBLED if doubled else _ADDED) + (_FIRST if place == 1 else 0)


@lru_cache(maxsize=1_000)
def _substituted(meant: str, typed: str) -> float:
    if meant == typed:
        return 0
    if meant in "aeiouy" and typed in "aeiouy":
        return _VOWEL
    if meant in _KEYBOARD and typed in _KEYBOARD:
        (row, place), (other_row, other_place) = _KEYBOARD[meant], _KEYBOARD[typed]
        if abs(row - other_row) <= 1 and abs(place - other_place) <= 1.1:
            return _NEIGHBOUR
    return _OTHER
