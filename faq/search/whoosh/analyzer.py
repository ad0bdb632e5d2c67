"""The words of a text in the form that Whoosh and Haystack ask for."""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Composable, Token, Tokenizer

from faq.search.query.analysis import fold_words


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
