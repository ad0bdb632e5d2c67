"""Words to stems: the one way from text to what is stored in the index and looked up in it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import Composable, Token, Tokenizer
from whoosh.lang.porter2 import stem as porter2

from faq.text.words import Word, find_words

# Of longer words only the beginning counts, in what is indexed as in what is searched.
MAX_WORD_CHARACTERS = 64


def stem(word: str) -> str:
    """The English stem of a folded word; words with digits or signs stay as they are."""
    return _stem(word[:MAX_WORD_CHARACTERS])


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return porter2(word) if word.isascii() and word.isalpha() else word


class StemTokenizer(Tokenizer):
    """find_words and stem as a Whoosh tokenizer."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        token = Token(
            positions=options.get("positions", False),
            chars=options.get("chars", False),
            mode=options.get("mode", ""),
        )
        # Haystack's parser hands over patterns, such as its * for everything, to be left as they are.
        as_it_is = not options.get("tokenize", True)
        words = [Word(value, 0, len(value))] if as_it_is else find_words(value)
        for place, word in enumerate(words, start=options.get("start_pos", 0)):
            token.text = word.text if as_it_is else stem(word.text)
            token.original = word.text
            token.stopped = False
            token.boost = 1.0
            token.pos = place
            token.startchar, token.endchar = word.start, word.end
            yield token


class StemAnalyzer(Composable):
    """StemTokenizer, in the form fields ask for. Must pickle: Whoosh keeps the schema with the index."""

    def has_morph(self) -> bool:
        return True

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        return StemTokenizer()(value, **options)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def clean(self) -> None:
        """Nothing is cached here; Whoosh calls this after indexing."""
