"""The arithmetic of ranking and its tables."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.query.analysis import fold_words
from faq.search.ranking.weights import (
    FIELDS,
    FUNCTION_WORD_WEIGHT,
    POLITE_WORD_WEIGHT,
    POLITE_WORDS,
    idf,
    idfs,
    length_norm,
    term_saturation,
    word_weight,
)
from faq.text.english import FUNCTION_WORDS

FIELD_COUNT = len(FIELDS)


def test_words_that_count_less_are_folded_and_in_one_list_only() -> None:
    """A word of the lists that is never typed that way would do nothing."""
    assert [word for word in FUNCTION_WORDS | POLITE_WORDS if fold_words(word) != [word]] == []
    assert not FUNCTION_WORDS & POLITE_WORDS


@pytest.mark.parametrize(
    ("word", "weight"),
    [
        ("refund", 1.0),
        ("how", 1.0),
        ("2fa", 1.0),
        ("the", FUNCTION_WORD_WEIGHT),
        ("not", FUNCTION_WORD_WEIGHT),
        ("please", POLITE_WORD_WEIGHT),
    ],
)
def test_word_weight_goes_by_the_kind_of_word(word: str, weight: float) -> None:
    assert word_weight(word) == weight
    assert 0 < POLITE_WORD_WEIGHT < FUNCTION_WORD_WEIGHT < 1


def test_idf_is_the_formula() -> None:
    assert idf(3, 10) == pytest.approx(math.log(1 + 7.5 / 3.5))


@given(documents=st.integers(0, 10**6), data=st.data())
def test_idf_is_positive_and_falls_with_every_document(documents: int, data: st.DataObject) -> None:
    holding = data.draw(st.integers(0, documents))
    assert idf(holding, documents) > 0
    if holding:
        assert idf(holding, documents) < idf(holding - 1, documents)


@given(st.lists(st.integers(0, 40), max_size=5))
def test_idfs_are_those_of_each(holding: list[int]) -> None:
    found = idfs(np.array(holding, dtype=np.float64), 40)
    assert found.tolist() == pytest.approx([idf(each, 40) for each in holding])


def test_length_norm_is_one_for_fields_of_average_length_and_less_for_empty_ones() -> None:
    lengths = np.array([[4] * FIELD_COUNT, [4] * FIELD_COUNT, [0] * FIELD_COUNT], dtype=np.float32)
    even, same, empty = length_norm(lengths)
    assert even == pytest.approx(np.ones(FIELD_COUNT))
    assert same.tolist() == even.tolist()
    assert empty == pytest.approx([1 - field.b for field in FIELDS.values()])


def test_length_norm_grows_with_the_length() -> None:
    lengths = np.array([[2] * FIELD_COUNT, [6] * FIELD_COUNT], dtype=np.float32)
    short, long = length_norm(lengths)
    assert short == pytest.approx([1 - field.b / 2 for field in FIELDS.values()])
    assert long == pytest.approx([1 + field.b / 2 for field in FIELDS.values()])


@pytest.mark.parametrize("count", [0, 3])
def test_length_norm_bears_empty_fields_and_no_documents(count: int) -> None:
    found = length_norm(np.zeros((count, FIELD_COUNT), dtype=np.float32))
    assert found.shape == (count, FIELD_COUNT)
    assert np.isfinite(found).all()


@pytest.mark.parametrize(("number", "name"), list(enumerate(FIELDS)))
def test_term_saturation_grows_with_the_count_but_never_past_twice_the_weight(
    number: int, name: str
) -> None:
    counts = np.array([1, 2, 10, 255], dtype=np.float32)
    fields = np.full(4, number)
    found = term_saturation(counts, fields, np.ones(4, dtype=np.float32))
    weight = FIELDS[name].weight
    assert found[0] == pytest.approx(weight)
    assert found[1] == pytest.approx(weight * 4 / 3)
    assert (np.diff(found) > 0).all()
    assert found[3] < 2 * weight
