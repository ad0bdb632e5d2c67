"""Facets count the matching documents of each label."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import snapshot, store
from faq.search.index.segment import LABELS
from tests.faq.search.indexes import Texts, batches, make_index

pytestmark = pytest.mark.usefixtures("index_folder")


@given(batches=batches, data=st.data())
def test_counts_are_of_the_matching_documents_with_each_label(
    batches: list[list[Texts]], data: st.DataObject
) -> None:
    index = snapshot.read(make_index(batches))
    matching = np.array(
        data.draw(st.lists(st.booleans(), min_size=index.size, max_size=index.size))
    )
    for field in LABELS:
        facet = index.facet(field)
        assert facet.counts(matching) == {
            label: int(matching[docs].sum()) for label, docs in facet.docs.items()
        }


def test_counts_of_an_index_without_documents_are_none() -> None:
    index = snapshot.read(store.new_generation())
    assert index.facet("topic").counts(index.alive) == {}


def test_unlabelled_documents_are_those_of_no_label() -> None:
    index = snapshot.read(make_index([[{"title": "a"}] * 4]))
    facet = index.facet("audiences")
    labelled = {doc for docs in facet.docs.values() for doc in docs.tolist()}
    assert facet.unlabelled.tolist() == sorted(set(range(4)) - labelled)
    assert 0 < len(labelled) < 4
