"""A state of the index in memory: right, bounded, and shared by threads while others write."""

import os
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.arrays import Impacts
from faq.search.index import loading, outbox, store
from faq.search.index.document import PART, key, stem_number
from faq.search.index.segment import trigrams
from faq.search.index_engine import IndexEngine
from faq.search.query.analysis import fold_words, stem
from faq.search.query.parser import parse
from faq.search.ranking.weights import FIELDS, SATURATION, TRIGRAM_MAX_SHARE
from faq.search.types import SearchUnavailable, TopHits
from tests.faq.search.indexes import Texts, batches, fields, make_index, replace

pytestmark = pytest.mark.usefixtures("index_folder")


def naive_impacts(documents: list[Texts], is_meant: Callable[[str], bool]) -> dict[int, float]:
    """Document → BM25 of all words that are meant, straight from the texts."""
    folded = [{name: fold_words(each.get(name, "")) for name in FIELDS} for each in documents]
    found: dict[int, float] = {}
    for name, (weight, b) in FIELDS.items():
        lengths = [len(each[name]) for each in folded]
        average = max(sum(lengths) / max(sum(length > 0 for length in lengths), 1), 1)
        for doc, each in enumerate(folded):
            times = sum(is_meant(word) for word in each[name])
            if times:
                held_against = SATURATION * (1 - b + b * lengths[doc] / average)
                worth = weight * times * (SATURATION + 1) / (times + held_against)
                found[doc] = found.get(doc, 0) + worth
    rarity = np.log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5))
    return {doc: worth * float(rarity) for doc, worth in found.items()}


def forms(name: str) -> Callable[[str], bool]:
    return lambda word: stem(word) == name


def holders(trigram: str) -> Callable[[str], bool]:
    return lambda word: trigram in trigrams(word)


def as_dict(impacts: Impacts) -> dict[int, float]:
    docs, values = impacts
    assert docs.tolist() == sorted(set(docs.tolist()))
    return dict(zip(docs.tolist(), values.tolist(), strict=True))


def all_words(documents: list[Texts]) -> set[str]:
    return {word for each in documents for text in each.values() for word in fold_words(text)}


@given(batches=batches)
def test_stem_impacts_is_bm25_of_all_forms_of_a_word(batches: list[list[Texts]]) -> None:
    """As computed from the texts, over several segments as over one."""
    documents = [each for batch in batches for each in batch]
    apart = loading.read(make_index(batches))
    merged = loading.read(make_index(batches, merge=True))
    assert (len(apart.segments), len(merged.segments)) == (len(batches), 1)
    for name in {stem(word) for word in all_words(documents)} | {"nowhere"}:
        expected = naive_impacts(documents, forms(name))
        assert as_dict(apart.stem_impacts(name)) == pytest.approx(expected, rel=1e-4)
        assert as_dict(merged.stem_impacts(name)) == as_dict(apart.stem_impacts(name))


@given(batches=batches)
def test_trigram_impacts_is_bm25_of_all_words_with_it_unless_most_documents_have_it(
    batches: list[list[Texts]],
) -> None:
    documents = [each for batch in batches for each in batch]
    index = loading.read(make_index(batches))
    for trigram in {trigram for word in all_words(documents) for trigram in trigrams(word)} | {
        "xyz"
    }:
        expected = naive_impacts(documents, holders(trigram))
        if len(expected) > TRIGRAM_MAX_SHARE * len(documents):
            expected = {}
        assert as_dict(index.trigram_impacts(trigram)) == pytest.approx(expected, rel=1e-4)


