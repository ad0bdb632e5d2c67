"""Finds questions that are similar because they share words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import nlargest
from math import log

from faq.search.query.analysis import fold_words, stem
from faq.search.query.synonyms import table
from faq.text.english import FUNCTION_WORDS, QUESTION_WORDS

# Two questions at least this similar may be the same.
MIN_SIMILARITY = 0.6
# The weight of a synonym beside the word itself.
_SYNONYM_WEIGHT = 0.8
# Of the titles that share words, this many are compared in full.
_MAX_COMPARED = 50

# Function words that change the meaning of a question.
_MEANINGFUL = frozenset("down no not off over under".split())
# Words that are in titles of all kinds.
_FILLERS = frozenset("get happen happens mine need one possible them use want way yours".split())
_STOP_STEMS = frozenset(map(stem, (FUNCTION_WORDS | QUESTION_WORDS | _FILLERS) - _MEANINGFUL))


def similarity(one: str, other: str) -> float:
    """Return how similar two questions are, from 0 to 1."""
    return TitleIndex([one]).similarity(other, 0)


class TitleIndex:
    """An index of titles by their stems."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = [_stems(text) for text in texts]
        self._with: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                self._with[word].append(place)

    def nearest(self, text: str, *, count: int) -> list[tuple[int, float]]:
        """Return the titles that are most similar to a text.

        Args:
            text: a question.
            count: the maximum number of titles.

        Returns:
            Indexes of titles with similarities of at least MIN_SIMILARITY, the most similar first.
        """
        words = _stems(text)
        shared: dict[int, float] = defaultdict(float)
        for word in {*words, *(other for each in words for other in _synonyms(each))}:
            weight = self._weight(word)
            for place in self._with.get(word, ()):
                shared[place] += weight
        candidates = nlargest(_MAX_COMPARED, shared, key=shared.__getitem__)
        rated = [(place, self._similarity(words, self._words[place])) for place in candidates]
        alike = [pair for pair in rated if pair[1] >= MIN_SIMILARITY]
        return sorted(alike, key=lambda pair: (-pair[1], pair[0]))[:count]

    def similarity(self, text: str, place: int) -> float:
        """Return how similar a text and the title at an index are, from 0 to 1."""
        return self._similarity(_stems(text), self._words[place])

    def _similarity(self, one: frozenset[str], other: frozenset[str]) -> float:
        total = sum(map(self._weight, one)) + sum(map(self._weight, other))
        return (self._matched(one, other) + self._matched(other, one)) / total if total else 0.0

    def _matched(self, one: Iterable[str], other: frozenset[str]) -> float:
        matched = 0.0
        for word in one:
            if word in other:
                matched += self._weight(word)
            elif _synonyms(word) & other:
                matched += self._weight(word) * _SYNONYM_WEIGHT
        return matched

    def _weight(self, word: str) -> float:
        """Return the weight of a stem, which falls with the number of titles that contain it."""
        return 1 + log((1 + len(self._words)) / (1 + len(self._with.get(word, ()))))


def _stems(text: str) -> frozenset[str]:
    found = frozenset(stem(word) for word in fold_words(text))
    return found - _STOP_STEMS or found


@lru_cache(maxsize=10_000)
def _synonyms(word: str) -> frozenset[str]:
    groups = table().get((word,), ())
    return frozenset(each[0] for group in groups for each in group if len(each) == 1)
