"""A snapshot of the index in memory, ready for scoring. Processes share only the files."""

import threading
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache

from faq.search.arrays import Docs, Floats, Impacts, Ints, Mask, Numbers
from faq.search.index.facet import Facet
from faq.search.index.segment import COUNT_BITS, MAX_COUNT, Segment
from faq.search.ranking.weights import (
    FIELDS,
    TRIGRAM_MAX_SHARE,
    idf,
    idfs,
    length_norm,
    term_saturation,
)
from faq.search.whoosh.reader import Name

# The size of the cache of impacts, in bytes, beside the arrays of the segments.
CACHE_BYTES = 40 * 1024 * 1024
# A stem in at least one of so many documents has dense impacts too.
DENSE = 8
# About the bytes that an entry takes beside its arrays.
ENTRY_BYTES = 300

N = TypeVar("N", bound=np.generic)
A = TypeVar("A", bound=tuple[npt.NDArray[np.generic], ...])

_NO_NUMBERS: Numbers = np.zeros(0, np.uint32)
_NOTHING: Impacts = np.zeros(0, np.int32), np.zeros(0, np.float32)


class Snapshot:
    """The segments of one commit. Their documents are numbered from 0.

    Attributes:
        segments: by name, in order.
        bases: the number of the first document of each segment.
        size: the number of documents, deleted ones included.
        count: the number of documents, without deleted ones.
        alive: the mask of documents that are neither deleted nor replaced, shape (size,).
        pks: primary keys, shape (size,).
    """

    def __init__(self, segments: dict[Name, Segment], deleted: Sequence[Iterable[int]]) -> None:
        """Combine segments, given by name, and the numbers of the deleted documents in each."""
        self.segments = segments
        parts = list(self.segments.values())
        self.bases = [sum(part.count for part in parts[:number]) for number in range(len(parts))]
        self.size = sum(part.count for part in parts)
        self.alive: Mask = np.ones(self.size, dtype=np.bool_)
        for docs, base in zip(deleted, self.bases, strict=True):
            self.alive[[base + doc for doc in docs]] = False
        self.count = int(self.alive.sum())
        self.pks = np.concatenate([np.zeros(0, np.int64), *(part.pks for part in parts)])
        empty = np.zeros((0, len(FIELDS)), dtype=np.float32)
        self.lengths: Floats = np.concatenate([empty, *(part.lengths for part in parts)])
        self.lengths[~self.alive] = 0
        self.length_norm = length_norm(self.lengths)
        # Any: each key's arrays are those that its make() returned.
        self._cache: LRUCache[Hashable, Any] = LRUCache(CACHE_BYTES, getsizeof=_size)
        self._cache_lock = threading.Lock()
        self._facets: dict[str, Facet] = {}
        self._common: set[str] = set()

    def with_newer(self, newer: "Snapshot", without: Iterable[int] = ()) -> "Snapshot":
        """Return a snapshot in which documents of another one replace those with the same primary keys."""
        gone = np.isin(self.pks, [*newer.pks[newer.alive].tolist(), *without])
        deleted = self._by_segment(~self.alive | gone) + newer._by_segment(~newer.alive)
        return Snapshot({**self.segments, **newer.segments}, deleted)

    def _by_segment(self, mask: Mask) -> list[Ints]:
        """Return the documents of a mask for each segment, numbered within it."""
        spans = zip(self.segments.values(), self.bases, strict=True)
        return [np.flatnonzero(mask[base : base + part.count]) for part, base in spans]

    def has(self, stem: str, visible: Mask) -> bool:
        """Whether any visible document, given as a mask of shape (size,), has a word with this stem."""
        docs, _ = self.stem_impacts(stem)
        # Usually the first document is visible, which is faster to check.
        return bool(len(docs)) and bool(visible[docs[0]] or visible[docs].any())

    def stem_impacts(self, stem: str) -> Impacts:
        """Return what a stem adds to the score of each document that contains it.

        Returns:
            documents, ascending, and their impacts, both of shape (documents with the stem,).
        """
        return self.cached(("stem", stem), lambda: self._impacts(lambda s: s.by_stem.get(stem)))

    def form_idfs(self, word: str, docs: Docs) -> Floats:
        """Return about the idf of a word in this very form, 0 for documents without it, shape (n,)."""
        found = np.zeros(len(docs), dtype=np.bool_)
        count = 0
        for segment, base in zip(self.segments.values(), self.bases, strict=True):
            number = bisect_left(segment.words, word)
            if segment.words[number : number + 1] == [word]:
                mine = (docs >= base) & (docs < base + segment.count)
                found[mine] |= segment.contains(number, docs[mine] - np.int32(base))
                count += int(segment.word_frequencies[number])
        rarity = idf(min(count, self.count), self.count)
        return found.astype(np.float32) * np.float32(rarity)

    def dense_impacts(self, stem: str) -> Floats | None:
        """Return the impacts of a stem on all documents, 0 on those without it, shape (size,).

        Adding them is faster than adding up a long list. For stems with a short one it is None.
        """
        docs, impacts = self.stem_impacts(stem)
        if len(docs) * DENSE < self.size:
            return None

        def make() -> tuple[Floats]:
            dense = np.zeros(self.size, dtype=np.float32)
            dense[docs] = impacts
            return (dense,)

        return self.cached(("dense", stem), make)[0]

    def docs_with_title_prefix(self, prefix: str) -> Docs:
        """Return the documents whose title or phrasings have a word with this prefix, ascending."""

        def make() -> tuple[Docs]:
            found = [np.zeros(0, np.int32)]
            for segment, base in zip(self.segments.values(), self.bases, strict=True):
                words = segment.words_with_prefix(prefix)
                found.append(segment.docs_with_title_word(words) + np.int32(base))
            return (np.unique(np.concatenate(found)),)

        return self.cached(("beginning", prefix), make)[0]

    def trigram_impacts(self, trigram: str) -> Impacts:
        """Return what a trigram adds to the score of each document; nothing if most contain it."""
        if trigram in self._common:
            return _NOTHING
        found = self.cached(
            ("trigram", trigram),
            lambda: self._impacts(
                lambda s: s.by_trigram.get(trigram), max_documents=TRIGRAM_MAX_SHARE * self.count
            ),
        )
        # Common trigrams take the most work, so they are remembered for good.
        if not len(found[0]) and any(trigram in each.by_trigram for each in self.segments.values()):
            self._common.add(trigram)
        return found

    def cached(self, key: Hashable, make: Callable[[], A]) -> A:
        """Return cached arrays of this snapshot, or make them. Two threads may make the same."""
        with self._cache_lock:
            try:
                arrays: A = self._cache[key]
                return arrays
            except KeyError:
                pass
        arrays = make()
        # The cache refuses arrays that are larger than itself; they are made each time.
        with self._cache_lock, suppress(ValueError):
            self._cache[key] = arrays
        return arrays

    def idf_of(self, stem: str) -> float:
        return idf(len(self.stem_impacts(stem)[0]), self.count)

    def facet(self, field: str) -> Facet:
        """Return the facet of a field of LABELS."""
        if field not in self._facets:
            by_label: dict[str, list[Docs]] = {}
            for segment, base in zip(self.segments.values(), self.bases, strict=True):
                for label, docs in segment.labels[field].items():
                    by_label.setdefault(label, []).append(docs + np.int32(base))
            joined = {label: np.concatenate(docs) for label, docs in by_label.items()}
            self._facets[field] = Facet(joined, self.size)
        return self._facets[field]

    def stem_sequences(self, docs: Docs) -> tuple[Numbers, Numbers, Ints, Ints]:
        """Return the words of some documents in text order, field after field.

        Returns:
            the stem number of each word, marked with PART, shape (words,); the length of each sentence
            in words; the order in which the documents follow each other, as indices in `docs`; the length of each.
        """
        segment_of = np.searchsorted(self.bases, docs, side="right") - 1
        numbers, sentences, lengths = [_NO_NUMBERS], [_NO_NUMBERS], [np.zeros(0, np.int64)]
        for number, segment in enumerate(self.segments.values()):
            chosen = docs[segment_of == number] - self.bases[number]
            words, each = segment.stem_sequences(chosen)
            numbers.append(words)
            lengths.append(each)
            sentences.append(segment.sentence_lengths(chosen))
        order = np.argsort(segment_of, kind="stable")
        return np.concatenate(numbers), np.concatenate(sentences), order, np.concatenate(lengths)

    def stem_positions(self, docs: Docs) -> tuple[Numbers, Ints, Ints]:
        """Return the words of some documents with their positions.

        Returns:
            the stem number of each word, marked with PART, the index in `docs` of its document, and
            its position in that document, all of shape (words,).
        """
        numbers, _, order, lengths = self.stem_sequences(docs)
        starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
        return numbers, np.repeat(order, lengths), np.arange(len(numbers)) - starts

    @cached_property
    def idfs(self) -> tuple[Numbers, Floats]:
        """The numbers of all stems, ascending, and the approximate idf of each.

        It counts fields, deleted ones included, in place of documents, because that is much faster.
        """
        numbers, frequencies = self._frequencies
        return numbers, idfs(np.minimum(frequencies, self.count), self.count)

    @cached_property
    def _frequencies(self) -> tuple[Numbers, npt.NDArray[np.float64]]:
        """The numbers of all stems, ascending, and how many fields of all documents have each."""
        parts = [segment.frequencies for segment in self.segments.values()]
        return _counted(parts)

    def trigram_stems(self, trigram: str) -> tuple[Numbers, Floats, float]:
        """Return the stems whose words have a trigram.

        Returns:
            stem numbers, ascending, none if most documents have the trigram; the share of the occurrences
            of each stem that are words with the trigram; and about the idf of the trigram.
        """
        key = ("stems", trigram)
        numbers, shares, rarity = self.cached(key, lambda: self._trigram_stems(trigram))
        return numbers, shares, float(rarity[0])

    def _trigram_stems(self, trigram: str) -> tuple[Numbers, Floats, Floats]:
        parts = self.segments.values()
        words = [(part, part.by_trigram.get(trigram, [])) for part in parts]
        stems, counts = _counted(
            [(part.stem_numbers[found], part.word_frequencies[found]) for part, found in words]
        )
        numbers, frequencies = self._frequencies
        shares = (counts / frequencies[np.searchsorted(numbers, stems)]).astype(np.float32)
        # As if words stood in documents independently of each other.
        absent = np.prod(1 - np.minimum(counts / max(self.count, 1), 1), keepdims=True)
        if 1 - absent[0] > TRIGRAM_MAX_SHARE:
            stems, shares = stems[:0], shares[:0]
        return stems, shares, idfs((1 - absent) * self.count, self.count)

    def _impacts(
        self,
        words_in: Callable[[Segment], Iterable[int] | None],
        max_documents: float = np.inf,
    ) -> Impacts:
        """Return the BM25 impacts of some words as if they were one word."""
        found = [np.zeros(0, np.uint32)]
        for segment, base in zip(self.segments.values(), self.bases, strict=True):
            before = np.uint32(base * len(FIELDS) << COUNT_BITS)
            found.append(segment.packed(words_in(segment) or ()) + before)
        packed = np.concatenate(found)
        if self.count < self.size:
            packed = packed[self.alive[(packed >> COUNT_BITS) // len(FIELDS)]]
        packed.sort()
        # The counts of all forms of a word in a field are added up before saturation.
        places, summed = _sum_by_key(packed >> COUNT_BITS, packed & MAX_COUNT)
        docs = places // len(FIELDS)
        scores = term_saturation(
            summed.astype(np.float32), places - docs * len(FIELDS), self.length_norm.ravel()[places]
        )
        docs, summed_scores = _sum_by_key(docs, scores)
        if not 0 < len(docs) <= max_documents:
            return _NOTHING
        rarity = np.float32(idf(len(docs), self.count))
        return docs.astype(np.int32), (summed_scores * rarity).astype(np.float32)


def _size(arrays: tuple[npt.NDArray[np.generic], ...]) -> int:
    return ENTRY_BYTES + sum([array.nbytes for array in arrays])


def _sum_by_key(keys: Numbers, values: npt.NDArray[N]) -> tuple[Numbers, npt.NDArray[N]]:
    """Return the distinct keys and the sum of the values of each. Equal keys must be adjacent."""
    is_new = keys[1:] != keys[:-1]
    if is_new.all():
        return keys, values
    first = np.concatenate([[0], np.flatnonzero(is_new) + 1])
    return keys[first], np.add.reduceat(values, first)


def _counted(
    parts: Iterable[tuple[Numbers, Ints]],
) -> tuple[Numbers, npt.NDArray[np.float64]]:
    """Return the distinct numbers of some pairs of arrays, ascending, and the sum of the counts of each."""
    pairs = [(_NO_NUMBERS, np.zeros(0, np.int64)), *parts]
    numbers = np.concatenate([each for each, _ in pairs])
    counts = np.concatenate([each for _, each in pairs])
    found, inverse = np.unique(numbers, return_inverse=True)
    return found, np.bincount(inverse, weights=counts, minlength=len(found)).astype(np.float64)
