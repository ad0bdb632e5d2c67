"""Reads the segments of a generation, with their columns and posting lists as arrays."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader

from faq.search.arrays import Ints, Numbers
from faq.search.whoosh import postings
from faq.search.whoosh.fields import NUMBERS, SEQUENCES
from faq.search.whoosh.files import Memory
from faq.search.whoosh.postings import Postings
from faq.search.whoosh.schema import schema

# Whoosh's name of a segment, and the size and time of its file.
Name = tuple[str, tuple[int, int]]


class Reader(SegmentReader):
    """Whoosh's reader of one segment. The methods added here include deleted documents."""

    def numbers(self, name: str) -> Ints:
        """Return a column of numbers, shape (documents,)."""
        column: Ints = self.column_reader(name, NUMBERS, translate=False).array()
        return column

    def sequences(self, name: str) -> tuple[Numbers, Ints]:
        """Return the numbers in a column of sequences, and the start of each document, followed by the end."""
        column = self.column_reader(name, SEQUENCES, translate=False)
        arrays: tuple[Numbers, Ints] = column.arrays()
        return arrays

    def posting_sizes(self, fields: Collection[str]) -> dict[tuple[str, bytes], int]:
        """Return the number of documents for each field and term of some fields."""
        return postings.posting_sizes(self, fields)

    def posting_lists(self, fields: Collection[str]) -> Iterator[tuple[str, bytes, Postings]]:
        """Yield the field, term and postings of each term of some fields."""
        return postings.read_postings(self, fields)


class SegmentFile:
    """A segment of a generation, not opened yet.

    Attributes:
        name: of the segment, with the size and time of its file. A truncated or replaced file is
            another segment.
        deleted: the numbers of its deleted documents.
    """

    def __init__(self, index: FileIndex, info: W3Segment, state: tuple[int, int]) -> None:
        self.name: Name = info.segment_id(), state
        self.deleted: list[int] = list(info.deleted_docs())
        self._index, self._info = index, info

    def open(self) -> Reader:
        return Reader(self._index.storage, self._index.schema, self._info)


def segment_files(index: FileIndex) -> list[SegmentFile]:
    """Return the segments of the latest commit of an open generation, in order."""
    return [SegmentFile(index, info, _file_state(index, info)) for info in _infos(index)]


def segment_in_memory(documents: Iterable[Mapping[str, object]]) -> SegmentFile:
    """Return a segment in memory with some documents, given by their fields; at least one."""
    index = Memory().create_index(schema())
    with index.writer() as writer:
        for fields in documents:
            writer.add_document(**fields)
    (info,) = _infos(index)
    return SegmentFile(index, info, (0, 0))


def _infos(index: FileIndex) -> list[W3Segment]:
    return list(TOC.read(index.storage, index.indexname, schema=index.schema).segments)


def _file_state(index: FileIndex, info: W3Segment) -> tuple[int, int]:
    found = (Path(index.storage.folder) / info.make_filename(info.COMPOUND_EXT)).stat()
    return found.st_size, found.st_mtime_ns
