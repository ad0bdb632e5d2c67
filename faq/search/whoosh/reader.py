"""Decodes the segments of a state, but for those that were decoded before."""

from contextlib import ExitStack, closing
from pathlib import Path

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader

from faq.search.index.document import Document, schema
from faq.search.index.segment import Segment
from faq.search.whoosh.files import Memory

# Whoosh's name of a segment, and the size and time of its file.
Name = tuple[str, tuple[int, int]]


def segments_of(
    index: FileIndex, infos: list[W3Segment], known: dict[Name, Segment]
) -> dict[Name, Segment]:
    """The segments of a state, in order.

    Args:
        index: an open generation.
        infos: what it says of its segments.
        known: segments decoded before; those whose files did not change are taken over.
    """
    found: dict[Name, Segment | SegmentReader] = {}
    with ExitStack() as stack:
        # All are opened before one is decoded, which takes time: a commit may remove their files.
        for info in infos:
            name = (info.segment_id(), _file_state(index, info))
            found[name] = known.get(name) or stack.enter_context(
                closing(SegmentReader(index.storage, index.schema, info))
            )
        return {
            name: each if isinstance(each, Segment) else Segment(each)
            for name, each in found.items()
        }


def segment_in_memory(document: Document) -> tuple[Name, Segment]:
    """A segment with one document, which never was a file."""
    index = Memory().create_index(schema())
    with index.writer() as writer:
        writer.add_document(**document.fields)
    (info,) = index._segments()
    with closing(SegmentReader(index.storage, index.schema, info)) as reader:
        return (info.segment_id(), (0, 0)), Segment(reader)


def _file_state(index: FileIndex, info: W3Segment) -> tuple[int, int]:
    """A file cut short or replaced under a segment's name is another segment."""
    found = (Path(index.storage.folder) / info.make_filename(".seg")).stat()
    return found.st_size, found.st_mtime_ns
