"""One of Whoosh's segments, decoded once into arrays. Segments never change, so neither does this."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.reading import SegmentReader

from faq.search import postings
from faq.search.analysis import stem
from faq.search.document import ORDER, PK, SENTENCES, length_of, stem_number
from faq.search.fields import NUMBERS, SEQUENCES
from faq.search.ranking import FIELDS

Ints = npt.NDArray[np.int64]
Docs = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

LABELS = ("topic", "audiences")
_FIELD_NUMBERS = {name: number for number, name in enumerate(FIELDS)}
_ASKED = [_FIELD_NUMBERS["title"], _FIELD_NUMBERS["topic_title"]]
_PROPOSED = [_FIELD_NUMBERS["title"], _FIELD_NUMBERS["phrasings"]]
# Counts are kept in one byte; nothing is said by a word that occurs more often.
_MAX_COUNT = 255


class Segment:
    """Documents are numbered from 0, words in alphabetical order from 0.

    Attributes:
        count: documents, deleted ones included.
        pks: primary keys, shape (count,).
        lengths: words in each field, shape (count, fields).
        words: the vocabulary, sorted.
        labels: field → label → the documents that carry it, ascending.
    """

    def __init__(self, reader: SegmentReader) -> None:
        """Decode everything; the reader can be closed afterwards."""
        columns = reader._perdoc
        self.count: int = reader.doc_count_all()
        self.pks: Ints = columns.column_reader(PK, NUMBERS).array()
        lengths = [columns.column_reader(length_of(name), NUMBERS).array() for name in FIELDS]
        self.lengths: Floats = np.stack(lengths, axis=1).astype(np.float32)
        self._order = _Rows(columns.column_reader(ORDER, SEQUENCES))
        self._sentences = _Rows(columns.column_reader(SENTENCES, SEQUENCES))
        self._decode(reader)

    def _decode(self, reader: SegmentReader) -> None:
        # The sizes first: lists that grow in memory leave it full of holes.
        sizes = postings.sizes(reader, FIELDS)
        by_word = sorted(sizes, key=itemgetter(1))
        ends = list(accumulate(sizes[key] for key in by_word))
        last = {term: end for (_, term), end in zip(by_word, ends, strict=True)}
        self.words = [term.decode() for term in last]
        self._starts = np.array([0, *last.values()], dtype=np.int64)
        self._docs = np.empty(self._starts[-1], dtype=np.int32)
        self._counts = np.empty(self._starts[-1], dtype=np.uint8)
        self._fields = np.empty(self._starts[-1], dtype=np.uint8)
        places = {key: slice(end - sizes[key], end) for key, end in zip(by_word, ends, strict=True)}
        for name, term, (docs, counts) in postings.read(reader, FIELDS):
            place = places[name, term]
            self._docs[place] = docs
            self._counts[place] = np.minimum(counts, _MAX_COUNT)
            self._fields[place] = _FIELD_NUMBERS[name]
        self.labels: dict[str, dict[str, Docs]] = {name: {} for name in LABELS}
        for name, term, (docs, _) in postings.read(reader, LABELS):
            self.labels[name][term.decode()] = np.array(docs, dtype=np.int32)

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """For each stem, its words."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(stem(word), []).append(number)
        return found

    @cached_property
    def by_gram(self) -> dict[str, list[int]]:
        """For each part of three letters, the words that have it."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            for gram in grams(word):
                found.setdefault(gram, []).append(number)
        return found

    def postings(self, words: Iterable[int]) -> tuple[Docs, Bytes, Bytes]:
        """Where words stand: documents, fields and counts, each of shape (occurrences,), word by word."""
        spans = [slice(self._starts[number], self._starts[number + 1]) for number in words]
        if len(spans) == 1:
            (span,) = spans
            return self._docs[span], self._fields[span], self._counts[span]
        if not spans:
            return self._docs[:0], self._fields[:0], self._counts[:0]
        return (
            np.concatenate([self._docs[span] for span in spans]),
            np.concatenate([self._fields[span] for span in spans]),
            np.concatenate([self._counts[span] for span in spans]),
        )

    def frequency(self, word: int) -> int:
        """How many fields of documents have a word."""
        return int(self._starts[word + 1] - self._starts[word])

    def asked(self, word: int) -> bool:
        """Whether any title or topic has a word."""
        span = slice(self._starts[word], self._starts[word + 1])
        return bool(np.isin(self._fields[span], _ASKED).any())

    def proposing(self, words: Iterable[int]) -> Docs:
        """The documents that have any of some words in their title or phrasings; some twice."""
        if isinstance(words, range):
            span = slice(self._starts[words.start], self._starts[words.stop])
            docs, fields = self._docs[span], self._fields[span]
        else:
            docs, fields, _ = self.postings(words)
        return docs[np.isin(fields, _PROPOSED)]

    def beginning_with(self, letters: str) -> range:
        """The words that begin so."""
        # No word has a character after the last there is.
        first, after = (bisect_left(self.words, each) for each in (letters, letters + "\U0010ffff"))
        return range(first, after)

    def orders(self, docs: Docs) -> tuple[npt.NDArray[np.uint32], Ints]:
        """The numbers of the stems of some documents in order, field after field.

        Returns:
            all sequences one after the other, and the length of each, shape (documents,).
        """
        return self._order.of(docs)

    def sentences(self, docs: Docs) -> npt.NDArray[np.uint32]:
        """How many words each sentence of some documents has, in the order of orders()."""
        return self._sentences.of(docs)[0]

    @cached_property
    def frequencies(self) -> tuple[npt.NDArray[np.uint32], Ints]:
        """The numbers of the stems, ascending, and how many fields of documents have each."""
        numbers = np.array([stem_number(stem(word)) for word in self.words], dtype=np.uint32)
        found, inverse = np.unique(numbers, return_inverse=True)
        counts = np.bincount(inverse, weights=np.diff(self._starts), minlength=len(found))
        return found, counts.astype(np.int64)


class _Rows:
    """Numbers of four bytes, a row of them for each document."""

    def __init__(self, column: Any) -> None:
        self._numbers, self._starts = column.arrays()

    def of(self, docs: Docs) -> tuple[npt.NDArray[np.uint32], Ints]:
        """The rows of some documents one after the other, and the length of each."""
        starts, ends = self._starts[docs], self._starts[docs + 1]
        spans = map(slice, starts.tolist(), ends.tolist())
        rows = [self._numbers[span] for span in spans]
        return np.concatenate([self._numbers[:0], *rows]), ends - starts


def grams(word: str) -> set[str]:
    """The parts of three letters of a word, with its beginning and end marked."""
    framed = f"<{word}>"
    return {framed[start : start + 3] for start in range(len(framed) - 2)}
