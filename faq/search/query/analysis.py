"""The analyzer: turns texts into folded words and stems, for the index and for queries alike."""

import re
from functools import lru_cache

from faq.search.whoosh.stemmer import porter2
from faq.text.words import folded_words

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


def fold_sentences(text: str) -> list[list[str]]:
    """Return the folded words of each sentence that has any. The end of a line ends a sentence too."""
    found = (fold_words(each) for each in _SENTENCE_END.split(text))
    return [words for words in found if words]
