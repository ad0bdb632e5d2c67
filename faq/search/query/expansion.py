"""Expands typed words: corrects misspellings and splits two words that were written together."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from faq.search.arrays import Mask
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.completion import completions
from faq.search.query.spelling import Candidate, candidates
from faq.search.query.synonyms import SynonymTable
from faq.search.ranking.weights import DIGITS_SHARE, PART_SHARE, POLITE_WORDS, WHOLE_SHARE
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
        share: the factor for its weight; less than 1 for a compound and its parts, which are one word.
        compound: the number of the written word that it belongs to.
    """

    word: str
    options: tuple[Candidate, ...]
    stem: str
    share: float = 1.0
    compound: int = 0


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
    compounds = query.compounds()
    for number, compound in enumerate(compounds):
        whole, *parts = compound
        in_index = [index.has(stem(word), visible) for word in compound]
        is_known = bool(parts) and (in_index[0] or all(in_index[1:]))
        is_unfinished = query.is_unfinished and number == len(compounds) - 1
        if is_unfinished and (completed := _completed(index, compound, visible)):
            expansions += (each._replace(compound=number) for each in completed)
            break
        for word in compound:
            share = _share(whole, word) if parts and in_index[0] else 1.0
            own = stem(word)
            if is_known or not query.spelling or word in query.quoted or (own,) in synonyms:
                expansions.append(Expansion(word, (), own, share, number))
            else:
                found, meant = _corrections(index, word, visible, is_compound=bool(parts))
                expansions += (each._replace(share=share, compound=number) for each in found)
                if meant:
                    corrected[word] = meant
    return expansions, corrected


def _completed(index: Snapshot, compound: tuple[str, ...], visible: Mask) -> list[Expansion]:
    """Expand an unfinished compound: the whole of it, or else its last part."""
    for written, before in ((compound[0], ()), (compound[-1], compound[1:-1])):
        if found := completions(index, written, visible):
            likely, *others = found
            return [
                *(Expansion(word, (), stem(word)) for word in before),
                Expansion(likely.word, tuple(others), stem(likely.word)),
            ]
    return []


def _share(whole: str, word: str) -> float:
    """Return the share of a compound that the index contains, or of one of its parts."""
    if whole.isdigit():
        return 1.0 if word is whole else DIGITS_SHARE
    return WHOLE_SHARE if word is whole else PART_SHARE


def _corrections(
    index: Snapshot, word: str, visible: Mask, *, is_compound: bool
) -> tuple[list[Expansion], str | None]:
    """Expand a word, and return the correction to show to the reader, if any."""
    own = stem(word)
    found = candidates(index, word, visible)
    probability = found[0].probability if found else 0.0
    if own in common_stems():
        options = tuple(Candidate(each.word, each.probability * _KNOWN_WORD) for each in found)
        return [Expansion(word, options, own)], None
    if not is_compound and probability < _CERTAIN and (halves := _halves(index, word, visible)):
        return [Expansion(half, (), stem(half)) for half in halves], " ".join(halves)
    options = tuple(Candidate(each.word, each.probability**0.5) for each in found)
    meant = found[0].word if probability >= MIN_REPORTED else None
    return [Expansion(word, options, stem(found[0].word) if found else own)], meant


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
