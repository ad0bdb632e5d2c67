"""Kinds of index fields that Whoosh lacks: folded words without positions, numbers and sequences as arrays."""

from collections import Counter
from collections.abc import Iterator
from struct import Struct
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, TEXT

from faq.search.analysis import WordAnalyzer, fold_words

_pack_count = Struct("!I").pack


class Words(TEXT):
    """The folded words of a text, each with how often it occurs.

    Counted here rather than through Whoosh's token objects, which took four times as long.
    """

    def __init__(self, *, stored: bool = False) -> None:
        super().__init__(analyzer=WordAnalyzer(), phrase=False, stored=stored)

    def index(self, value: str, **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, count in Counter(fold_words(value)).items():
            yield word.encode(), count, float(count), _pack_count(count)


class _NumberColumn(NumericColumn):
    """Whoosh's column of numbers, read whole."""

    class Reader(NumericColumn.Reader):
        def array(self) -> npt.NDArray[np.int64]:
            raw = self._dbfile.get(self._basepos, self._fixedlen * self._count)
            # Trailing documents with the default value are not stored.
            values = np.full(self._doccount, self._default, dtype=np.int64)
            values[: self._count] = np.frombuffer(raw, dtype=f">u{self._fixedlen}")
            return values


NUMBERS = _NumberColumn("I")
SEQUENCES = VarBytesColumn()


def number() -> COLUMN:
    """A field of one unsigned number for each document, not searched."""
    return COLUMN(NUMBERS)


def sequence() -> COLUMN:
    """A field of some bytes for each document, not searched."""
    return COLUMN(SEQUENCES)
