"""Expands typed words: corrects misspellings and splits two words that were written together."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from faq.search.arrays import Mask
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.spelling import Candidate, candidates
from faq.search.query.synonyms import SynonymTable
from faq.search.ranking.weights import POLITE_WORDS
from faq.search.types import ParsedQuery
from faq.text.english import FUNCTION_WORDS

# Common English words: they are spelled right whether or not a question has them.
COMMON_WORDS = Path(__file__).with_name("common_words.txt")

# From this belief on the reader is told how a word was corrected.
REPORTED = 0.4
# From this belief on nobody checks whether the word is two words written together.
_SURE = 0.6
# The belief in a correction is multiplied by this if the word is spelled right already.
_RIGHT = 0.3
# Each half of a split word has at least this many letters, except a function word at the end: log in.
_LETTERS = 3


class Expansion(NamedTuple):
    """A typed word and the words that are searched for in its place.

    Attributes:
        word: folded, as typed.
        options: corrections that are searched for beside the word itself, best first. Each counts by
            the square root of its belief in candidates(), which favours recall.
        stem: of the word that is most likely meant.
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
    index: Snapshot, query: ParsedQuery, visible: Mask, synonyms: SynonymTable
) -> tuple[list[Expansion], dict[str, str]]:
    """Expand the words of a query.

    Args:
        index: corrections are words of this index.
        query: any.
        visible: documents that may be found, a mask of shape (documents,).
        synonyms: words that have synonyms are spelled right, even if no document has them.

    Returns:
        the expansions, in order; and typed word → its correction, to be shown to the reader.
    """
    expansions: list[Expansion] = []
    corrected: dict[str, str] = {}
    for place, word in enumerate(query.words):
        own = stem(word)
        if not query.spelling or word in query.quoted or (own,) in synonyms:
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
            corrected[word] = " ".join(halves)
            expansions += (Expansion(half, (), stem(half)) for half in halves)
        else:
            if belief >= REPORTED:
                corrected[word] = found[0].word
            expansions.append(Expansion(word, options, stem(found[0].word) if found else own))
    return expansions, corrected


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
