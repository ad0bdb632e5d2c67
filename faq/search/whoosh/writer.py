"""Whoosh's writer with posting lists and merging of our own."""

from array import array
from collections.abc import Collection
from contextlib import closing

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from faq.search.whoosh import postings
from faq.search.whoosh.fields import NUMBERS
from faq.search.whoosh.files import Memory, to_disk
from faq.search.whoosh.merge_policy import to_merge
from faq.search.whoosh.postings import Codec, Pool, Postings
from faq.search.whoosh.schema import PK


class Writer(SegmentWriter):
    """Writes a segment, takes others into it when there are too many, and names all in a new state.

    It takes no lock of its own. Until the segment is complete it is in memory only.
    """

    def __init__(self, index: FileIndex) -> None:
        self._memory = Memory()
        super().__init__(index, codec=Codec(self._memory), _lk=False)
        self.pool = Pool()
        self._before = list(self.segments)

    def remove(self, pks: Collection[int]) -> None:
        """Mark documents as deleted, wherever they are; those that are not there are none too many.

        Their keys are terms too, but then every segment would have its terms opened for each save.
        """
        for segment in self.segments:
            with closing(segment.open_compound_file(self.storage)) as files:
                reader = self.codec.per_document_reader(files, segment)
                held = reader.column_reader(PK, NUMBERS).array()
                reader.close()
            for doc in np.flatnonzero(np.isin(held, list(pks))):
                segment.delete_document(int(doc))

    def _merge_segments(self, *_: object) -> list[W3Segment]:
        sizes = [segment.doc_count() for segment in self.segments]
        taken = to_merge(sizes, added=self.doc_count())
        for number in taken:
            if sizes[number]:
                reader = SegmentReader(self.storage, self.schema, self.segments[number])
                self.add_reader(reader)
                reader.close()
        return [each for number, each in enumerate(self.segments) if number not in taken]

    def add_postings_to_pool(
        self, reader: SegmentReader, startdoc: int, docmap: dict[int, int] | None
    ) -> None:
        for name, term, (docs, counts) in postings.read_postings(reader, self.schema.names()):
            if docmap is None:
                kept = Postings(array("I", [startdoc + doc for doc in docs]), counts)
            else:
                alive = [place for place, doc in enumerate(docs) if doc in docmap]
                kept = Postings(
                    array("I", [docmap[docs[place]] for place in alive]),
                    array("f", [counts[place] for place in alive]),
                )
            if kept.docs:
                self.pool.extend(name, term, kept)

    def _assemble_segment(self) -> None:
        segment = self.get_segment()
        path = self.storage.path(segment.make_filename(segment.COMPOUND_EXT))
        with path.open("wb") as file:
            CompoundStorage.assemble(StructFile(file), self._memory, self._memory.list())
        to_disk(path)
        segment.compound = True
        self._memory.clean()

    def _commit_toc(self, segments: list[W3Segment]) -> None:
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        # Whoever has just read which segments the state before had may be about to open them.
        clean_files(self.storage, self.indexname, self.generation, [*segments, *self._before])
