"""The table of words that say the same, and what it does to a search."""

import pytest

from faq.models import Question
from faq.search import engine, search, snapshot
from faq.search.analysis import fold_words, stem
from faq.search.synonyms import LONGEST, TABLE, synonyms, table
from faq.search.understand import parse
from tests.factories import NOW
from tests.faq.search.indexes import make_index

LINES = TABLE.read_text("utf-8").splitlines()


def stems(text: str) -> list[str]:
    return [stem(word) for word in fold_words(text)]


def said(text: str) -> set[str]:
    """All that may stand for any part of a text."""
    return {" ".join(other) for others in synonyms(stems(text), table()) for other in others}


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
    assert [m for m in members if not 1 <= len(fold_words(m)) <= LONGEST] == []
    assert all(1 <= len(key) <= LONGEST and all(key) for key in table())


def test_table_goes_both_ways_and_nothing_stands_for_itself() -> None:
    known = table()
    assert [one for one, others in known.items() if one in others or not others] == []
    assert [
        (one, other) for one, others in known.items() for other in others if one not in known[other]
    ] == []


def test_synonyms_are_found_for_words_in_any_form() -> None:
    assert {"end", "termin", "close"} <= said("cancelling")
    assert said("walrus") == set()
    assert synonyms([], table()) == []


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
    index = snapshot.read(
        make_index(
            [[{"title": "Remove it"}, {"title": "Delete it"}, {"title": "Keep it"}, {"title": "Y"}]]
        )
    )
    assert engine.find_in(index, parse("delete")).pks == [2, 1]
    assert engine.find_in(index, parse("remove")).pks == [1, 2]


@pytest.mark.usefixtures("index_folder")
def test_synonym_of_two_words_needs_both() -> None:
    index = snapshot.read(
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
    assert engine.find_in(index, parse("refund")).pks == [3]
