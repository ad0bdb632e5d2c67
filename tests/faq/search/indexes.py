"""Small indexes of plain documents, without rows behind them, and texts to fill them with."""

from collections.abc import Collection, Iterable
from pathlib import Path

import pytest
from haystack.constants import ID
from hypothesis import strategies as st

from faq.search.index import document, loading, outbox, store
from faq.search.index.snapshot import Snapshot
from faq.search.index_engine import IndexEngine
from faq.search.query.parser import parse
from faq.search.ranking.weights import FIELDS
from faq.search.types import Filters, ParsedQuery

# By field of FIELDS.
Texts = dict[str, str]

# Few words, so that documents share them, in forms that share stems.
WORDS = ["refund", "refunds", "refunded", "escrow", "fee", "fees", "wi-fi", "café", "2fa", "the"]

line = st.lists(st.sampled_from(WORDS) | st.text("abé1", min_size=1, max_size=3), max_size=7).map(
    " ".join
)
texts = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, line))
# Documents by batch; each batch becomes a segment.
batches = st.lists(st.lists(texts, min_size=1, max_size=5), min_size=1, max_size=3)
# Texts that readers type: words of the documents, misspelled ones and others.
queries = st.lists(
    st.sampled_from([*WORDS, "refnud", "escrwo", "feees", "xylophone", "please"]),
    min_size=1,
    max_size=6,
).map(" ".join)
any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=120)
in_folder = pytest.mark.usefixtures("index_folder")


def everything(index: Snapshot, query: ParsedQuery, topic: str | None = None) -> list[int]:
    """The primary keys of all pages, in order."""
    return IndexEngine(index).search(query, filters=Filters(topic), page_size=1_000).pks


def topic_of(pk: int) -> str:
    return f"topic-{pk % 2}"


def make_index(
    batches: Iterable[Iterable[Texts]], *, gone: Collection[int] = (), merge: bool = False
) -> Path:
    """A generation with a segment for each batch. Documents have the primary keys 1, 2, 3 …

    Which topic each is in, topic_of() says.

    Args:
        batches: of documents.
        gone: primary keys to delete afterwards.
        merge: whether all is merged into one segment at the end.
    """
    folder = store.new_generation()
    pk = 0
    for batch in batches:
        writer = store.open_generation(folder).writer()
        for each in batch:
            pk += 1
            writer.add_document(**fields(pk, each))
        writer.commit(merge=False)
    if gone or merge:
        writer = store.open_generation(folder).writer()
        for deleted in gone:
            writer.delete_by_term(ID, document.key(deleted))
        writer.commit(merge=False, optimize=merge)
    return folder


def replace(folder: Path, pk: int, words: Texts) -> None:
    """Write a document anew, as a save does."""
    with store.writing(store.open_generation(folder)) as writer:
        writer.remove([pk])
        writer.add_document(**fields(pk, words))


def fields(pk: int, words: Texts) -> dict[str, object]:
    found = document.assemble(pk, topic=topic_of(pk), audiences=["a", "b"][: pk % 3], words=words)
    return found.fields


def assert_same(one: Path, other: Path, *asked: str, order: bool = True) -> None:
    """Both generations hold the same documents, and find the same for whatever is asked.

    Args:
        one: of the generations.
        other: of the generations.
        asked: texts.
        order: whether they give it in the same order too.
    """
    assert sorted(outbox.digests(one).items()) == sorted(outbox.digests(other).items())
    first, second = loading.read(one), loading.read(other)
    for text in asked:
        found = [
            IndexEngine(index).search(parse(text), page_size=1_000) for index in (first, second)
        ]
        if order:
            assert found[0] == found[1]
        assert sorted(found[0].pks) == sorted(found[1].pks)
        assert found[0].total == found[1].total
