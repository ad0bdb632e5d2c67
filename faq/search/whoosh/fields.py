"""Field types that Whoosh lacks: folded words without positions, numbers and sequences read as arrays."""

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
    """The folded words of a text, each with its count.

    Whoosh's token objects take four times as long to count them.
    """

    def __init__(self, *, stored: bool = False) -> None:
        super().__init__(analyzer=WordAnalyzer(), phrase=False, stored=stored)
        # Whoosh stores the counts as weights; other formats would store them twice.
        self.format = Existence()

    def index(
        self, value: str | Sequence[str], **options: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield word, count, weight and an empty value for each word of a text, or of a list of folded words."""
        words = fold_words(value) if isinstance(value, str) else value
        for word, count in Counter(words).items():
            yield word.encode(), count, float(count), b""


class Labels(KEYWORD):
    """Labels separated by commas."""

    def __init__(self) -> None:
        super().__init__(commas=True, stored=True)
        self.format = Existence()


class _NumberColumn(NumericColumn):
    """Whoosh's column of numbers, read as one array."""

    class Reader(NumericColumn.Reader):
        def array(self) -> Ints:
            raw = self._dbfile.get(self._basepos, self._fixedlen * self._count)
            # Whoosh does not store the default value of trailing documents.
            values = np.full(self._doccount, self._default, dtype=np.int64)
            values[: self._count] = np.frombuffer(raw, dtype=f">u{self._fixedlen}")
            return values


class _SequenceColumn(VarBytesColumn):
    """Whoosh's column of bytes, read as one array of numbers of 32 bits."""

    class Reader(VarBytesColumn.Reader):
        def arrays(self) -> tuple[Numbers, Ints]:
            """Return the numbers of all documents, and the start of each document, followed by the end."""
            ends = np.cumsum(self._lengths, dtype=np.int64)
            starts = np.concatenate([np.zeros(1, np.int64), ends])
            return np.frombuffer(self._dbfile.get(self._basepos, starts[-1]), "<u4"), starts // 4


NUMBERS = _NumberColumn("I")
SEQUENCES = _SequenceColumn()


def number() -> COLUMN:
    """Return a field with one unsigned number for each document, which is not searched."""
    return COLUMN(NUMBERS)


def sequence() -> COLUMN:
    """Return a field with bytes for each document, which is not searched."""
    return COLUMN(SEQUENCES)
