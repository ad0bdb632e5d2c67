"""Facets count the matching documents of each label."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import loading, store
from faq.search.index.facet import Facet
from faq.search.index.segment import LABELS
from tests.faq.search.indexes import Texts, batches, make_index

pytestmark = pytest.mark.usefixtures("index_folder")


@given(batches=batches, data=st.data())
def test_counts_are_of_the_documents_with_each_label_or_none(
    batches: list[list[Texts]], data: st.DataObject
) -> None:
    index = loading.read(make_index(batches))
    chosen = data.draw(st.sets(st.integers(0, index.size - 1)))
    for field in LABELS:
        facet = index.facet(field)
        carriers = {label: set(docs.tolist()) for label, docs in facet.docs.items()}
        unlabelled = set(range(index.size)).difference(*carriers.values())
        assert facet.counts(np.array(sorted(chosen), dtype=np.int64)) == {
            label: len(chosen & (docs | unlabelled))
            for label, docs in carriers.items()
            if chosen & docs
        }
        for label, docs in carriers.items():
            assert set(np.flatnonzero(facet.matches(label)).tolist()) == docs | unlabelled
        assert set(np.flatnonzero(facet.matches("unknown")).tolist()) == unlabelled


def test_document_with_several_labels_counts_for_each() -> None:
    docs = {
        label: np.array(numbers, np.int32)
        for label, numbers in (("a", [0, 2]), ("b", [0, 1]), ("c", [0]))
    }
    facet = Facet(docs, 4)
    assert facet.counts(np.arange(4)) == {"a": 3, "b": 3, "c": 2}
    assert facet.counts(np.array([1, 3])) == {"b": 2}


def test_counts_of_an_index_without_documents_are_none() -> None:
    index = loading.read(store.new_generation())
    assert index.facet("topic").counts(np.zeros(0, np.int64)) == {}
