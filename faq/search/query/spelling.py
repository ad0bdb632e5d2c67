"""What a word that the index does not have was probably meant to be. Words it has are never touched."""

import math
from itertools import islice
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.search.arrays import Mask
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem

SHORTEST = 3
# From this length on two edits are borne.
TWO_EDITS_FROM = 5
MOST = 3

# How a candidate is judged: what the slip costs, against how often the word occurs, and where.
_COST, _FREQUENCY, _ASKED = 4.0, 0.5, 0.5
# Below this share of the belief a candidate is left out; above this cost the belief falls.
_LEAST_BELIEF, _CERTAIN_COST, _DOUBT = 0.05, 0.8, 0.5

_TRANSPOSED, _DOUBLED, _ADDED, _LEFT_OUT = 0.7, 0.6, 1.2, 1.0
_VOWEL, _NEIGHBOUR, _OTHER, _FIRST = 0.8, 0.9, 1.15, 0.35
_KEYBOARD = {
    key: (row, place + row / 2)
    for row, keys in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm"))
    for place, key in enumerate(keys)
}


class Candidate(NamedTuple):
    """A word of the index and how much it is believed to be meant, from 0 to 1."""

    word: str
    belief: float


def candidates(index: Snapshot, typed: str, visible: Mask) -> list[Candidate]:
    """The words of the index that a folded word may have been meant to be, best first.

    Args:
        index: its vocabulary is what can be meant.
        typed: a folded word.
        visible: documents that may be found; words of others do not exist, or they would be told.

    Returns:
        at most MOST; none if the index has the word or any form of it, or it is too short or a code.
    """
    if len(typed) < SHORTEST or not typed.isalpha() or index.has(stem(typed), visible):
        return []
    scores = {
        word: _FREQUENCY * math.log(frequency) + _ASKED * asked - _COST * slip_cost(typed, word)
        for word, (frequency, asked) in _near(index, typed).items()
    }
    by_score = sorted(scores, key=lambda word: (-scores[word], word))
    best = list(islice((word for word in by_score if index.has(stem(word), visible)), MOST))
    shares = [math.exp(scores[word] - scores[best[0]]) for word in best]
    return [
        Candidate(word, share / sum(shares) * _certainty(typed, word))
        for word, share in zip(best, shares, strict=True)
        if share / sum(shares) > _LEAST_BELIEF
    ]


def _near(index: Snapshot, typed: str) -> dict[str, tuple[int, bool]]:
    """The words within the distance that is borne, each with its frequency and whether it is asked for."""
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
                frequency, asked = found.get(word, (0, False))
                found[word] = (
                    frequency + segment.frequency(number),
                    asked or segment.asked(number),
                )
    return found


def slip_cost(typed: str, meant: str) -> float:
    """What it costs to have typed one word when another was meant.

    The optimal string alignment distance (Damerau 1964) with prices by how people slip: a doubled
    letter, swapped neighbours, a vowel for a vowel and a key beside the right one are cheap, and the
    first letter is seldom wrong.
    """
    before: list[float] = []
    row = [0.0]
    for place in range(1, len(typed) + 1):
        row.append(row[-1] + _added(typed, place))
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
                current[place - 1] + _added(typed, place),
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


def _certainty(typed: str, meant: str) -> float:
    return math.exp(-_DOUBT * max(0.0, slip_cost(typed, meant) - _CERTAIN_COST))


def _added(typed: str, place: int) -> float:
    doubled = place > 1 and typed[place - 1] == typed[place - 2]
    return (_DOUBLED if doubled else _ADDED) + (_FIRST if place == 1 else 0)


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
