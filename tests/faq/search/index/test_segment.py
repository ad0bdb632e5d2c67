"""A decoded segment says what Whoosh's public interface says."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import store
from faq.search.index.document import PART, stem_number
from faq.search.index.segment import LABELS, Segment, trigrams
from faq.search.query.analysis import fold_sentences, fold_words, stem
from faq.search.ranking.weights import FIELDS
from faq.search.whoosh.reader import Reader, segment_files
from faq.search.whoosh.schema import PK, length_of
from tests.faq.search.indexes import Texts, batches, make_index

pytestmark = pytest.mark.usefixtures("index_folder")

Postings = dict[tuple[str, int, str], int]


@contextmanager
def opened(folder: Path) -> Iterator[list[tuple[Reader, Segment]]]:
    """Whoosh's readers, and what we make of them."""
    index = store.open_generation(folder)
    with ExitStack() as stack:
        readers = [stack.enter_context(closing(file.open())) for file in segment_files(index)]
        yield [(reader, Segment(reader)) for reader in readers]


def decode(folder: Path) -> Segment:
    """The only segment of an index."""
    with opened(folder) as [(_, segment)]:
        return segment


def public_postings(reader: Reader) -> Postings:
    """(field, document, word) → count, through Whoosh's public interface."""
    found = {}
    for field in FIELDS:
        for word in reader.lexicon(field):
            matcher = reader.postings(field, word)
            while matcher.is_active():
                found[field, matcher.id(), word.decode()] = int(matcher.weight())
                matcher.next()
    return found


def decoded_postings(segment: Segment) -> Postings:
    names = list(FIELDS)
    return {
        (names[field], int(doc), word): int(count)
        for number, word in enumerate(segment.words)
        for doc, field, count in zip(*segment.postings([number]), strict=True)
    }


@given(batches=batches, data=st.data())
def test_segment_holds_what_the_public_interface_says(
    batches: list[list[Texts]], data: st.DataObject
) -> None:
    """With deletions, several segments and merged ones."""
    pks = range(1, sum(map(len, batches)) + 1)
    gone = data.draw(st.sets(st.sampled_from(pks), max_size=len(pks) - 1))
    merge = data.draw(st.booleans())
    with opened(make_index(batches, gone=gone, merge=merge)) as decoded:
        assert len(decoded) == (1 if merge else len(batches))
        for reader, segment in decoded:
            docs = range(reader.doc_count_all())
            alive = [doc for doc in docs if not reader.is_deleted(doc)]
            assert segment.count == len(docs)
            # Whoosh hides what is deleted; a segment that is used on does not change.
            assert {
                place: count
                for place, count in decoded_postings(segment).items()
                if place[1] in alive
            } == public_postings(reader)
            pk_of = reader.column_reader(PK)
            assert segment.pks.tolist() == [pk_of[doc] for doc in docs]
            lengths = [reader.column_reader(length_of(name)) for name in FIELDS]
            assert segment.lengths.tolist() == [[column[doc] for column in lengths] for doc in docs]
            for field in LABELS:
                assert {
                    label: [doc for doc in docs if doc in alive]
                    for label, docs in segment.labels[field].items()
                } == {
                    label.decode(): list(reader.postings(field, label).all_ids())
                    for label in reader.lexicon(field)
                }


@given(batches=batches)
def test_segment_gives_documents_their_words_in_order(batches: list[list[Texts]]) -> None:
    """For any choice of documents, in any order."""
    segment = decode(make_index(batches, merge=True))
    documents = [words for batch in batches for words in batch]
    expected = [
        [stem_number(stem(word)) for name in FIELDS for word in fold_words(words.get(name, ""))]
        for words in documents
    ]
    backwards = list(reversed(range(len(documents))))
    for chosen in ([], [0], backwards, backwards[::2]):
        marked, lengths = segment.stem_sequences(np.array(chosen, dtype=np.int32))
        sequence = marked & ~np.uint32(PART)
        assert sequence.tolist() == [number for doc in chosen for number in expected[doc]]
        assert lengths.tolist() == [len(expected[doc]) for doc in chosen]
        assert segment.sentence_lengths(np.array(chosen, dtype=np.int32)).tolist() == [
            len(sentence)
            for doc in chosen
            for name in FIELDS
            for sentence in fold_sentences(documents[doc].get(name, ""))
        ]


