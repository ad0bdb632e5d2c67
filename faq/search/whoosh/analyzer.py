"""The words of a text in the form that Whoosh and Haystack ask for."""

from collections.abc import Iterator

from whoosh.analysis import Analyzer, Token

from faq.search.query.analysis import fold_words


class WordAnalyzer(Analyzer):
    """fold_words() as a Whoosh analyzer, for searches through Haystack.

    It must pickle, because Whoosh stores the schema with the index.
    """

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        mode: str = "",
        tokenize: bool = True,
        start_pos: int = 0,
        **options: object,
    ) -> Iterator[Token]:
        token = Token(positions=positions, chars=chars, mode=mode)
        # Haystack's parser passes patterns, such as its * for everything, that must stay whole.
        words = fold_words(value) if tokenize else [value]
        for place, word in enumerate(words, start=start_pos):
            token.text = token.original = word
            token.stopped = False
            token.boost = 1.0
            token.pos = place
            yield token

    def __hash__(self) -> int:
        return hash(type(self))
