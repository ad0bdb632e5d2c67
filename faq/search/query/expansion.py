"""What typed words are taken for: themselves, words they are misspelled from, two written together."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from faq.search.index.snapshot import Mask, Snapshot
from faq.search.query.analysis import stem
from faq.search.query.spelling import Candidate, candidates
from faq.search.query.synonyms import SynonymTable
from faq.search.ranking.weights import FUNCTION_WORDS, POLITE_WORDS
from faq.search.types import ParsedQuery

# Words in everybody's use, whose forms are right English whether or not a question has them.
COMMON_WORDS = Path(__file__).with_name("common_words.txt")

# From this belief on the reader is told what a word was taken for.
REPORTED = 0.4
# From this one on it is not looked whether the word is two written together.
_SURE = 0.6
# What is left of the belief in a candidate for a word that is right: it may still help a little.
_RIGHT = 0.3
# Two words written together have so many letters each, but for a small one at the end: log in.
_LETTERS = 3


class Expansion(NamedTuple):
    """What one word is taken for.

    Attributes:
        word: folded, as typed.
        options: the words of the index it may stand for beside itself, best first. They count by the
            root of what candidates() believes: it is better to look for too much than for too little.
        stem: of the one that is most likely meant.
    """

    word: str
    options: tuple[Candidate, ...]
    stem: str


@cache
def common_stems() -> frozenset[str]:
    """The stems of COMMON_WORDS and of the words that ranking knows."""
    words = COMMON_WORDS.read_text(encoding="utf-8").split()
    return frozenset(stem(word) for word in {*words, *FUNCTION_WORDS, *POLITE_WORDS})


def expand(
    index: Snapshot, query: ParsedQuery, visible: Mask, known: SynonymTable
) -> tuple[list[Expansion], dict[str, str]]:
    """What the words of a query are taken for.

    Args:
        index: its words are what can be meant.
        query: any.
        visible: documents that may be found, a mask of shape (documents,).
        known: the synonyms there are. Their words are words, even where no document has them.

    Returns:
        the expansions, in order; and for each word that was surely taken for others, those others.
    """
    expansions: list[Expansion] = []
    taken: dict[str, str] = {}
    for place, word in enumerate(query.words):
        own = stem(word)
        if not query.spelling or word in query.quoted or (own,) in known:
            expansions.append(Expansion(word, (), own))
            continue
        parts = _parts(query.words, place)
        if parts and all(index.has(stem(part), visible) for part in parts):
            expansions.append(Expansion(word, (), own))
            continue
        found = candidates(index, word, visible)
        belief = found[0].belief if found else 0.0
        options = tuple(Candidate(each.word, each.belief**0.5) for each in found)
        if own in common_stems():
            options = tuple(Candidate(each.word, each.belief * _RIGHT) for each in options)
            expansions.append(Expansion(word, options, own))
        elif not parts and belief < _SURE and (halves := _halves(index, word, visible)):
            taken[word] = " ".join(halves)
            expansions += (Expansion(half, (), stem(half)) for half in halves)
        else:
            if belief >= REPORTED:
                taken[word] = found[0].word
            expansions.append(Expansion(word, options, stem(found[0].word) if found else own))
    return expansions, taken


def _parts(words: Sequence[str], place: int) -> Sequence[str]:
    """The words after a compound that are its parts, as find_words() gives them; none of other words."""
    for end in range(place + 3, len(words) + 1):
        joined = "".join(words[place + 1 : end])
        if not words[place].startswith(joined):
            break
        if joined == words[place]:
            return words[place + 1 : end]
    return ()


def _halves(index: Snapshot, word: str, visible: Mask) -> tuple[str, str] | None:
    """The two words of the index that make this one, which it does not have; the rarer pair of several."""
    if not word.isalpha() or index.has(stem(word), visible):
        return None
    pairs = (
        (word[:place], word[place:])
        for place in range(_LETTERS, len(word) - 1)
        if len(word) - place >= _LETTERS or word[place:] in FUNCTION_WORDS
    )
    found = [pair for pair in pairs if all(index.has(stem(half), visible) for half in pair)]
    return max(found, key=lambda pair: min(index.idf_of(stem(half)) for half in pair), default=None)
