"""Counts, pages and filters of what is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import loading, store
from faq.search.index_engine import IndexEngine
from faq.search.query.parser import parse
from faq.search.types import Filters, SearchUnavailable, TopHits
from tests.faq.search.indexes import (
    Texts,
    batches,
    everything,
    in_folder,
    make_index,
    queries,
    replace,
    topic_of,
)


@in_folder
@given(batches=batches, text=queries, page_size=st.integers(1, 4))
def test_total_is_the_number_of_what_all_pages_hold(
    batches: list[list[Texts]], text: str, page_size: int
) -> None:
    index = loading.read(make_index(batches))
    query = parse(text)
    whole = everything(index, query)
    total = IndexEngine(index).search(query).total
    pages = [
        IndexEngine(index).search(query, number=number, page_size=page_size)
        for number in range(1, total // page_size + 3)
    ]
    assert total == len(set(whole)) == len(whole)
    assert [pk for page in pages for pk in page.pks] == whole
    assert {page.total for page in pages} == {total}
    assert pages[-1].pks == []


@in_folder
@given(batches=batches, text=queries)
def test_filters_only_remove(batches: list[list[Texts]], text: str) -> None:
    """What remains keeps its order, and the topics' counts are of everything."""
    index = loading.read(make_index(batches))
    query = parse(text)
    whole = everything(index, query)
    counts = IndexEngine(index).search(query).topic_counts
    assert counts == {
        topic: count
        for topic in ("topic-0", "topic-1")
        if (count := sum(topic_of(pk) == topic for pk in whole))
    }
    for topic in ("topic-0", "topic-1", "nowhere"):
        narrowed = IndexEngine(index).search(query, filters=Filters(topic), page_size=1_000)
        assert narrowed.pks == [pk for pk in whole if topic_of(pk) == topic]
        assert (narrowed.total, narrowed.topic_counts) == (len(narrowed.pks), counts)


@in_folder
@given(batches=batches, text=queries, data=st.data())
def test_hidden_and_deleted_documents_are_neither_found_nor_counted(
    batches: list[list[Texts]], text: str, data: st.DataObject
) -> None:
    """To hide and to delete come to the same, but for how rare words are held to be."""
    size = sum(map(len, batches))
    some = st.sets(st.integers(1, size), max_size=size - 1)
    hidden, gone = data.draw(some), data.draw(some)
    index = loading.read(make_index(batches, gone=gone))
    query = parse(text)
    found = IndexEngine(index, hidden=frozenset(hidden)).search(query, page_size=1_000)
    assert set(found.pks).isdisjoint(hidden | gone)
    assert found.total == len(found.pks) == sum(found.topic_counts.values())
    visible = [pk for pk in range(1, size + 1) if pk not in hidden | gone]
    also_hidden = IndexEngine(index, hidden=frozenset(hidden | gone)).search(query, page_size=1_000)
    assert also_hidden == found
    assert set(found.pks) <= set(visible)


@in_folder
@given(batches=batches, text=queries)
def test_answer_does_not_depend_on_how_the_index_came_about(
    batches: list[list[Texts]], text: str
) -> None:
    """In one piece or in several, and whatever was cached before."""
    apart = loading.read(make_index(batches))
    merged = loading.read(make_index(batches, merge=True))
    query = parse(text)
    first = IndexEngine(apart).search(query, page_size=1_000)
    assert IndexEngine(merged).search(query, page_size=1_000) == first
    IndexEngine(apart).search(parse("fee refund escrow"))
    assert IndexEngine(apart).search(query, page_size=1_000) == first


@in_folder
def test_equals_are_in_the_order_of_their_primary_keys() -> None:
    folder = make_index([[{"title": "fee"}] * 30])
    replace(folder, 3, {"title": "fee"})
    index = loading.read(folder)
    assert everything(index, parse("fee")) == list(range(1, 31))
    assert IndexEngine(index).search(parse("fee"), number=2).pks == list(range(11, 21))


@in_folder
def test_find_looks_at_the_live_index_and_says_when_there_is_none() -> None:
    with pytest.raises(SearchUnavailable):
        IndexEngine(loading.current()).search(parse("fee"))
    store.switch_to(make_index([[{"title": "fee"}, {"title": "refund"}]]))
    found = IndexEngine(loading.current()).search(parse("fee"))
    assert found == TopHits(pks=[1], total=1, topic_counts={"topic-1": 1}, audience_counts={"a": 1})
    assert store.document_count() == 2