@given(batches=batches, data=st.data())
def test_snapshot_knows_who_is_alive_and_labelled(
    batches: list[list[Texts]], data: st.DataObject
) -> None:
    size = sum(map(len, batches))
    gone = data.draw(st.sets(st.integers(1, size), max_size=size - 1))
    index = loading.read(make_index(batches, gone=gone))
    pks = list(range(1, size + 1))
    assert (index.size, index.pks.tolist(), index.count) == (size, pks, size - len(gone))
    assert index.pks[~index.alive].tolist() == sorted(gone)
    expected = {
        f"topic-{rest}": [pk for pk in pks if pk % 2 == rest]
        for rest in (0, 1)
        if any(pk % 2 == rest for pk in pks)
    }
    found = {label: index.pks[docs].tolist() for label, docs in index.facet("topic").docs.items()}
    assert found == expected
    audiences = {
        slug: index.pks[docs].tolist() for slug, docs in index.facet("audiences").docs.items()
    }
    assert audiences.get("a", []) == [pk for pk in pks if pk % 3 > 0]
    assert audiences.get("b", []) == [pk for pk in pks if pk % 3 > 1]


@given(batches=batches)
def test_orders_give_each_document_its_words_whatever_segment_it_is_in(
    batches: list[list[Texts]],
) -> None:
    index = loading.read(make_index(batches))
    documents = [each for batch in batches for each in batch]
    for step in (1, -1, 2):
        docs = np.arange(index.size, dtype=np.int32)[::step]
        numbers, owners, offsets = index.stem_positions(docs)
        found: dict[int, dict[int, int]] = {}
        for number, owner, offset in zip(numbers, owners, offsets, strict=True):
            found.setdefault(int(docs[owner]), {})[int(offset)] = int(number) & ~PART
        expected = {
            doc: dict(enumerate(stem_number(stem(word)) for word in words))
            for doc in docs.tolist()
            if (
                words := [
                    word for name in FIELDS for word in fold_words(documents[doc].get(name, ""))
                ]
            )
        }
        assert found == expected


def test_sentences_follow_one_another_as_the_words_do() -> None:
    index = loading.read(make_index([[{"title": "a b. c", "text": "d"}], [{"text": "e f g"}]]))
    assert index.stem_sequences(np.array([0, 1], dtype=np.int32))[1].tolist() == [2, 1, 1, 3]
    assert index.stem_sequences(np.array([1], dtype=np.int32))[1].tolist() == [3]


def test_idfs_are_those_of_all_segments() -> None:
    """Of a stem that no document has twice, as exact as idf_of()."""
    documents = [[{"title": "fee"}, {"title": "refund"}], [{"text": "fees"}, {"text": "escrow"}]]
    index = loading.read(make_index(documents))
    numbers, idfs = index.idfs
    assert dict(zip(numbers.tolist(), idfs.tolist(), strict=True)) == {
        stem_number(name): pytest.approx(index.idf_of(name)) for name in ("fee", "refund", "escrow")
    }


def test_has_looks_at_visible_documents_only() -> None:
    index = loading.read(make_index([[{"title": "walrus"}, {"title": "fee"}]]))
    assert [index.has(name, index.alive) for name in ("walrus", "fee", "other")] == [
        True,
        True,
        False,
    ]
    only_the_second = np.array([False, True])
    assert [index.has(name, only_the_second) for name in ("walrus", "fee")] == [False, True]


def test_empty_index_has_nothing() -> None:
    index = loading.read(store.new_generation())
    assert (index.size, index.count, index.segments) == (0, 0, {})
    assert not index.has("fee", index.alive)
    assert as_dict(index.stem_impacts("fee")) == as_dict(index.trigram_impacts("fee")) == {}
    assert [part.tolist() for part in index.stem_positions(np.zeros(0, np.int32))] == [[], [], []]
    assert [part.tolist() for part in index.stem_sequences(np.zeros(0, np.int32))] == [
        [],
        [],
        [],
        [],
    ]
    assert [part.tolist() for part in index.idfs] == [[], []]
    assert IndexEngine(index).search(parse("fee")) == TopHits(pks=[], total=0, topic_counts={})


