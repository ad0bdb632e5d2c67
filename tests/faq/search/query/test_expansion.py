"""What typed words are taken for: corrections with doubt, right words, words written together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search import search
from faq.search.index import loading
from faq.search.index.outbox import drain
from faq.search.index.snapshot import Snapshot
from faq.search.index_engine import IndexEngine
from faq.search.query.analysis import fold_words, stem
from faq.search.query.expansion import COMMON_WORDS, MIN_REPORTED, common_stems, expand
from faq.search.query.parser import parse
from faq.search.query.spelling import candidates
from faq.search.query.synonyms import table
from tests.factories import FUTURE, NOW, make_question
from tests.faq.search.indexes import make_index


@pytest.fixture
def vocabulary(index_folder: None) -> Snapshot:
    texts = ["reject", "email address", "contract fee", "log in", "escrow", "back", "wi-fi signal"]
    return loading.read(make_index([[{"title": text} for text in texts]]))


def taken(index: Snapshot, text: str, *, spelling: bool = True) -> dict[str, str]:
    return expand(index, parse(text, spelling=spelling), index.alive, {})[1]


def meant(index: Snapshot, text: str) -> list[str]:
    return [each.stem for each in expand(index, parse(text), index.alive, {})[0]]


# --- Right words


def test_common_words_are_folded_and_stand_once() -> None:
    """A word that is never typed that way would do nothing."""
    words = COMMON_WORDS.read_text("utf-8").split()
    assert [word for word in words if fold_words(word) != [word]] == []
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("word", ["reset", "resets", "bank", "doesnt", "please", "the", "which"])
def test_words_in_everybodys_use_are_right_in_all_their_forms(word: str) -> None:
    assert stem(word) in common_stems()


@pytest.mark.parametrize("word", ["refnud", "acount", "teh", "recieve", "adress", "passwrod"])
def test_misspelled_words_are_not_right(word: str) -> None:
    assert stem(word) not in common_stems()


def test_right_words_are_never_said_to_be_others_but_help_a_little(vocabulary: Snapshot) -> None:
    """Neither has the index, and of both it has a neighbour."""
    assert [
        candidates(vocabulary, word, vocabulary.alive)[0].word for word in ("reset", "bank")
    ] == [
        "reject",
        "back",
    ]
    assert taken(vocabulary, "reset bank") == {}
    expansions, _ = expand(vocabulary, parse("reset bank"), vocabulary.alive, {})
    assert [each.stem for each in expansions] == ["reset", "bank"]
    assert [each.options[0].word for each in expansions] == ["reject", "back"]
    assert max(each.options[0].probability for each in expansions) < MIN_REPORTED


@pytest.mark.usefixtures("sample")
def test_right_words_are_searched_as_they_are_typed() -> None:
    index = loading.current()
    assert not index.has("reset", index.alive)
    assert search("reset my password", now=NOW).corrected is None
    assert search("reset my acount", now=NOW).corrected == "reset my account"


# --- Corrections


def test_correction_is_reported_only_where_it_is_believed(vocabulary: Snapshot) -> None:
    assert taken(vocabulary, "escorw contarct") == {"escorw": "escrow", "contarct": "contract"}
    [doubtful] = candidates(vocabulary, "xescroz", vocabulary.alive)
    assert (doubtful.word, doubtful.probability < MIN_REPORTED) == ("escrow", True)
    assert taken(vocabulary, "xescroz") == {}
    assert meant(vocabulary, "xescroz") == ["escrow"]


def test_nothing_is_taken_for_another_where_that_is_not_wanted(vocabulary: Snapshot) -> None:
    """Switched off, in quotes, or a word that editors know."""
    assert taken(vocabulary, "escorw emailaddress", spelling=False) == {}
    assert taken(vocabulary, '"escorw"') == {}
    query = parse("escorw")
    assert expand(vocabulary, query, vocabulary.alive, {("escorw",): ()})[1] == {}
    assert taken(vocabulary, "escorw") == {"escorw": "escrow"}


# --- Words written together


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("emailaddress", "email address"),
        ("contractfees", "contract fees"),
        ("login", "log in"),
        ("emailwalrus", None),
        ("walrus", None),
    ],
)
def test_word_of_two_is_taken_apart_where_both_are_known(
    vocabulary: Snapshot, text: str, halves: str | None
) -> None:
    assert taken(vocabulary, text).get(text) == halves
    if halves:
        assert meant(vocabulary, text) == [stem(word) for word in halves.split()]


def test_compound_is_not_taken_for_anything_else(vocabulary: Snapshot) -> None:
    """Its parts follow it; only what is wrong in them is mended."""
    assert taken(vocabulary, "email-address") == taken(vocabulary, "contract/fee") == {}
    assert taken(vocabulary, "emial-address") == {"emial": "email"}


def test_words_that_are_one_in_the_index_find_it(index_folder: None) -> None:
    index = loading.read(
        make_index([[{"title": "password"}, {"title": "walrus"}, {"title": "one word"}]])
    )
    assert IndexEngine(index).search(parse("pass word")).pks == [3, 1]
    assert IndexEngine(index).search(parse("word pass")).pks == [3]


@given(words=st.lists(st.sampled_from(["email", "address", "fee", "log", "in"]), max_size=4))
def test_words_of_the_index_are_taken_as_they_are(vocabulary: Snapshot, words: list[str]) -> None:
    text = " ".join(words)
    assert taken(vocabulary, text) == {}
    assert meant(vocabulary, text) == [stem(word) for word in words]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("index")
def test_words_taken_apart_tell_nothing_of_what_is_not_published() -> None:
    """Checks 41–47: scheduled questions are indexed."""
    make_question(title="Refund")
    make_question(title="Walrus penguin", published_at=FUTURE)
    drain()
    assert search("refund walruspenguin", now=FUTURE).corrected == "refund walrus penguin"
    assert search("refund walruspenguin", now=NOW).corrected is None


def test_synonyms_that_come_with_the_software_are_words(vocabulary: Snapshot) -> None:
    assert expand(vocabulary, parse("logon"), vocabulary.alive, table())[1] == {}
