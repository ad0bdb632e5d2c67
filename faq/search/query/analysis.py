"""The analyzer: turns texts into folded words and stems, for the index and for queries alike."""

import re
from functools import lru_cache

from faq.search.whoosh.stemmer import porter2
from faq.text.words import folded_words, marked_words

# Longer words are truncated, in the index and in queries.
MAX_WORD_CHARACTERS = 64
# Matches white space only, so that it never splits a word. With the sentences of faq.text.sentences,
# which do not end at abbreviations or before small letters, recall@5 of hint3-curekart falls from .710 to .708.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")


def stem(word: str) -> str:
    """Return the English stem of a folded word. A word with digits or signs is its own stem."""
    return _stem(word[:MAX_WORD_CHARACTERS])


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return porter2(word) if word.isascii() and word.isalpha() else word


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text as they are indexed: not stemmed, so that spelling can use them."""
    return [word[:MAX_WORD_CHARACTERS] for word in folded_words(text)]


def mark_words(text: str) -> list[tuple[str, bool]]:
    """Return the words of fold_words(), each with whether it is a part of the compound before it."""
    return [(word[:MAX_WORD_CHARACTERS], is_part) for word, is_part in marked_words(text)]


def fold_compounds(text: str) -> list[tuple[str, ...]]:
    """Return the words of fold_words() in groups: a word alone, or a compound with its parts after it."""
    found: list[tuple[str, ...]] = []
    for word, is_part in mark_words(text):
        if is_part and found:
            found[-1] += (word,)
        else:
            found.append((word,))
    return found


def split_sentences(text: str) -> list[str]:
    """Split a text into sentences. The end of a line ends a sentence too."""
    return _SENTENCE_END.split(text)


def fold_sentences(text: str) -> list[list[str]]:
    """Return the folded words of each sentence that has any."""
    found = (fold_words(each) for each in split_sentences(text))
    return [words for words in found if words]
