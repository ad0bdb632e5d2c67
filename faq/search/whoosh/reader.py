"""Reads the segments of a generation: which there are, and their columns and posting lists as arrays."""

from collections.abc import Collection, Iterator, Mapping
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
    """Whoosh's reader of one segment; deleted documents are included in all that it adds."""

    def numbers(self, name: str) -> Ints:
        """A column of numbers, shape (documents,)."""
        column: Ints = self.column_reader(name, NUMBERS, translate=False).array()
        return column

    def sequences(self, name: str) -> tuple[Numbers, Ints]:
        """A column of sequences: all numbers, and where each document's begin; the last end too."""
        column = self.column_reader(name, SEQUENCES, translate=False)
        arrays: tuple[Numbers, Ints] = column.arrays()
        return arrays

    def posting_sizes(self, fields: Collection[str]) -> dict[tuple[str, bytes], int]:
        """The number of documents for each term of some fields."""
        return postings.posting_sizes(self, fields)

    def posting_lists(self, fields: Collection[str]) -> Iterator[tuple[str, bytes, Postings]]:
        """Field, term and postings of every term of some fields."""
        return postings.read_postings(self, fields)


class SegmentFile:
    """A segment of an index, not opened yet.

    Attributes:
        name: of the segment and the state of its file. A file cut short or replaced under the same
            name is another segment.
        deleted: the numbers of the documents that are deleted.
    """

    def __init__(self, index: FileIndex, info: W3Segment, state: tuple[int, int]) -> None:
        self.name: Name = info.segment_id(), state
        self.deleted: list[int] = list(info.deleted_docs())
        self._index, self._info = index, info

    def open(self) -> Reader:
        return Reader(self._index.storage, self._index.schema, self._info)


def segment_files(index: FileIndex) -> list[SegmentFile]:
    """The segments that the newest state of an open generation names, in order."""
    return [SegmentFile(index, info, _file_state(index, info)) for info in _infos(index)]


def segment_in_memory(fields: Mapping[str, object]) -> SegmentFile:
    """A segment with one document, which never was a file."""
    index = Memory().create_index(schema())
    with index.writer() as writer:
        writer.add_document(**fields)
    (info,) = _infos(index)
    return SegmentFile(index, info, (0, 0))


def _infos(index: FileIndex) -> list[W3Segment]:
    return list(TOC.read(index.storage, index.indexname, schema=index.schema).segments)


def _file_state(index: FileIndex, info: W3Segment) -> tuple[int, int]:
    found = (Path(index.storage.folder) / info.make_filename(info.COMPOUND_EXT)).stat()
    return found.st_size, found.st_mtime_ns
