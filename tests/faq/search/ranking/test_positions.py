"""Where words stand, compared with what the texts say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import loading
from faq.search.query.analysis import fold_words, stem
from faq.search.ranking.positions import Positions
from faq.search.ranking.weights import FIELDS
from tests.faq.search.indexes import Texts, batches, make_index

pytestmark = pytest.mark.usefixtures("index_folder")


@given(batches=batches, stems=st.lists(st.sampled_from(["refund", "fee", "the", "other"])))
def test_places_are_where_the_texts_have_the_words(
    batches: list[list[Texts]], stems: list[str]
) -> None:
    """Over all segments, for documents in any order."""
    index = loading.read(make_index(batches))
    documents = [each for batch in batches for each in batch]
    docs = np.arange(index.size, dtype=np.int32)[::-1]
    positions = Positions(index, docs, stems)
    found = [
        (int(owner), int(at - positions.starts[owner]), positions.stems[which])
        for at, which, owner in zip(positions.at, positions.which, positions.owners, strict=True)
    ]
    expected = [
        (owner, offset, stem(word))
        for owner, doc in enumerate(docs.tolist())
        for offset, word in enumerate(
            word for name in FIELDS for word in fold_words(documents[doc].get(name, ""))
        )
        if stem(word) in stems
    ]
    assert sorted(found) == sorted(expected)
    assert positions.at.tolist() == sorted(positions.at.tolist())
