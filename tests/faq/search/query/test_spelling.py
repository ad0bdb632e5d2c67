"""What misspelled words are taken for, and what is never touched."""

import string

import pytest
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from faq.models import Question
from faq.publishing import archive
from faq.search import search
from faq.search.index import loading
from faq.search.index.outbox import drain
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import fold_words
from faq.search.query.spelling import MAX_CANDIDATES, MIN_LENGTH, candidates, typo_cost
from faq.text.words import find_words
from tests.factories import FUTURE, NOW, make_question
from tests.faq.search.indexes import make_index

typed_words = st.text("aeilrst", min_size=1, max_size=8)


def meant(index: Snapshot, typed: str) -> list[str]:
    return [each.word for each in candidates(index, typed, index.alive)]


@pytest.fixture
def vocabulary(index_folder: None) -> Snapshot:
    texts = ["escrow refund", "agency account", "contract", "fee", "2fa mp4", "freelancer", "café"]
    return loading.read(make_index([[{"title": text} for text in texts]]))


# --- What a slip costs


@given(typed_words, typed_words)
def test_typo_cost_is_nothing_only_for_the_word_itself(one: str, other: str) -> None:
    assert typo_cost(one, one) == 0
    assert (typo_cost(one, other) == 0) == (one == other)


@given(typed_words, typed_words)
def test_typo_cost_prices_the_edits_between_two_words(one: str, other: str) -> None:
    """Each of the fewest edits costs between a doubled letter and a first letter added."""
    edits = OSA.distance(one, other)
    assert 0.6 * edits - 1e-9 <= typo_cost(one, other) <= 1.55 * edits + 1e-9


@given(typed_words, typed_words)
def test_typo_cost_is_nearly_the_same_both_ways(one: str, other: str) -> None:
    """A letter too many costs a fifth more than one too few; all else is even."""
    assert typo_cost(one, other) <= 1.2 * typo_cost(other, one) + 1e-9


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        (("refudn", "refund"), ("rezund", "refund")),
        (("reffund", "refund"), ("rexfund", "refund")),
        (("acount", "account"), ("acount", "amount")),
        (("refond", "refund"), ("refxnd", "refund")),
        (("refuns", "refund"), ("refunp", "refund")),
        (("refunx", "refund"), ("xefund", "refund")),
        (("erfund", "refund"), ("xrfund", "refund")),
    ],
)
def test_typo_cost_is_lower_for_what_happens_more_often(
    likely: tuple[str, str], unlikely: tuple[str, str]
) -> None:
    """Swapped, doubled, a vowel for a vowel, the next key, and not the first letter."""
    assert typo_cost(*likely) < typo_cost(*unlikely)


# --- What is proposed


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("escrwo", "escrow"),
        ("refundd", "refund"),
        ("acount", "account"),
        ("rrefund", "refund"),
        ("xontract", "contract"),
        ("ontract", "contract"),
        ("freelanecr", "freelancer"),
        ("frelancers", "freelancer"),
        ("agncey", "agency"),
        ("feee", "fee"),
        ("cafw", "cafe"),
    ],
)
def test_candidates_begin_with_what_was_meant(vocabulary: Snapshot, typed: str, word: str) -> None:
    assert meant(vocabulary, typed)[0] == word


@pytest.mark.parametrize("typed", ["xy", "fe", "2fb", "mp5", "mp3", "c++", "xylophone", "24"])
def test_candidates_for_short_words_codes_and_what_is_far_from_all_are_none(
    vocabulary: Snapshot, typed: str
) -> None:
    assert meant(vocabulary, typed) == []


def test_candidates_are_words_not_codes(index_folder: None) -> None:
    index = loading.read(make_index([[{"title": "refund1"}, {"title": "escrow"}]]))
    assert meant(index, "refund") == []


def test_candidates_for_a_word_the_index_has_are_none(index_folder: None) -> None:
    """In any form, however rare, and however frequent the word next to it."""
    index = loading.read(
        make_index([[{"title": "contact"}, *[{"title": "contract"} for _ in range(20)]]])
    )
    assert [meant(index, typed) for typed in ("contact", "contacts", "contacted")] == [[], [], []]
    assert "contract" in meant(index, "contzact")


@given(typed=st.text("abcefnrdtuw", min_size=1, max_size=9))
def test_candidates_are_few_near_and_believed(vocabulary: Snapshot, typed: str) -> None:
    found = candidates(vocabulary, typed, vocabulary.alive)
    assert len(found) <= MAX_CANDIDATES
    assert sum(each.probability for each in found) <= 1 + 1e-9
    assert [each.probability for each in found if not 0 < each.probability <= 1] == []
    assert [each.word for each in found if OSA.distance(typed, each.word) > 2] == []
    if len(typed) < MIN_LENGTH:
        assert found == []


def test_candidates_are_the_same_over_several_segments_as_over_one(index_folder: None) -> None:
    """A word counts as often as it occurs in all of them."""
    documents = [{"text": "feed " * (n % 2)} | {"phrasings": "fees"} for n in range(6)]
    batches = [documents[:2], documents[2:4], documents[4:]]
    apart = loading.read(make_index(batches))
    merged = loading.read(make_index(batches, merge=True))
    found = candidates(apart, "feex", apart.alive)
    assert len(found) > 1
    assert found == candidates(merged, "feex", merged.alive)


