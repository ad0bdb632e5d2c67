"""What is saved one by one: few segments, nothing lost, nothing left over."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import document, loading, outbox, store
from faq.search.types import SearchUnavailable
from faq.search.whoosh.merge_policy import FANOUT
from tests.faq.search.indexes import (
    WORDS,
    Texts,
    assert_same,
    fields,
    make_index,
    replace,
    texts,
)

pytestmark = pytest.mark.usefixtures("index_folder")


def remove(folder: Path, *pks: int) -> None:
    with store.writing(store.open_generation(folder)) as writer:
        for pk in pks:
            writer.remove([pk])


def rebuilt(latest: dict[int, Texts]) -> Path:
    """The same documents, written at once."""
    folder = store.new_generation()
    with store.writing(store.open_generation(folder)) as writer:
        for pk in sorted(latest):
            writer.add_document(**fields(pk, latest[pk]))
    return folder


def test_a_hundred_saves_leave_few_segments_and_find_what_a_rebuilt_index_finds() -> None:
    chance = random.Random(1)
    start = [{"title": chance.choice(WORDS), "text": str(pk)} for pk in range(20)]
    folder = make_index([start])
    latest: dict[int, Texts] = dict(enumerate(start, 1))
    most = 0
    for number in range(130):
        pk = chance.randrange(1, 41)
        latest[pk] = {"title": " ".join(chance.sample(WORDS, 3)), "text": str(number)}
        replace(folder, pk, latest[pk])
        most = max(most, len(store.open_generation(folder)._segments()))
    assert most < 2 * FANOUT
    # Deleted documents weigh a little until they are merged away, but they are never found.
    assert_same(folder, rebuilt(latest), *WORDS, "refund fee", "the wi-fi", "cafee", order=False)
    assert loading.read(folder).size < 2 * len(latest)
    # The files of this state and of the one before, and nothing else.
    names = {f"{each.segment_id()}.seg" for each in store.open_generation(folder)._segments()}
    files = {path.name for path in folder.iterdir()}
    assert names <= files
    assert len(files) <= 1 + len(names) + FANOUT


def test_index_that_grew_by_saves_ranks_as_a_rebuilt_one() -> None:
    chance = random.Random(1)
    folder = store.new_generation()
    latest: dict[int, Texts] = {}
    for pk in range(1, 2 * FANOUT + 4):
        latest[pk] = {"title": " ".join(chance.sample(WORDS, 3)), "text": chance.choice(WORDS)}
        replace(folder, pk, latest[pk])
    assert len(store.open_generation(folder)._segments()) > 1
    assert_same(folder, rebuilt(latest), *WORDS, "refund fee", "escrow the wi-fi", "cafee")


@given(
    saves=st.lists(st.tuples(st.integers(1, 9), texts | st.none()), min_size=1, max_size=30),
)
def test_any_saves_and_deletions_leave_what_was_saved_last(
    saves: list[tuple[int, Texts | None]],
) -> None:
    folder = store.new_generation()
    latest: dict[int, Texts] = {}
    for pk, words in saves:
        if words is None:
            remove(folder, pk)
            latest.pop(pk, None)
        else:
            replace(folder, pk, words)
            latest[pk] = words
    assert outbox.digests(folder) == {
        pk: document.assemble(
            pk, topic=f"topic-{pk % 2}", audiences=["a", "b"][: pk % 3], words=words
        ).digest
        for pk, words in latest.items()
    }


def test_segment_whose_documents_are_all_deleted_is_gone() -> None:
    folder = make_index([[{"title": "fee"}, {"title": "refund"}], [{"title": "escrow"}]])
    remove(folder, 1)
    assert loading.read(folder).size == 3
    remove(folder, 2)
    assert loading.read(folder).size == 1
    remove(folder, 3)
    assert loading.read(folder).size == 0
    replace(folder, 1, {"title": "fee"})
    assert [path.suffix for path in folder.iterdir()].count(".seg") == 1


def test_state_before_can_still_be_opened_by_who_has_just_read_its_name() -> None:
    folder = make_index([[{"title": "fee"}]])
    for pk in range(2, FANOUT):
        replace(folder, pk, {"title": "fee"})
    index = store.open_generation(folder)
    before = [index.storage.path(f"{each.segment_id()}.seg") for each in index._segments()]
    replace(folder, FANOUT, {"title": "fee"})
    assert len(store.open_generation(folder)._segments()) == 1
    assert [path.exists() for path in before] == [True] * (FANOUT - 1)
    replace(folder, FANOUT, {"title": "fee"})
    assert [path.exists() for path in before] == [False] * (FANOUT - 1)


def test_writing_that_fails_leaves_the_state_before() -> None:
    folder = make_index([[{"title": "fee"}]])
    before = sorted(folder.iterdir())

    def fail() -> None:
        with store.writing(store.open_generation(folder)) as writer:
            writer.remove([1])
            writer.add_document(**fields(2, {"title": "refund"}))
            raise ZeroDivisionError

    with pytest.raises(SearchUnavailable, match="ZeroDivisionError"):
        fail()
    assert sorted(folder.iterdir()) == before
    assert list(outbox.digests(folder)) == [1]
