"""One state of the whole index in memory, ready to score with. Processes share nothing but the files."""

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from faq.search.arrays import Docs, Floats, Impacts, Ints, Mask, Numbers
from faq.search.index import store
from faq.search.index.document import Document
from faq.search.index.lru_cache import Recent
from faq.search.index.segment import COUNT_BITS, MAX_COUNT, Segment
from faq.search.ranking.weights import (
    FIELDS,
    TRIGRAM_MAX_SHARE,
    idf,
    idfs,
    length_norm,
    term_saturation,
)
from faq.search.whoosh.reader import Name, SegmentFile, segment_files, segment_in_memory

# What a process keeps of finished impacts, beside the arrays of the segments themselves.
CACHE_BYTES = 40 * 1024 * 1024

N = TypeVar("N", bound=np.generic)

_NO_NUMBERS: Numbers = np.zeros(0, np.uint32)
_NOTHING: Impacts = np.zeros(0, np.int32), np.zeros(0, np.float32)


class Snapshot:
    """The segments of one state as one row of documents, numbered from 0.

    Attributes:
        segments: by name, in order.
        bases: the number of each segment's first document.
        size: documents, deleted ones included; they have places, and count for nothing.
        count: documents, without deleted ones.
        alive: whether each is neither deleted nor replaced, shape (size,).
        pks: primary keys, shape (size,).
    """

    def __init__(self, segments: dict[Name, Segment], deleted: Sequence[Iterable[int]]) -> None:
        """Put segments, given by name, in a row; `deleted` has the deleted documents of each."""
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
        self._recent = Recent(CACHE_BYTES)
        self._labels: dict[str, dict[str, Docs]] = {}
        self._carriers: dict[str, tuple[Docs, Ints]] = {}
        self._bare: dict[str, Docs] = {}
        self._common: set[str] = set()

    def with_newer(self, newer: "Snapshot") -> "Snapshot":
        """A state in which the documents of another one stand in place of those with their primary keys."""
        gone = ~self.alive | np.isin(self.pks, newer.pks)
        deleted = [
            np.flatnonzero(gone[base : base + segment.count])
            for segment, base in zip(self.segments.values(), self.bases, strict=True)
        ]
        none = [() for _ in newer.segments]
        return Snapshot({**self.segments, **newer.segments}, [*deleted, *none])

    def has(self, stem: str, visible: Mask) -> bool:
        """Whether any of the visible documents, a mask of shape (size,), has a word of this stem."""
        docs, _ = self.of_stem(stem)
        # Mostly the first one is visible already.
        return bool(len(docs)) and bool(visible[docs[0]] or visible[docs].any())

    def of_stem(self, stem: str) -> Impacts:
        """What a stem adds to the score of each document.

        Returns:
            documents, ascending, and impacts, both of shape (documents with the stem,).
        """
        return self._recent.get(
            ("stem", stem), lambda: self._impact_of(lambda s: s.by_stem.get(stem))
        )

    def proposed_by_beginning(self, letters: str) -> Docs:
        """The documents whose title or phrasings have a word that begins so, ascending."""
        return self._proposed(("beginning", letters), lambda s: s.beginning_with(letters))

    def proposed_by_stem(self, stem: str) -> Docs:
        """The documents whose title or phrasings have a word of this stem, ascending."""
        return self._proposed(("proposed", stem), lambda s: s.by_stem.get(stem))

    def of_trigram(self, trigram: str) -> Impacts:
        """What a part of a word adds to the score of each document; nothing if most have it."""
        if trigram in self._common:
            return _NOTHING
        found = self._recent.get(
            ("trigram", trigram),
            lambda: self._impact_of(
                lambda s: s.by_trigram.get(trigram), at_most=TRIGRAM_MAX_SHARE * self.count
            ),
        )
        # To find that most have it is the most work of all, and never to be done twice.
        if not len(found[0]) and any(trigram in each.by_trigram for each in self.segments.values()):
            self._common.add(trigram)
        return found

    def once(self, key: Hashable, make: Callable[[], Ints]) -> Ints:
        """What was found in this state under a key, or is found now; what was not asked for lately goes."""
        return self._recent.get(("once", key), lambda: (make(), _NO_NUMBERS))[0]

    def idf_of(self, stem: str) -> float:
        return idf(len(self.of_stem(stem)[0]), self.count)

    def labelled(self, field: str) -> dict[str, Docs]:
        """For each label, like a topic's slug, the documents that carry it."""
        if field not in self._labels:
            self._labels[field] = self._label(field)
        return self._labels[field]

    def counts(self, field: str, matching: Mask) -> dict[str, int]:
        """For each label, how many of the matching documents, a mask of shape (size,), carry it."""
        labelled = self.labelled(field)
        if not labelled:
            return {}
        if field not in self._carriers:
            ends = np.cumsum([len(docs) for docs in labelled.values()])
            self._carriers[field] = np.concatenate(list(labelled.values())), ends
        docs, ends = self._carriers[field]
        counts = np.add.reduceat(matching[docs], np.append(0, ends[:-1]), dtype=np.int64)
        return dict(zip(labelled, counts.tolist(), strict=True))

    def unlabelled(self, field: str) -> Docs:
        """The documents that carry no label of a field, ascending."""
        if field not in self._bare:
            carriers = [np.zeros(0, np.int32), *self.labelled(field).values()]
            bare = np.ones(self.size, dtype=np.bool_)
            bare[np.concatenate(carriers)] = False
            self._bare[field] = np.flatnonzero(bare).astype(np.int32)
        return self._bare[field]

    def _label(self, field: str) -> dict[str, Docs]:
        found: dict[str, list[Docs]] = {}
        for segment, base in zip(self.segments.values(), self.bases, strict=True):
            for label, docs in segment.labels[field].items():
                found.setdefault(label, []).append(docs + np.int32(base))
        return {label: np.concatenate(docs) for label, docs in found.items()}

    def row(self, docs: Docs) -> tuple[Numbers, Numbers, Ints, Ints]:
        """The words of some documents in one row, field after field and document after document.

        Returns:
            the numbers of their stems; the length of each sentence, in words; the documents in the
            order of the row, as places in `docs`; and the length of each.
        """
        segment_of = np.searchsorted(self.bases, docs, side="right") - 1
        numbers, sentences, lengths = [_NO_NUMBERS], [_NO_NUMBERS], [np.zeros(0, np.int64)]
        for number, segment in enumerate(self.segments.values()):
            chosen = docs[segment_of == number] - self.bases[number]
            words, each = segment.orders(chosen)
            numbers.append(words)
            lengths.append(each)
            sentences.append(segment.sentences(chosen))
        order = np.argsort(segment_of, kind="stable")
        return np.concatenate(numbers), np.concatenate(sentences), order, np.concatenate(lengths)

    def orders(self, docs: Docs) -> tuple[Numbers, Ints, Ints]:
        """row(), with the place in `docs` of each word's document, and the word's place within it."""
        numbers, _, order, lengths = self.row(docs)
        starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
        return numbers, np.repeat(order, lengths), np.arange(len(numbers)) - starts

    @cached_property
    def idfs(self) -> tuple[Numbers, Floats]:
        """The numbers of all stems, ascending, and about how rare each is.

        Fields are counted in place of documents, deleted ones too: that takes no time.
        """
        parts = [segment.frequencies for segment in self.segments.values()]
        numbers = np.concatenate([_NO_NUMBERS, *(found for found, _ in parts)])
        counts = np.concatenate([np.zeros(0, np.int64), *(counts for _, counts in parts)])
        found, inverse = np.unique(numbers, return_inverse=True)
        holding = np.bincount(inverse, weights=counts, minlength=len(found))
        return found, idfs(np.minimum(holding, self.count), self.count)

    def _proposed(self, key: Hashable, words_in: Callable[[Segment], Iterable[int] | None]) -> Docs:
        def make() -> Impacts:
            found = [np.zeros(0, np.int32)]
            for segment, base in zip(self.segments.values(), self.bases, strict=True):
                found.append(segment.proposing(words_in(segment) or ()) + np.int32(base))
            docs = np.unique(np.concatenate(found))
            return docs[self.alive[docs]], np.zeros(0, np.float32)

        return self._recent.get(key, make)[0]

    def _impact_of(
        self,
        words_in: Callable[[Segment], Iterable[int] | None],
        at_most: float = np.inf,
    ) -> Impacts:
        """Add up, field by field, what all these words are worth in each document."""
        found = [np.zeros(0, np.uint32)]
        for segment, base in zip(self.segments.values(), self.bases, strict=True):
            before = np.uint32(base * len(FIELDS) << COUNT_BITS)
            found.append(segment.packed(words_in(segment) or ()) + before)
        packed = np.concatenate(found)
        if self.count < self.size:
            packed = packed[self.alive[(packed >> COUNT_BITS) // len(FIELDS)]]
        packed.sort()
        # Several forms of a word in one field count together before they are saturated.
        places, summed = _added_up(packed >> COUNT_BITS, packed & MAX_COUNT)
        docs = places // len(FIELDS)
        worth = term_saturation(
            summed.astype(np.float32), places - docs * len(FIELDS), self.length_norm.ravel()[places]
        )
        docs, added = _added_up(docs, worth)
        if not 0 < len(docs) <= at_most:
            return _NOTHING
        rare = np.float32(idf(len(docs), self.count))
        return docs.astype(np.int32), (added * rare).astype(np.float32)


def _added_up(keys: Numbers, values: npt.NDArray[N]) -> tuple[Numbers, npt.NDArray[N]]:
    """Each key once, and the sum of its values; keys ascend."""
    is_new = keys[1:] != keys[:-1]
    if is_new.all():
        return keys, values
    first = np.concatenate([[0], np.flatnonzero(is_new) + 1])
    return keys[first], np.add.reduceat(values, first)


_lock = threading.Lock()
_current: tuple[tuple[object, ...], Snapshot] | None = None


def of_document(document: Document) -> Snapshot:
    """A state that holds one document alone. It is made in memory, and nothing is written to disk."""
    return _decode([segment_in_memory(document.fields)], {})


def current() -> Snapshot:
    """The live index as it is now; what did not change since the last call is not read again.

    Raises:
        SearchUnavailable: it is missing or damaged.
    """
    with store.translated(), _lock:
        folder = store.live_folder()
        return store.steadily(folder, lambda: _follow(folder))


def _follow(folder: Path) -> Snapshot:
    global _current
    state = store.fingerprint(folder)
    if _current is None or _current[0] != state:
        _current = (state, read(folder, _current[1] if _current else None))
    return _current[1]


def clear_cache() -> None:
    """Let go of the live index."""
    global _current
    _current = None


def read(folder: Path, before: Snapshot | None = None) -> Snapshot:
    """The state of a generation.

    Args:
        folder: of the generation.
        before: an earlier state; the segments both have are not decoded again.

    Raises:
        SearchUnavailable: it is missing or damaged.
    """
    with store.translated():
        files = segment_files(store.open_generation(folder, whole=True))
        return _decode(files, before.segments if before else {})


def _decode(files: list[SegmentFile], known: dict[Name, Segment]) -> Snapshot:
    with ExitStack() as stack:
        # All are opened before one is decoded, which takes time: a commit may remove their files.
        opened = [known.get(f.name) or stack.enter_context(closing(f.open())) for f in files]
        segments = [each if isinstance(each, Segment) else Segment(each) for each in opened]
    names = [file.name for file in files]
    return Snapshot(dict(zip(names, segments, strict=True)), [file.deleted for file in files])
