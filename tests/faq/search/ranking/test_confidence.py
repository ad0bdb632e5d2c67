"""How sure search is: by the arithmetic, and by what a reader asks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search import search
from faq.search.index import loading
from faq.search.index.snapshot import Snapshot
from faq.search.index_engine import IndexEngine
from faq.search.query.expansion import expand
from faq.search.query.parser import parse
from faq.search.query.synonyms import SynonymTable
from faq.search.ranking.confidence import Coverage, confidence, coverage
from tests.factories import NOW
from tests.faq.search.indexes import make_index

shares = st.floats(0, 1)
counts = st.floats(0, 16)


def test_confidence_is_the_formula() -> None:
    total = 6 * 0.2 + 1.5 * math.log(2 + 0.3) - 2 * 0.25 + 2 * 0.5 - 0.9
    for count, chance in ((1, 0), (28, 0), (280, 0.3 * math.log(10))):
        expected = 1 / (1 + math.exp(chance - total))
        assert confidence(0.2, Coverage(2, 0.25, 0.5), count) == pytest.approx(expected)


@given(near=shares, met=counts, unknown=shares, title=shares, count=st.integers(1, 1_000_000))
def test_confidence_grows_with_what_is_met_and_falls_with_what_is_unknown(
    near: float, met: float, unknown: float, title: float, count: int
) -> None:
    sure = confidence(near, Coverage(met, unknown, title), count)
    assert 0 < sure < 1
    assert confidence(near + 0.1, Coverage(met, unknown, title), count) > sure
    assert confidence(near, Coverage(met + 1, unknown, title), count) > sure
    assert confidence(near, Coverage(met, unknown, title + 0.1), count) > sure
    assert confidence(near, Coverage(met, unknown + 0.1, title), count) < sure
    assert confidence(near, Coverage(met, unknown, title), count * 100) < sure


@pytest.mark.usefixtures("index_folder")
@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("escrow refund", Coverage(2, 0)),
        ("how do i refund my escrow", Coverage(2, 0)),
        ("escrow fees", Coverage(1, 0)),
        ("escrow quagga", Coverage(1, 0.5)),
        ("escrow escrow quagga quagga", Coverage(1, 0.5)),
        ("deposit refund", Coverage(1.5, 0)),
        ("money back", Coverage(1, 0)),
        ("wifi", Coverage(1, 0)),
        ("wi-fi", Coverage(1, 0)),
        ("wi-quagga", Coverage(0.5, 0)),
        ("office365", Coverage(1, 0)),
        ("how do i", Coverage(0.9, 0)),
    ],
)
def test_coverage_counts_the_words_that_matter_once(text: str, covered: Coverage) -> None:
    synonyms: SynonymTable = {
        ("deposit",): (frozenset({("escrow",)}),),
        ("money", "back"): (frozenset({("refund",)}),),
    }
    about = {"title": "Escrow refund: how", "text": "I do it over Wi-Fi, in Office 365."}
    index = loading.read(make_index([[about, {"title": "Fees"}]]))
    expansions, _ = expand(index, parse(text), index.alive, synonyms)
    found = coverage(index, 0, expansions, synonyms, index.alive)
    assert found[:2] == pytest.approx(covered[:2])


@pytest.mark.usefixtures("index_folder")
@pytest.mark.parametrize(
    ("text", "share"), [("escrow", 0.5), ("refunds from escrow", 1), ("fees", 0), ("deposit", 0)]
)
def test_coverage_says_how_much_of_the_title_was_typed(text: str, share: float) -> None:
    about = {"title": "Escrow refund", "text": "Fees and deposits."}
    index = loading.read(make_index([[about, {"title": "Walrus"}]]))
    expansions, _ = expand(index, parse(text), index.alive, {})
    assert coverage(index, 0, expansions, {}, index.alive).title == share


def sure(index: Snapshot, text: str) -> bool:
    return IndexEngine(index).search(parse(text)).is_confident


@pytest.mark.usefixtures("index_folder")
@pytest.mark.parametrize("count", [1, 3, 30, 300])
def test_word_of_a_title_is_answered_in_collections_of_any_size(count: int) -> None:
    fillers = [{"title": f"Walrus number x{number}"} for number in range(count - 1)]
    index = loading.read(make_index([[{"title": "Escrow refund"}, *fillers]]))
    assert sure(index, "escrow refund")
    assert sure(index, "refund")
    assert not sure(index, "refund quagga xylem okapi zebu kudu nyala eland oryx")


@pytest.mark.usefixtures("index_folder")
def test_title_with_all_words_is_answered_however_common_they_are() -> None:
    """They are in every document, so that they are worth next to nothing."""
    index = loading.read(
        make_index(
            [[{"title": f"The fee for x{number}", "text": "It is due."} for number in range(30)]]
        )
    )
    assert sure(index, "fee for the")
    assert not sure(index, "for the")


@pytest.mark.usefixtures("sample")
def test_page_says_that_nothing_matches_well() -> None:
    assert search("escrow refund", now=NOW).is_confident
    near = search("weather forecast for tomorrow", now=NOW)
    assert near.hits
    assert not near.is_confident
