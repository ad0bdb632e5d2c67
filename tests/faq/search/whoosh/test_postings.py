"""What is written a list at a time reads as what Whoosh itself would have written."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from faq.search.index import store
from faq.search.ranking.weights import FIELDS
from faq.search.whoosh import postings
from faq.search.whoosh.reader import segment_files
from faq.search.whoosh.writer import Writer
from tests.faq.search.indexes import Texts, batches, fields

pytestmark = pytest.mark.usefixtures("index_folder")

Public = dict[tuple[str, bytes], list[tuple[int, float]]]


def readers(folder: Path) -> Iterator[SegmentReader]:
    index = store.open_generation(folder)
    for file in segment_files(index):
        with closing(file.open()) as reader:
            yield reader


def public(reader: SegmentReader) -> Public:
    """All of a segment's postings, through Whoosh's public interface."""
    found: Public = {}
    for field, term in reader.all_terms():
        matcher = reader.postings(field, term)
        found[field, term] = []
        while matcher.is_active():
            found[field, term].append((matcher.id(), matcher.weight()))
            matcher.next()
    return found


def index_of(batches: list[list[Texts]], *, by_whoosh: bool) -> Path:
    folder = store.new_generation()
    pk = 0
    for batch in batches:
        index = store.open_generation(folder)
        writer = SegmentWriter(index) if by_whoosh else Writer(index)
        for each in batch:
            pk += 1
            writer.add_document(**fields(pk, each))
        writer.commit(merge=False)
    return folder


@given(batches=batches)
def test_segment_holds_what_whoosh_would_have_written(batches: list[list[Texts]]) -> None:
    """Words, labels and keys, stored texts and columns."""
    ours, theirs = (index_of(batches, by_whoosh=whose) for whose in (False, True))
    for mine, reference in zip(readers(ours), readers(theirs), strict=True):
        assert public(mine) == public(reference)
        assert list(mine.all_stored_fields()) == list(reference.all_stored_fields())
        assert mine.doc_count_all() == reference.doc_count_all()
        for field in FIELDS:
            docs = range(mine.doc_count_all())
            assert [mine.doc_field_length(doc, field) for doc in docs] == [
                reference.doc_field_length(doc, field) for doc in docs
            ]
        for field, term in reference.all_terms():
            info, expected = mine.term_info(field, term), reference.term_info(field, term)
            assert (info.weight(), info.doc_frequency(), info.max_weight(), info.min_id()) == (
                expected.weight(),
                expected.doc_frequency(),
                expected.max_weight(),
                expected.min_id(),
            )


@given(batches=batches)
def test_read_gives_all_lists_of_the_fields_that_were_asked_for(batches: list[list[Texts]]) -> None:
    for reader in readers(index_of(batches, by_whoosh=False)):
        expected = {key: list_ for key, list_ in public(reader).items() if key[0] in FIELDS}
        assert {
            (field, term): list(zip(docs, counts, strict=True))
            for field, term, (docs, counts) in postings.read_postings(reader, FIELDS)
        } == expected


@pytest.mark.parametrize("documents", [1, 127, 128, 129, 300])
def test_list_of_many_blocks_is_read_back(documents: int) -> None:
    """A block holds 128 documents."""
    batch = [{"title": "fee " * (1 + doc % 3), "text": "fee"} for doc in range(documents)]
    [lists] = [
        {(field, term): list_ for field, term, list_ in postings.read_postings(reader, FIELDS)}
        for reader in readers(index_of([batch], by_whoosh=False))
    ]
    assert lists["title", b"fee"].docs.tolist() == list(range(documents))
    assert lists["title", b"fee"].counts.tolist() == [1 + doc % 3 for doc in range(documents)]
    assert lists["text", b"fee"].counts.tolist() == [1] * documents