def test_segment_knows_how_many_fields_have_a_stem() -> None:
    segment = decode(
        make_index([[{"title": "fee fees", "text": "fee"}, {"title": "fees"}, {"text": "refund"}]])
    )
    numbers, counts = segment.frequencies
    found = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
    # A word in two forms counts twice.
    assert found == {stem_number("fee"): 4, stem_number("refund"): 1}
    assert numbers.tolist() == sorted(numbers)


def test_segment_reads_postings_of_many_blocks() -> None:
    """Whoosh writes blocks of 128 postings."""
    documents = [{"title": "fee", "text": "fee " * (doc % 5)} for doc in range(300)]
    with opened(make_index([documents])) as [(reader, segment)]:
        assert decoded_postings(segment) == public_postings(reader)
    docs, numbers, counts = segment.postings([0])
    assert len(docs) == 300 + 240
    assert (counts[numbers == 0] == 1).all()
    assert counts[numbers == 2].tolist() == [doc % 5 for doc in range(300) if doc % 5]


def test_segment_counts_a_word_up_to_what_a_byte_holds() -> None:
    segment = decode(make_index([[{"text": "fee " * 300}, {"text": "fee " * 255}]]))
    assert segment.postings([0])[2].tolist() == [255, 255]
    assert segment.lengths[:, 2].tolist() == [300, 255]


def test_segment_of_one_empty_document_has_no_words() -> None:
    segment = decode(make_index([[{}]]))
    assert (segment.count, segment.words, segment.by_stem, segment.by_trigram) == (1, [], {}, {})
    assert [part.tolist() for part in segment.postings([])] == [[], [], []]
    assert [part.tolist() for part in segment.stem_sequences(np.array([0]))] == [[], [0]]


@given(batches=batches, data=st.data())
def test_segment_packs_field_document_and_count_into_one_number(
    batches: list[list[Texts]], data: st.DataObject
) -> None:
    segment = decode(make_index(batches, merge=True))
    every = range(len(segment.words))
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(every))] * 2)))
    for words in (every[first:last], list(every[first:last]), list(every)[::-2]):
        docs, fields, counts = segment.postings(words)
        assert segment.packed(words).tolist() == [
            (int(doc) * len(FIELDS) + int(field)) * 256 + int(count)
            for doc, field, count in zip(docs, fields, counts, strict=True)
        ]


def test_segment_gives_the_postings_of_several_words_one_after_the_other() -> None:
    segment = decode(make_index([[{"title": "b a"}, {"title": "a a"}]]))
    assert segment.words == ["a", "b"]
    assert [part.tolist() for part in segment.postings([1, 0])] == [[0, 0, 1], [0] * 3, [1, 1, 2]]


@given(batches=batches)
def test_segment_knows_words_by_stem_and_by_part(batches: list[list[Texts]]) -> None:
    """Each word under its one stem and under all of its parts, and nothing else there."""
    segment = decode(make_index(batches, merge=True))
    by_stem: dict[str, list[int]] = defaultdict(list)
    by_trigram: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(segment.words):
        by_stem[stem(word)].append(number)
        framed = f"<{word}>"
        for trigram in {
            "".join(three) for three in zip(framed, framed[1:], framed[2:], strict=False)
        }:
            by_trigram[trigram].append(number)
    assert segment.by_stem == by_stem
    assert segment.by_trigram == by_trigram


def test_segment_says_how_often_and_whether_in_a_title_a_word_stands() -> None:
    segment = decode(
        make_index(
            [
                [
                    {"title": "fee", "text": "fee fee", "phrasings": "refund"},
                    {"text": "escrow fee", "topic_title": "topic"},
                ]
            ]
        )
    )
    assert segment.words == ["escrow", "fee", "refund", "topic"]
    assert segment.word_frequencies.tolist() == [1, 3, 1, 1]
    assert [segment.is_in_title(number) for number in range(4)] == [False, True, False, True]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("a", {"<a>"}),
        ("ab", {"<ab", "ab>"}),
        ("fees", {"<fe", "fee", "ees", "es>"}),
        ("aaaa", {"<aa", "aaa", "aa>"}),
    ],
)
def test_grams_are_all_three_letters_in_a_row_with_both_ends(word: str, parts: set[str]) -> None:
    assert trigrams(word) == parts


@given(batches=batches)
def test_lookup_of_a_word_in_a_document_agrees_with_its_postings(
    batches: list[list[Texts]],
) -> None:
    """Whatever the fields that have it."""
    segment = decode(make_index(batches, merge=True))
    docs = np.arange(segment.count, dtype=np.int32)
    for number in range(len(segment.words)):
        holders, _, _ = segment.postings([number])
        assert segment.contains(number, docs).tolist() == np.isin(docs, holders).tolist()