def test_part_that_most_documents_have_adds_nothing_whenever_it_is_asked_for() -> None:
    index = loading.read(make_index([[{"title": "fee"}, {"title": "feet"}, {"title": "toe"}]]))
    for _ in range(2):
        assert [
            as_dict(index.trigram_impacts(trigram)).keys() for trigram in ("<fe", "oe>", "xyz")
        ] == [
            set(),
            {2},
            set(),
        ]


# --- One state after the other


def test_read_takes_over_segments_whose_files_did_not_change() -> None:
    folder = make_index([[{"title": "walrus"}, {"title": "fee"}]])
    before = loading.read(folder)
    replace(folder, 1, {"title": "penguin"})
    after = loading.read(folder, before)
    assert len(after.segments) == 2
    [(name, segment)] = before.segments.items()
    assert after.segments[name] is segment
    assert as_dict(before.stem_impacts("walrus")).keys() == {0}
    assert IndexEngine(before).search(parse("walrus")).pks == [1]
    assert IndexEngine(after).search(parse("walrus")).pks == []
    assert IndexEngine(after).search(parse("penguin")).pks == [1]


def test_read_decodes_again_what_stands_under_the_same_name_but_changed() -> None:
    folder = make_index([[{"title": "walrus"}]])
    before = loading.read(folder)
    [path] = folder.glob("*.seg")
    os.utime(path, ns=(0, 0))
    after = loading.read(folder, before)
    assert set(after.segments).isdisjoint(before.segments)
    assert IndexEngine(after).search(parse("walrus")).pks == [1]


@pytest.mark.usefixtures("files_left_open")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_read_does_not_use_what_it_knew_when_a_file_is_cut_short() -> None:
    folder = make_index([[{"title": "walrus"}]])
    before = loading.read(folder)
    [path] = folder.glob("*.seg")
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(SearchUnavailable):
        loading.read(folder, before)


def test_current_is_read_once_for_each_state() -> None:
    folder = make_index([[{"title": "walrus"}]])
    store.switch_to(folder)
    first = loading.current()
    assert loading.current() is first
    replace(folder, 2, {"title": "penguin"})
    second = loading.current()
    assert (first.count, second.count) == (1, 2)
    assert loading.current() is second
    store.switch_to(make_index([[{"title": "fee"}] * 5]))
    assert loading.current().count == 5


def test_current_after_the_index_vanished_says_so() -> None:
    store.switch_to(make_index([[{"title": "walrus"}]]))
    assert loading.current().count == 1
    (store.root() / "CURRENT").unlink()
    with pytest.raises(SearchUnavailable):
        loading.current()


# --- Threads


@pytest.mark.usefixtures("files_left_open")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_threads_that_search_while_another_saves_see_whole_states_only() -> None:
    """Each save takes the word from one document and gives it to another, in one commit."""
    folder = make_index([[{"title": "walrus"}, *[{"title": f"fee {pk}"} for pk in range(2, 30)]]])
    store.switch_to(folder)
    done = threading.Event()
    answers: Counter[tuple[int, ...]] = Counter()
    errors: list[AssertionError | SearchUnavailable] = []

    def search() -> None:
        while not done.is_set():
            try:
                answers[tuple(IndexEngine(loading.current()).search(parse("walrus")).pks)] += 1
                assert IndexEngine(loading.current()).search(parse("fee")).total == 28
                assert store.document_count() == len(outbox.digests(folder)) == 29
            except (AssertionError, SearchUnavailable) as error:
                errors.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for number in range(40):
            move(folder, 1 + number % 29, 1 + (number + 1) % 29)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert errors == []
    assert {len(pks) for pks in answers} == {1}
    assert len(answers) > 1
    assert IndexEngine(loading.current()).search(parse("walrus")).pks == [1 + 40 % 29]


def move(folder: Path, loses: int, gains: int) -> None:
    """Take the word from one document and give it to another, in one commit."""
    with store.writing(store.open_generation(folder)) as writer:
        for pk, title in ((loses, f"fee {loses}"), (gains, "walrus")):
            writer.delete_by_term("id", key(pk))
            writer.add_document(**fields(pk, {"title": title}))
