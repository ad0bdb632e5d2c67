"""A segment of the index, decoded once into arrays. Segments never change, so neither does this."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from operator import itemgetter

import numpy as np

from faq.search.arrays import Docs, Floats, Ints, Numbers
from faq.search.index.document import stem_number
from faq.search.query.analysis import stem
from faq.search.ranking.weights import FIELDS
from faq.search.whoosh.reader import Reader
from faq.search.whoosh.schema import ORDER, PK, SENTENCES, length_of

LABELS = ("topic", "audiences")
_FIELD_NUMBERS = {name: number for number, name in enumerate(FIELDS)}
_ASKED = [_FIELD_NUMBERS["title"], _FIELD_NUMBERS["topic_title"]]
_PROPOSED = [_FIELD_NUMBERS["title"], _FIELD_NUMBERS["phrasings"]]
# Counts are kept in one byte; nothing is said by a word that occurs more often.
COUNT_BITS, MAX_COUNT = np.uint32(8), np.uint32(255)


class Segment:
    """Documents are numbered from 0, words in alphabetical order from 0.

    Attributes:
        count: documents, deleted ones included.
        pks: primary keys, shape (count,).
        lengths: words in each field, shape (count, fields).
        words: the vocabulary, sorted.
        labels: field → label → the documents that carry it, ascending.
    """

    def __init__(self, reader: Reader) -> None:
        """Decode everything; the reader can be closed afterwards."""
        self.count: int = reader.doc_count_all()
        self.pks: Ints = reader.numbers(PK)
        lengths = [reader.numbers(length_of(name)) for name in FIELDS]
        self.lengths: Floats = np.stack(lengths, axis=1).astype(np.float32)
        self._order = _Rows(*reader.sequences(ORDER))
        self._sentences = _Rows(*reader.sequences(SENTENCES))
        self._decode(reader)
        self._check()

    def _decode(self, reader: Reader) -> None:
        # The sizes first: lists that grow in memory leave it full of holes.
        sizes = reader.posting_sizes(FIELDS)
        by_word = sorted(sizes, key=itemgetter(1))
        ends = list(accumulate(sizes[key] for key in by_word))
        last = {term: end for (_, term), end in zip(by_word, ends, strict=True)}
        self.words = [term.decode() for term in last]
        self._starts = np.array([0, *last.values()], dtype=np.int64)
        self._packed = np.empty(self._starts[-1], dtype=np.uint32)
        places = {key: slice(end - sizes[key], end) for key, end in zip(by_word, ends, strict=True)}
        for name, term, (docs, counts) in reader.posting_lists(FIELDS):
            within = np.array(docs, dtype=np.uint32) * len(FIELDS) + _FIELD_NUMBERS[name]
            few = np.minimum(counts, MAX_COUNT).astype(np.uint32)
            self._packed[places[name, term]] = within << COUNT_BITS | few
        self.labels: dict[str, dict[str, Docs]] = {name: {} for name in LABELS}
        for name, term, (docs, _) in reader.posting_lists(LABELS):
            self.labels[name][term.decode()] = np.array(docs, dtype=np.int32)

    def _check(self) -> None:
        """Refuse what only a damaged file can hold, so that whoever scores can rely on the rest.

        Raises:
            ValueError: a word or a label is in a document that does not exist, or the lengths of
                fields, sentences and documents contradict each other.
        """
        labelled = [docs for labels in self.labels.values() for docs in labels.values()]
        docs = np.concatenate([self._packed // (len(FIELDS) << COUNT_BITS), *labelled])
        words = self._order.lengths
        if (
            docs.max(initial=-1) >= self.count
            or len(words) != self.count
            or (words < 0).any()
            or (words != self.lengths.sum(axis=1)).any()
            or (words != self._sentences.sums()).any()
        ):
            raise ValueError("The words of a segment contradict each other.")

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """For each stem, its words."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(stem(word), []).append(number)
        return found

    @cached_property
    def by_trigram(self) -> dict[str, list[int]]:
        """For each part of three letters, the words that have it."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            for trigram in trigrams(word):
                found.setdefault(trigram, []).append(number)
        return found

    def packed(self, words: Iterable[int]) -> Numbers:
        """Where words stand, word by word, shape (occurrences,).

        Returns:
            for each field of a document that has one of them (document · fields + field) · 256 + count;
            32 bits are enough for four million documents.
        """
        if isinstance(words, range):
            return self._packed[self._starts[words.start] : self._starts[words.stop]]
        spans = [self._packed[self._starts[word] : self._starts[word + 1]] for word in words]
        return spans[0] if len(spans) == 1 else np.concatenate([self._packed[:0], *spans])

    def postings(self, words: Iterable[int]) -> tuple[Docs, Numbers, Numbers]:
        """The same apart: documents, fields and counts, each of shape (occurrences,)."""
        packed = self.packed(words)
        places = packed >> COUNT_BITS
        docs = places // len(FIELDS)
        return docs.astype(np.int32), places - docs * len(FIELDS), packed & MAX_COUNT

    def frequency(self, word: int) -> int:
        """How many fields of documents have a word."""
        return int(self._starts[word + 1] - self._starts[word])

    def asked(self, word: int) -> bool:
        """Whether any title or topic has a word."""
        _, fields, _ = self.postings([word])
        return bool(np.isin(fields, _ASKED).any())

    def proposing(self, words: Iterable[int]) -> Docs:
        """The documents that have any of some words in their title or phrasings; some twice."""
        docs, fields, _ = self.postings(words)
        return docs[np.isin(fields, _PROPOSED)]

    def beginning_with(self, letters: str) -> range:
        """The words that begin so."""
        # No word has a character after the last there is.
        first, after = (bisect_left(self.words, each) for each in (letters, letters + "\U0010ffff"))
        return range(first, after)

    def orders(self, docs: Docs) -> tuple[Numbers, Ints]:
        """The numbers of the stems of some documents in order, field after field.

        Returns:
            all sequences one after the other, and the length of each, shape (documents,).
        """
        return self._order.of(docs)

    def sentences(self, docs: Docs) -> Numbers:
        """How many words each sentence of some documents has, in the order of orders()."""
        return self._sentences.of(docs)[0]

    @cached_property
    def frequencies(self) -> tuple[Numbers, Ints]:
        """The numbers of the stems, ascending, and how many fields of documents have each."""
        numbers = np.array([stem_number(stem(word)) for word in self.words], dtype=np.uint32)
        found, inverse = np.unique(numbers, return_inverse=True)
        counts = np.bincount(inverse, weights=np.diff(self._starts), minlength=len(found))
        return found, counts.astype(np.int64)


class _Rows:
    """Numbers of four bytes, a row of them for each document."""

    def __init__(self, numbers: Numbers, starts: Ints) -> None:
        self._numbers, self._starts = numbers, starts

    @property
    def lengths(self) -> Ints:
        """How many numbers each row has, shape (documents,)."""
        return np.diff(self._starts)

    def sums(self) -> Ints:
        """The sum of each row, shape (documents,)."""
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(self._numbers, dtype=np.int64)])
        return np.diff(sums[self._starts])

    def of(self, docs: Docs) -> tuple[Numbers, Ints]:
        """The rows of some documents one after the other, and the length of each."""
        starts, ends = self._starts[docs], self._starts[docs + 1]
        spans = map(slice, starts.tolist(), ends.tolist())
        rows = [self._numbers[span] for span in spans]
        return np.concatenate([self._numbers[:0], *rows]), ends - starts


def trigrams(word: str) -> set[str]:
    """The parts of three letters of a word, with its beginning and end marked."""
    framed = f"<{word}>"
    return {framed[start : start + 3] for start in range(len(framed) - 2)}
