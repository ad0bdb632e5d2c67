"""Words to stems: the one way from text to what is stored in the index and looked up in it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import Composable, Token, Tokenizer
from whoosh.lang.porter2 import stem as porter2

from faq.text.words import folded_words

# Of longer words only the beginning counts, in what is indexed as in what is searched.
MAX_WORD_CHARACTERS = 64
# White space, which no word goes across.
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


class _WordTokenizer(Tokenizer):
    """fold_words as a Whoosh tokenizer, for those who search through Haystack."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        token = Token(
            positions=options.get("positions", False),
            chars=options.get("chars", False),
            mode=options.get("mode", ""),
        )
        # Haystack's parser hands over patterns, such as its * for everything, to be left as they are.
        words = fold_words(value) if options.get("tokenize", True) else [value]
        for place, word in enumerate(words, start=options.get("start_pos", 0)):
            token.text = token.original = word
            token.stopped = False
            token.boost = 1.0
            token.pos = place
            yield token


class WordAnalyzer(Composable):
    """_WordTokenizer, in the form fields ask for. Must pickle: Whoosh keeps the schema with the index."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        return _WordTokenizer()(value, **options)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def clean(self) -> None:
        """Nothing is cached here; Whoosh calls this after indexing."""
