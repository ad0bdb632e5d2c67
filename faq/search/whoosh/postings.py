"""Reads and writes the postings in Whoosh's files a whole list at a time, as arrays."""

from array import array
from collections.abc import Collection, Iterator
from typing import NamedTuple

from whoosh.codec.whoosh3 import (
    W3Codec,
    W3FieldWriter,
    W3LeafMatcher,
    W3PerDocWriter,
    W3PostingsWriter,
    W3Segment,
    W3TermInfo,
)
from whoosh.fields import Schema
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import StructFile
from whoosh.reading import SegmentReader

# Whoosh's level of compression; blocks with fewer postings than this are not compressed.
_COMPRESSION, _COMPRESSED_FROM = 3, 32


class Postings(NamedTuple):
    """The posting list of a term in a field: documents, ascending, and the count in each."""

    docs: "array[int]"
    counts: "array[float]"


def posting_sizes(reader: SegmentReader, fields: Collection[str]) -> dict[tuple[str, bytes], int]:
    """Return the length of each posting list of some fields, deleted documents included."""
    return {(name, term): info._df for name, term, info in _terms(reader, fields)}


def read_postings(
    reader: SegmentReader, fields: Collection[str]
) -> Iterator[tuple[str, bytes, Postings]]:
    """Yield the field, term and posting list of each term of some fields, deleted documents included."""
    for name, term, info in _terms(reader, fields):
        form = reader.schema[name].format
        yield name, term, _read_all(W3LeafMatcher(reader._terms._postfile, *info.extent(), form))


def _terms(
    reader: SegmentReader, fields: Collection[str]
) -> Iterator[tuple[str, bytes, W3TermInfo]]:
    terms = reader._terms
    for name in sorted(terms._fieldmap.keys() & set(fields), key=terms._fieldmap.__getitem__):
        prefix = terms._fieldmap[name].to_bytes(2, "big")
        for key, value in terms._tindex.items_from(prefix):
            if not key.startswith(prefix):
                break
            yield name, key[2:], W3TermInfo.from_bytes(value)


def _read_all(matcher: W3LeafMatcher) -> Postings:
    found = Postings(array("I"), array("f"))
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        found.docs.extend(matcher._ids)
        found.counts.extend(matcher._weights)
        matcher._next_block()
    return found


class Pool:
    """Collects the postings of a new segment by field and term. Whoosh's own pool sorts them instead."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, Postings]] = {}

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Add a posting. Documents must come in order; our formats have no values to store."""
        name, term, doc, count, _ = posting
        try:
            docs, counts = self._fields[name][term]
        except KeyError:
            docs, counts = self._new(name, term)
        docs.append(doc)
        counts.append(count)

    def extend(self, name: str, term: bytes, postings: Postings) -> None:
        """Append a posting list. Its documents must come after those that are there."""
        found = self._fields.get(name, {}).get(term) or self._new(name, term)
        found.docs.extend(postings.docs)
        found.counts.extend(postings.counts)

    def _new(self, name: str, term: bytes) -> Postings:
        postings = Postings(array("I"), array("f"))
        self._fields.setdefault(name, {})[term] = postings
        return postings

    def iter_postings(self) -> Iterator[tuple[str, list[tuple[bytes, Postings]]]]:
        """Return the fields with their terms, both sorted, for _FieldWriter."""
        return ((name, sorted(lists.items())) for name, lists in sorted(self._fields.items()))

    def cleanup(self) -> None:
        self._fields.clear()


class Codec(W3Codec):
    """Writes the files of a segment, which Whoosh's own codec reads, into a storage of its own."""

    # Our code does not use the shortest and the longest text with a term. Haystack's scoring then
    # assumes that the shortest is empty, so that it skips fewer blocks.
    length_stats = False

    def __init__(self, storage: Storage) -> None:
        super().__init__()
        self._storage = storage

    def per_document_writer(self, storage: Storage, segment: W3Segment) -> W3PerDocWriter:
        return W3PerDocWriter(self, self._storage, segment)

    def field_writer(self, storage: Storage, segment: W3Segment) -> "_FieldWriter":
        return _FieldWriter(self, self._storage, segment)

    def postings_writer(self, file: StructFile, byteids: bool = False) -> "_PostingsWriter":
        return _PostingsWriter(file, blocklimit=self._blocklimit)

    def new_segment(self, storage: Storage, indexname: str) -> W3Segment:
        # Every commit names the codec of its segments, so it must be Whoosh's own.
        return W3Segment(W3Codec(), indexname)


class _FieldWriter(W3FieldWriter):
    def add_postings(
        self,
        schema: Schema,
        lengths: None,
        fields: Iterator[tuple[str, list[tuple[bytes, Postings]]]],
    ) -> None:
        for name, lists in fields:
            self.start_field(name, schema[name])
            for term, postings in lists:
                self.start_term(term)
                self._postwriter.write(postings)
                self.finish_term()
            self.finish_field()


class _PostingsWriter(W3PostingsWriter):
    def _write_block(self, last: bool = False) -> None:
        # Compression would make a short block longer.
        self._compression = _COMPRESSION if len(self._ids) >= _COMPRESSED_FROM else 0
        super()._write_block(last)

    def write(self, postings: Postings) -> None:
        """Write a posting list in blocks; finish_postings() writes the last one."""
        for start in range(0, len(postings.docs), self._blocklimit):
            if start:
                self._write_block()
            block = slice(start, start + self._blocklimit)
            self._ids, self._weights = postings.docs[block], postings.counts[block]
            self._maxweight = max(self._weights)
