"""What only the database's way of answering does."""

import shutil
from pathlib import Path

import pytest

from faq.search import search
from tests.factories import NOW, make_question, make_topic


@pytest.fixture(autouse=True)
def no_index(index: Path) -> None:
    shutil.rmtree(index)


def slugs(text: str) -> list[str]:
    return [hit.question.slug for hit in search(text, now=NOW).hits]


def test_fallback_ranks_titles_before_phrasings_before_summaries_and_more_words_first() -> None:
    shelf = make_topic()
    make_question(topic=shelf, slug="summary", summary="A walrus.")
    make_question(topic=shelf, slug="phrasing", phrasings=["a walrus"])
    make_question(topic=shelf, slug="title", title="Walrus")
    make_question(topic=shelf, slug="two-words", title="Walrus", summary="Its fish.")
    assert slugs("walrus fish") == ["two-words", "title", "phrasing", "summary"]


def test_fallback_orders_equals_as_the_topic_does() -> None:
    shelf = make_topic()
    for slug, position in (("third", 3), ("first", 1), ("second", 2)):
        make_question(topic=shelf, slug=slug, position=position, title="Walrus")
    assert slugs("walrus") == ["first", "second", "third"]


@pytest.mark.parametrize("text", ["100%", "_", "x%z", "\\", "' OR '1'='1"])
def test_fallback_gives_no_sign_a_meaning(text: str) -> None:
    """Check 12: signs that mean something to a database are looked for, or ignored."""
    make_question(slug="plain", title="Walrus")
    assert slugs(text) == []


def test_fallback_leaves_out_words_that_say_little_where_there_are_others() -> None:
    shelf = make_topic()
    make_question(topic=shelf, slug="walrus", title="The walrus")
    make_question(topic=shelf, slug="other", title="Is it so?")
    assert slugs("is it a walrus") == ["walrus"]
    assert slugs("is it") == ["other"]


def test_fallback_finds_by_the_longest_of_very_many_words() -> None:
    make_question(slug="walrus", title="Hippopotamus")
    assert slugs("one two three four five six seven eight nine hippopotamus") == ["walrus"]
