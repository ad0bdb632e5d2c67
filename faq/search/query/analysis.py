"""Words to stems: the one way from text to what is stored in the index and looked up in it."""

import re
from functools import lru_cache

from faq.search.whoosh.stemmer import porter2
from faq.text.words import folded_words

# Of longer words only the beginning counts, in what is indexed as in what is searched.
MAX_WORD_CHARACTERS = 64
# White space, which no word goes across. With the sentences of faq.text.sentences, which spare abbreviations
# and small letters, recall@5 of hint3-curekart falls from .710 to .708.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")


def stem(word: str) -> str:
    """The English stem of a folded word; words with digits or signs stay as they are."""
    return _stem(word[:MAX_WORD_CHARACTERS])


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return porter2(word) if word.isascii() and word.isalpha() else word


def fold_words(text: str) -> list[str]:
    """The folded words of a text, as they are indexed: not stemmed, so that they can be proposed as spellings."""
    return [word[:MAX_WORD_CHARACTERS] for word in folded_words(text)]


def fold_sentences(text: str) -> list[list[str]]:
    """The same words by sentence. A line ends a sentence too; none is without words."""
    found = (fold_words(each) for each in _SENTENCE_END.split(text))
    return [words for words in found if words]
