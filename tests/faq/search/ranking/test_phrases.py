"""Words in quotes, held against a plain search through the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import loading
from faq.search.query.analysis import fold_compounds, stem
from faq.search.ranking.phrases import documents_with_phrases
from faq.search.ranking.weights import FIELDS
from tests.faq.search.indexes import WORDS, Texts, batches, make_index

in_folder = pytest.mark.usefixtures("index_folder")
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


def forms(text: str) -> list[list[str]]:
    """The stems of a text, its compounds as one word each, and as their parts."""
    compounds = fold_compounds(text)
    return [
        [stem(compound[0]) for compound in compounds],
        [stem(word) for compound in compounds for word in compound[1:] or compound],
    ]


def says(document: Texts, phrase: str) -> bool:
    """Whether any field has the stems of the phrase in a row, in either form."""
    return any(
        row[start : start + len(wanted)] == wanted
        for name in FIELDS
        for row in forms(document.get(name, ""))
        for wanted in forms(phrase)
        for start in range(len(row))
    )


@in_folder
@given(batches=batches, wanted=st.lists(phrases, min_size=1, max_size=2))
def test_holding_is_having_every_phrase_in_one_field(
    batches: list[list[Texts]], wanted: list[str]
) -> None:
    index = loading.read(make_index(batches))
    documents = [document for batch in batches for document in batch]
    expected = [
        pk
        for pk, document in enumerate(documents, start=1)
        if all(says(document, phrase) for phrase in wanted)
    ]
    assert index.pks[documents_with_phrases(index, wanted, index.alive)].tolist() == expected


@in_folder
def test_holding_looks_at_what_is_visible_only() -> None:
    folder = make_index([[{"title": "escrow refund"}] * 3], gone=[1])
    index = loading.read(folder)
    assert index.pks[documents_with_phrases(index, ["escrow refund"], index.alive)].tolist() == [
        2,
        3,
    ]
    visible = index.alive & (index.pks != 3)
    assert index.pks[documents_with_phrases(index, ["escrow refund"], visible)].tolist() == [2]


@in_folder
def test_phrase_does_not_reach_from_one_field_or_document_into_the_next() -> None:
    apart = {"title": "ends with escrow", "phrasings": "refund begins"}
    index = loading.read(make_index([[apart, {"title": "escrow"}, {"title": "refund"}]]))
    assert not documents_with_phrases(index, ["escrow refund"], index.alive).any()
    assert index.pks[documents_with_phrases(index, ["with escrow"], index.alive)].tolist() == [1]


@in_folder
@pytest.mark.parametrize("written", ["the sign-in page", "the sign in page"])
@pytest.mark.parametrize("asked", ["sign in page", "sign-in page", "the sign/in"])
def test_phrases_do_not_depend_on_hyphens(written: str, asked: str) -> None:
    index = loading.read(make_index([[{"title": written}, {"title": "in the page sign"}]]))
    assert index.pks[documents_with_phrases(index, [asked], index.alive)].tolist() == [1]


@in_folder
@pytest.mark.parametrize(
    ("written", "asked"),
    [("Wi-Fi password", "wifi password"), ("wifi password", "Wi-Fi password"),
     ("Sign in with wifi", "sign-in with wi-fi"), ("Disney+ on TV", "disney plus on tv"),
     ("pay 10,000 euros", "10 000 euros"), ("Office 365 mail", "office365 mail")],
)  # fmt: skip
def test_phrases_find_names_in_other_forms(written: str, asked: str) -> None:
    index = loading.read(make_index([[{"title": written}]]))
    assert documents_with_phrases(index, [asked], index.alive).tolist() == [True]
