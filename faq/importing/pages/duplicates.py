"""Questions that ask nearly the same, by the words they have in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import nlargest
from math import log

from faq.search.query.analysis import fold_words, stem
from faq.search.query.synonyms import table
from faq.text.english import FUNCTION_WORDS, QUESTION_WORDS

# From here on two questions are worth a look.
MIN_SIMILARITY = 0.6
_SYNONYM = 0.8
# How many that share words are compared in full.
_LOOKED_AT = 50

# Of the words that hold questions together, these change what is asked.
_MEANINGFUL = frozenset("down no not off over under".split())
# Others that are in titles of all kinds.
_FILLERS = frozenset("get happen happens mine need one possible them use want way yours".split())
_STOP_STEMS = frozenset(map(stem, (FUNCTION_WORDS | QUESTION_WORDS | _FILLERS) - _MEANINGFUL))


def similarity(one: str, other: str) -> float:
    """How much two questions have in common, from 0 to 1."""
    return TitleIndex([one]).similarity(other, 0)


class TitleIndex:
    """Titles to look for near duplicates among."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = [_stems(text) for text in texts]
        self._with: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                self._with[word].append(place)

    def nearest(self, text: str, *, count: int) -> list[tuple[int, float]]:
        """The titles most like a text.

        Args:
            text: a question.
            count: how many at most.

        Returns:
            places of titles and their similarity, at least MIN_SIMILARITY, the most alike first.
        """
        words = _stems(text)
        shared: dict[int, float] = defaultdict(float)
        for word in {*words, *(other for each in words for other in _others(each))}:
            weight = self._weight(word)
            for place in self._with.get(word, ()):
                shared[place] += weight
        candidates = nlargest(_LOOKED_AT, shared, key=shared.__getitem__)
        rated = [(place, self._alike(words, self._words[place])) for place in candidates]
        alike = [pair for pair in rated if pair[1] >= MIN_SIMILARITY]
        return sorted(alike, key=lambda pair: (-pair[1], pair[0]))[:count]

    def similarity(self, text: str, place: int) -> float:
        """How much a text has in common with the title at a place, from 0 to 1."""
        return self._alike(_stems(text), self._words[place])

    def _alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        total = sum(map(self._weight, one)) + sum(map(self._weight, other))
        return (self._matched(one, other) + self._matched(other, one)) / total if total else 0.0

    def _matched(self, one: Iterable[str], other: frozenset[str]) -> float:
        matched = 0.0
        for word in one:
            if word in other:
                matched += self._weight(word)
            elif _others(word) & other:
                matched += self._weight(word) * _SYNONYM
        return matched

    def _weight(self, word: str) -> float:
        """A word that is in every title tells little."""
        return 1 + log((1 + len(self._words)) / (1 + len(self._with.get(word, ()))))


def _stems(text: str) -> frozenset[str]:
    found = frozenset(stem(word) for word in fold_words(text))
    return found - _STOP_STEMS or found


@lru_cache(maxsize=10_000)
def _others(word: str) -> frozenset[str]:
    groups = table().get((word,), ())
    return frozenset(each[0] for group in groups for each in group if len(each) == 1)