# --- Words of what may not be found


def test_candidates_of_deleted_documents_do_not_exist(index_folder: None) -> None:
    """They stay in their segment until it is merged."""
    batches = [[{"title": "walrus"}, {"title": "penguin"}]]
    present = loading.read(make_index(batches))
    gone = loading.read(make_index(batches, gone=[1]))
    assert (meant(present, "walrsu"), meant(present, "walrus")) == (["walrus"], [])
    assert (meant(gone, "walrsu"), meant(gone, "pengiun")) == ([], ["penguin"])


def test_word_that_was_mended_is_corrected_like_any_other(index_folder: None) -> None:
    """An editor's own slip, once mended, does not stand in the way of readers who slip alike."""
    batches = [[{"title": "refnud"}, {"title": "fee"}], [{"title": "refund"}]]
    index = loading.read(make_index(batches, gone=[1]))
    assert meant(index, "refnud") == ["refund"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("index")
def test_correction_tells_nothing_of_what_is_not_published(rafi: User) -> None:
    """Checks 41–47: neither of scheduled questions, which are indexed, nor of archived ones."""
    make_question(title="Refund")
    make_question(title="Walrus", published_at=FUTURE)
    archived = make_question(title="Penguin")
    assert search("refund pengiun", now=NOW).corrected == "refund penguin"
    archive(archived, by=rafi, at=NOW)
    assert search("refund walrsu", now=FUTURE).corrected == "refund walrus"
    assert search("refund walrsu", now=NOW).corrected is None
    assert search("refund pengiun", now=NOW).corrected is None


# --- What the reader gets


def edited(word: str, data: st.DataObject) -> str:
    """The word with one letter left out, added, changed, or swapped with the next."""
    place = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    before, after = word[:place], word[place + 1 :]
    swapped = before + word[place + 1] + word[place] + word[place + 2 :]
    return data.draw(
        st.sampled_from([before + after, before + letter + word[place:], before + letter + after])
        | st.just(swapped)
    )


@pytest.mark.usefixtures("sample")
@given(data=st.data())
def test_question_is_among_the_first_three_after_one_edit_in_its_title(
    data: st.DataObject,
) -> None:
    """In a word of five letters or more. All 12,201 edits were tried once, and all did."""
    questions = list(Question.objects.published(NOW).order_by("slug"))
    question = data.draw(st.sampled_from(questions))
    long_words = [
        word
        for word in find_words(question.title)
        if word.text.isalpha() and len(word.text) == word.end - word.start >= 5
    ]
    word = data.draw(st.sampled_from(long_words))
    text = question.title[: word.start] + edited(word.text, data) + question.title[word.end :]
    assert question in [hit.question for hit in search(text, now=NOW).hits[:3]]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("escro refnd", "escrow refund"),
        ("How do I get an “Escro” refnd?!", "How do I get an “escrow” refund?!"),
        ("refnd, refnd; REFND", "refund, refund; refund"),
        ("escrow refund", None),
        ("escro-refnd x", "escrow-refund x"),
        ("delete-profule", "delete-profile"),
        ("c++ acount 24/7", "c++ account 24/7"),
    ],
)
def test_correction_keeps_the_rest_of_what_was_typed(text: str, corrected: str | None) -> None:
    assert search(text, now=NOW).corrected == corrected


@pytest.mark.usefixtures("index")
def test_correction_of_a_compound_replaces_it_once() -> None:
    """Whole or in parts, but not one over the other."""
    make_question(title="Signout with email", summary="sign out, mail")
    drain()
    assert search("sign-outt please", now=NOW).corrected == "signout please"
    assert search("e-mial please", now=NOW).corrected == "email please"


@pytest.mark.usefixtures("sample")
def test_correction_is_only_reported_where_something_was_found() -> None:
    page = search("refnd", topic="no-such-topic", now=NOW)
    assert (page.total, page.corrected) == (0, None)
    assert search("refnd", now=NOW).corrected == "refund"


@pytest.mark.usefixtures("sample")
def test_search_without_spelling_takes_words_as_they_are() -> None:
    index = loading.current()
    assert not index.has("refnd", index.alive)
    page = search("contract refnd", spelling=False, now=NOW)
    corrected = search("contract refnd", now=NOW)
    assert (page.corrected, corrected.corrected) == (None, "contract refund")
    assert corrected.hits[0].question.slug == "escrow-refund" != page.hits[0].question.slug
    assert page.total == search("contract", now=NOW).total


@pytest.mark.usefixtures("sample")
@given(text=st.text("refndscow ", max_size=40))
def test_correction_is_of_words_the_index_has_and_is_searched_as_such(text: str) -> None:
    """Searching for what a page says it searched corrects nothing more."""
    page = search(text, now=NOW)
    if page.corrected is not None:
        assert page.corrected != page.text
        again = search(page.corrected, now=NOW)
        assert again.corrected is None
        assert fold_words(again.text) == fold_words(page.corrected)
