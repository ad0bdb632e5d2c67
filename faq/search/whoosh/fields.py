"""Kinds of index fields that Whoosh lacks: folded words without positions, numbers and sequences as arrays."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, KEYWORD, TEXT
from whoosh.formats import Existence

from faq.search.arrays import Ints, Numbers
from faq.search.query.analysis import fold_words
from faq.search.whoosh.analyzer import WordAnalyzer


class Words(TEXT):
    """The folded words of a text, each with how often it occurs.

    Counted here rather than through Whoosh's token objects, which took four times as long.
    """

    def __init__(self, *, stored: bool = False) -> None:
        super().__init__(analyzer=WordAnalyzer(), phrase=False, stored=stored)
        # Its counts are kept as weights; a format that keeps them too would keep them twice.
        self.format = Existence()

    def index(
        self, value: str | Sequence[str], **options: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The words of a text, or folded words, as Whoosh takes them: word, count, weight, no value."""
        words = fold_words(value) if isinstance(value, str) else value
        for word, count in Counter(words).items():
            yield word.encode(), count, float(count), b""


class Labels(KEYWORD):
    """Labels separated by commas."""

    def __init__(self) -> None:
        super().__init__(commas=True, stored=True)
        self.format = Existence()


class _NumberColumn(NumericColumn):
    """Whoosh's column of numbers, read whole."""

    class Reader(NumericColumn.Reader):
        def array(self) -> Ints:
            raw = self._dbfile.get(self._basepos, self._fixedlen * self._count)
            # Trailing documents with the default value are not stored.
            values = np.full(self._doccount, self._default, dtype=np.int64)
            values[: self._count] = np.frombuffer(raw, dtype=f">u{self._fixedlen}")
            return values


class _SequenceColumn(VarBytesColumn):
    """Whoosh's column of bytes, with numbers of four bytes in it, read whole."""

    class Reader(VarBytesColumn.Reader):
        def arrays(self) -> tuple[Numbers, Ints]:
            """All numbers, document after document, and where each document begins, and the last ends."""
            ends = np.cumsum(self._lengths, dtype=np.int64)
            starts = np.concatenate([np.zeros(1, np.int64), ends])
            return np.frombuffer(self._dbfile.get(self._basepos, starts[-1]), "<u4"), starts // 4


NUMBERS = _NumberColumn("I")
SEQUENCES = _SequenceColumn()


def number() -> COLUMN:
    """A field of one unsigned number for each document, not searched."""
    return COLUMN(NUMBERS)


def sequence() -> COLUMN:
    """A field of some bytes for each document, not searched."""
    return COLUMN(SEQUENCES)
