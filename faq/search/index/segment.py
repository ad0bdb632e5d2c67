"""A segment of the index, decoded into arrays. Segments are immutable."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, pairwise
from operator import itemgetter

import numpy as np

from faq.search.arrays import Docs, Floats, Ints, Mask, Numbers
from faq.search.index.document import stem_number
from faq.search.query.analysis import stem
from faq.search.ranking.weights import FIELDS
from faq.search.whoosh.reader import Reader
from faq.search.whoosh.schema import ORDER, PK, SENTENCES, length_of

LABELS = ("topic", "audiences")
_FIELD_NUMBERS = {name: number for number, name in enumerate(FIELDS)}
_TITLES = [_FIELD_NUMBERS["title"], _FIELD_NUMBERS["topic_title"]]
_TITLE_OR_PHRASINGS = [_FIELD_NUMBERS["title"], _FIELD_NUMBERS["phrasings"]]
# A title or phrasing counts as much as this many other fields where words are completed.
_TITLE_COUNT = 20
# A count takes one byte; higher counts add next to nothing to a score.
COUNT_BITS, MAX_COUNT = np.uint32(8), np.uint32(255)


class Segment:
    """The decoded segment. Documents and the sorted words are numbered from 0.

    Attributes:
        count: the number of documents, deleted ones included.
        pks: primary keys, shape (count,).
        lengths: words in each field, shape (count, fields).
        words: the vocabulary, sorted.
        labels: field → label → its documents, ascending.
    """

    def __init__(self, reader: Reader) -> None:
        """Decode the whole segment. The reader can be closed afterwards."""
        self.count: int = reader.doc_count_all()
        self.pks: Ints = reader.numbers(PK)
        lengths = [reader.numbers(length_of(name)) for name in FIELDS]
        self.lengths: Floats = np.stack(lengths, axis=1).astype(np.float32)
        self._order = _Sequences(*reader.sequences(ORDER))
        self._sentences = _Sequences(*reader.sequences(SENTENCES))
        self._decode(reader)
        self._check()

    def _decode(self, reader: Reader) -> None:
        # The sizes are read first, because growing lists would fragment the memory.
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
        # By document, whatever the field, so that one can be found by halving.
        for start, end in pairwise(self._starts.tolist()):
            self._packed[start:end].sort()
        self.labels: dict[str, dict[str, Docs]] = {name: {} for name in LABELS}
        for name, term, (docs, _) in reader.posting_lists(LABELS):
            self.labels[name][term.decode()] = np.array(docs, dtype=np.int32)

    def _check(self) -> None:
        """Check what only a damaged file violates, so that scoring can rely on it.

        Raises:
            ValueError: a word or a label is in a document that does not exist, or the lengths of
                fields, sentences and documents differ.
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
        """The numbers of the words of each stem."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(stem(word), []).append(number)
        return found

    @cached_property
    def by_trigram(self) -> dict[str, list[int]]:
        """The numbers of the words with each trigram."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            for trigram in trigrams(word):
                found.setdefault(trigram, []).append(number)
        return found

    def packed(self, words: Iterable[int]) -> Numbers:
        """Return the packed postings of some words.

        Returns:
            (document · fields + field) · 256 + count for each field with a word, shape (postings,). The
            32 bits are enough for four million documents.
        """
        if isinstance(words, range):
            return self._packed[self._starts[words.start] : self._starts[words.stop]]
        spans = [self._packed[self._starts[word] : self._starts[word + 1]] for word in words]
        return spans[0] if len(spans) == 1 else np.concatenate([self._packed[:0], *spans])

    def postings(self, words: Iterable[int]) -> tuple[Docs, Numbers, Numbers]:
        """Return the postings of some words: documents, fields and counts, each of shape (postings,)."""
        packed = self.packed(words)
        places = packed >> COUNT_BITS
        docs = places // len(FIELDS)
        return docs.astype(np.int32), places - docs * len(FIELDS), packed & MAX_COUNT

    def contains(self, word: int, docs: Docs) -> Mask:
        """Return which of some documents contain a word, shape (n,), without reading all its postings."""
        packed = self._packed[self._starts[word] : self._starts[word + 1]]
        # In the type of the postings, or numpy would convert all of them.
        starts = docs.astype(np.uint32) * np.uint32(len(FIELDS) << int(COUNT_BITS))
        ends = starts + np.uint32(len(FIELDS) << int(COUNT_BITS))
        found: Mask = np.searchsorted(packed, starts) < np.searchsorted(packed, ends)
        return found

    @cached_property
    def word_frequencies(self) -> Ints:
        """The number of fields, over all documents, that contain each word, shape (words,)."""
        return np.diff(self._starts)

    def is_in_title(self, word: int) -> bool:
        """Whether the title of any question or topic contains a word."""
        _, fields, _ = self.postings([word])
        return bool(np.isin(fields, _TITLES).any())

    def docs_with_title_word(self, words: Iterable[int]) -> Docs:
        """Return the documents with any of the words in title or phrasings, with duplicates."""
        docs, fields, _ = self.postings(words)
        return docs[np.isin(fields, _TITLE_OR_PHRASINGS)]

    def words_with_prefix(self, letters: str) -> range:
        """Return the numbers of the words that begin with these letters."""
        # Every word with the prefix sorts before the prefix and the highest code point.
        first, after = (bisect_left(self.words, each) for each in (letters, letters + "\U0010ffff"))
        return range(first, after)

    def stem_sequences(self, docs: Docs) -> tuple[Numbers, Ints]:
        """Return the stem numbers of some documents in text order, field after field, marked with PART.

        Returns:
            the concatenated sequences, shape (words,), and the length of each, shape (documents,).
        """
        return self._order.of(docs)

    def sentence_lengths(self, docs: Docs) -> Numbers:
        """Return the length in words of each sentence of some documents, in the order of stem_sequences()."""
        return self._sentences.of(docs)[0]

    @cached_property
    def stem_numbers(self) -> Numbers:
        """The stem number of each word, shape (words,)."""
        return np.array([stem_number(stem(word)) for word in self.words], dtype=np.uint32)

    @cached_property
    def word_weights(self) -> Ints:
        """How often each word occurs: the number of fields that contain it, titles and phrasings counted more."""
        fields = (self._packed >> COUNT_BITS) % np.uint32(len(FIELDS))
        worth = np.where(np.isin(fields, _TITLE_OR_PHRASINGS), _TITLE_COUNT, 1)
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(worth, dtype=np.int64)])
        return np.diff(sums[self._starts])

    @cached_property
    def frequencies(self) -> tuple[Numbers, Ints]:
        """The stem numbers, ascending, and the number of fields, over all documents, with each."""
        found, inverse = np.unique(self.stem_numbers, return_inverse=True)
        counts = np.bincount(inverse, weights=self.word_frequencies, minlength=len(found))
        return found, counts.astype(np.int64)


class _Sequences:
    """Sequences of numbers of 32 bits, one for each document."""

    def __init__(self, numbers: Numbers, starts: Ints) -> None:
        self._numbers, self._starts = numbers, starts

    @property
    def lengths(self) -> Ints:
        """The length of each sequence, shape (documents,)."""
        return np.diff(self._starts)

    def sums(self) -> Ints:
        """Return the sum of each sequence, shape (documents,)."""
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(self._numbers, dtype=np.int64)])
        return np.diff(sums[self._starts])

    def of(self, docs: Docs) -> tuple[Numbers, Ints]:
        """Return the concatenated sequences of some documents, and the length of each."""
        starts, ends = self._starts[docs], self._starts[docs + 1]
        spans = map(slice, starts.tolist(), ends.tolist())
        parts = [self._numbers[span] for span in spans]
        return np.concatenate([self._numbers[:0], *parts]), ends - starts


def trigrams(word: str) -> set[str]:
    """Return the trigrams of a word, framed in < and >."""
    framed = f"<{word}>"
    return {framed[start : start + 3] for start in range(len(framed) - 2)}
