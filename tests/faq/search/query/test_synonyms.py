"""The table of words that say the same, and what it does to a search."""

import pytest
from hypothesis import strategies as st

from faq.models import Question, Synonym
from faq.models.synonym import MAX_WORDS
from faq.search import search
from faq.search.index import loading
from faq.search.index_engine import IndexEngine
from faq.search.query.analysis import fold_words
from faq.search.query.parser import parse
from faq.search.query.synonyms import (
    TABLE,
    contains_any,
    differing,
    synonyms_of,
    table,
)
from tests.factories import NOW
from tests.faq.search.indexes import make_index
from tests.faq.search.query.synonym_lookup import said

LINES = TABLE.read_text("utf-8").splitlines()


def test_table_has_groups_of_two_members_or_more_and_no_group_twice() -> None:
    groups = [frozenset(member.strip() for member in line.split(",")) for line in LINES]
    assert [line for line in LINES if line != line.strip() or "" in line.split(",")] == []
    assert [line for line, group in zip(LINES, groups, strict=True) if len(group) < 2] == []
    assert len(set(groups)) == len(groups) == len(LINES) > 50


def test_table_has_no_member_twice_in_a_group() -> None:
    members = [[member.strip() for member in line.split(",")] for line in LINES]
    assert [group for group in members if len(set(group)) != len(group)] == []


def test_table_has_members_as_they_are_searched() -> None:
    """Folded words of at most three, so that each can be found in what is typed."""
    members = {member.strip().replace("-", "") for line in LINES for member in line.split(",")}
    assert [m for m in members if " ".join(fold_words(m)) != m.replace("'", "")] == []
    assert [m for m in members if not 1 <= len(fold_words(m)) <= MAX_WORDS] == []
    assert all(1 <= len(key) <= MAX_WORDS and all(key) for key in table())


def test_table_goes_both_ways_and_nothing_stands_for_itself() -> None:
    known = table()
    assert [one for one, (others,) in known.items() if one in others or not others] == []
    assert [
        (one, other)
        for one, (others,) in known.items()
        for other in others
        if one not in known[other][0]
    ] == []


def test_synonyms_are_found_for_words_in_any_form() -> None:
    assert {"end", "termin", "close"} <= said("cancelling")
    assert said("walrus") == set()
    assert synonyms_of([], table()) == []


def test_synonyms_are_found_for_phrases_of_two_and_three_words_within_a_text() -> None:
    assert {"refund", "reimburs"} <= said("I want my money back now")
    assert "refund" not in said("back to my money")
    assert "password" not in said("where is")
    assert {"track", "status", "follow"} <= said("tell me where is it")
    assert "support" in said("customer service")


def test_synonyms_of_synonyms_are_not_followed() -> None:
    """ "price" says "cost", and "cost" says "charge", but "price" does not say "charge"."""
    assert "cost" in said("price")
    assert "charg" in said("cost")
    assert "charg" not in said("price")


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("text", ["terminate contract", "terminating contracts", "stop a contract"])
def test_search_finds_what_says_the_same(text: str) -> None:
    found = [hit.question.slug for hit in search(text, now=NOW).hits]
    assert Question.objects.filter(title__icontains="terminat").count() == 0
    assert found[0] == "end-contract"


@pytest.mark.usefixtures("index_folder")
def test_word_itself_comes_before_its_synonyms_and_they_before_nothing() -> None:
    index = loading.read(
        make_index(
            [[{"title": "Remove it"}, {"title": "Delete it"}, {"title": "Keep it"}, {"title": "Y"}]]
        )
    )
    assert IndexEngine(index).search(parse("delete")).pks == [2, 1]
    assert IndexEngine(index).search(parse("remove")).pks == [1, 2]


@pytest.mark.usefixtures("index_folder")
def test_synonym_of_two_words_needs_both() -> None:
    index = loading.read(
        make_index(
            [
                [
                    {"text": "money"},
                    {"text": "come back"},
                    {"text": "your money back"},
                    {"title": "Y"},
                ]
            ]
        )
    )
    assert IndexEngine(index).search(parse("refund")).pks == [3]


lines = st.lists(
    st.lists(st.sampled_from(["walrus", "tusk", "sea-cow", "pay", "c++"]), min_size=1, max_size=3),
    max_size=4,
).map(lambda phrases: ", ".join(" ".join(words) for words in phrases))
anything = lines | st.text(max_size=30)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("assignment", "cancel-job-post"),
        ("employer", "client-cancel-contract"),
        ("talent", "close-freelancer-account"),
    ],
)
def test_sample_knows_words_that_it_does_not_use(text: str, slug: str) -> None:
    def found() -> set[str]:
        return {hit.question.slug for hit in search(text, spelling=False, now=NOW).hits}

    assert slug in found()
    Synonym.objects.all().delete()
    assert slug not in found()


def test_a_word_is_held_in_any_form_and_one_that_became_known_too() -> None:
    members = differing(
        table([Synonym(words="gig economy, job"), Synonym(words="bill, fee")]), table()
    )
    texts = ["two jobs", "the gig economy", "gigs", "billing", "nothing"]
    assert [contains_any(text, members) for text in texts] == [True, True, True, True, False]
