"""Whoosh's writer with our posting lists and merge policy."""

from array import array
from collections.abc import Collection
from contextlib import closing

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.compound import CompoundStorage
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from faq.search.whoosh import postings
from faq.search.whoosh.fields import NUMBERS
from faq.search.whoosh.files import Memory, fsync
from faq.search.whoosh.merge_policy import to_merge
from faq.search.whoosh.postings import Codec, Pool, Postings
from faq.search.whoosh.schema import PK


class Writer(SegmentWriter):
    """Writes a segment, merges others into it according to the merge policy, and commits.

    It takes no lock. The segment stays in memory until it is complete.
    """

    def __init__(self, index: FileIndex) -> None:
        self._memory = Memory()
        super().__init__(index, codec=Codec(self._memory), _lk=False)
        self.pool = Pool()
        self._before = list(self.segments)

    def remove(self, pks: Collection[int]) -> None:
        """Mark documents as deleted in all segments. Keys that no segment contains are ignored.

        Looking the keys up as terms would open the terms of every segment for each save.
        """
        for segment in self.segments:
            with closing(segment.open_compound_file(self.storage)) as files:
                reader = self.codec.per_document_reader(files, segment)
                stored = reader.column_reader(PK, NUMBERS).array()
                reader.close()
            for doc in np.flatnonzero(np.isin(stored, list(pks))):
                segment.delete_document(int(doc))

    def _merge_segments(self, *_: object) -> list[W3Segment]:
        sizes = [segment.doc_count() for segment in self.segments]
        merged = to_merge(sizes, added=self.doc_count())
        for number in merged:
            if sizes[number]:
                reader = SegmentReader(self.storage, self.schema, self.segments[number])
                self.add_reader(reader)
                reader.close()
        return [each for number, each in enumerate(self.segments) if number not in merged]

    def add_postings_to_pool(
        self, reader: SegmentReader, startdoc: int, docmap: dict[int, int] | None
    ) -> None:
        for name, term, (docs, counts) in postings.read_postings(reader, self.schema.names()):
            if docmap is None:
                postings_left = Postings(array("I", [startdoc + doc for doc in docs]), counts)
            else:
                alive = [place for place, doc in enumerate(docs) if doc in docmap]
                postings_left = Postings(
                    array("I", [docmap[docs[place]] for place in alive]),
                    array("f", [counts[place] for place in alive]),
                )
            if postings_left.docs:
                self.pool.extend(name, term, postings_left)

    def _assemble_segment(self) -> None:
        segment = self.get_segment()
        name = segment.make_filename(segment.COMPOUND_EXT)
        # This closes the file, too.
        CompoundStorage.assemble(self.storage.create_file(name), self._memory, self._memory.list())
        fsync(self.storage.path(name))
        segment.compound = True
        self._memory.clean()

    def _commit_toc(self, segments: list[W3Segment]) -> None:
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        # Keep the segments of the previous commit, which a reader may be about to open.
        clean_files(self.storage, self.indexname, self.generation, [*segments, *self._before])
