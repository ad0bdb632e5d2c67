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

# Common English words count as spelled correctly even if no question contains them.
COMMON_WORDS = Path(__file__).with_name("common_words.txt")

# A correction of at least this probability is shown to the reader.
MIN_REPORTED = 0.4
# With a correction of at least this probability, a word is not split in two.
_CERTAIN = 0.6
# Factor for the probabilities of corrections if the word is a common word itself.
_KNOWN_WORD = 0.3
# The least letters in each half of a split word, except a function word at the end, as in log in.
_MIN_HALF = 3


class Expansion(NamedTuple):
    """A typed word and its corrections.

    Attributes:
        word: folded, as typed.
        options: corrections to search for beside the word itself, best first. Each has the square
            root of its probability in candidates(), which favours recall.
        stem: of the most likely correction, or of the word itself.
    """

    word: str
    options: tuple[Candidate, ...]
    stem: str


@cache
def common_stems() -> frozenset[str]:
    """Return the stems of COMMON_WORDS, function words and polite words."""
    words = COMMON_WORDS.read_text(encoding="utf-8").split()
    return frozenset(stem(word) for word in {*words, *FUNCTION_WORDS, *POLITE_WORDS})


def expand(
    index: Snapshot, query: ParsedQuery, visible: Mask, synonyms: SynonymTable
) -> tuple[list[Expansion], dict[str, str]]:
    """Expand the words of a query.

    Args:
        index: the snapshot whose words are possible corrections.
        query: the parsed query.
        visible: documents that readers may see, a mask of shape (documents,).
        synonyms: words with synonyms are not corrected, even if no document contains them.

    Returns:
        the expansions in order, and typed word → correction for those to show to the reader.
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
        probability = found[0].probability if found else 0.0
        options = tuple(Candidate(each.word, each.probability**0.5) for each in found)
        if own in common_stems():
            options = tuple(
                Candidate(each.word, each.probability * _KNOWN_WORD) for each in options
            )
            expansions.append(Expansion(word, options, own))
        elif not parts and probability < _CERTAIN and (halves := _halves(index, word, visible)):
            corrected[word] = " ".join(halves)
            expansions += (Expansion(half, (), stem(half)) for half in halves)
        else:
            if probability >= MIN_REPORTED:
                corrected[word] = found[0].word
            expansions.append(Expansion(word, options, stem(found[0].word) if found else own))
    return expansions, corrected


def _parts(words: Sequence[str], place: int) -> Sequence[str]:
    """Return the words after a compound that are its parts, as find_words() yields them, if it is one."""
    for end in range(place + 3, len(words) + 1):
        joined = "".join(words[place + 1 : end])
        if not words[place].startswith(joined):
            break
        if joined == words[place]:
            return words[place + 1 : end]
    return ()


def _halves(index: Snapshot, word: str, visible: Mask) -> tuple[str, str] | None:
    """Split a word that the index lacks into two that it has; of several pairs, return the rarest."""
    if not word.isalpha() or index.has(stem(word), visible):
        return None
    pairs = (
        (word[:place], word[place:])
        for place in range(_MIN_HALF, len(word) - 1)
        if len(word) - place >= _MIN_HALF or word[place:] in FUNCTION_WORDS
    )
    found = [pair for pair in pairs if all(index.has(stem(half), visible) for half in pair)]
    return max(found, key=lambda pair: min(index.idf_of(stem(half)) for half in pair), default=None)
