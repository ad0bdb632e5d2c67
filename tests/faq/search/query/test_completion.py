"""faq.search.query.completion: what an unfinished word may become."""

import pytest

from faq.search.index import loading
from faq.search.index.document import assemble
from faq.search.index.snapshot import Snapshot
from faq.search.query.completion import MAX_COMPLETIONS, completions, whole_share


def index_of(*titles: str, text: str = "") -> Snapshot:
    return loading.of_documents(
        [
            assemble(pk, topic="t", audiences=(), words={"title": title, "text": text})
            for pk, title in enumerate(titles, start=1)
        ]
    )


def words(index: Snapshot, beginning: str) -> list[str]:
    return [each.word for each in completions(index, beginning, index.alive)]


def test_words_of_titles_come_before_words_of_other_texts() -> None:
    index = index_of("Wash a walrus", "Feed a walrus", text="wall wallet walk walking")
    assert words(index, "wal") == ["walrus", "walk", "wall", "wallet"]
    assert words(index, "w")[:2] == ["walrus", "wash"]


def test_probabilities_add_up_and_forms_of_a_word_are_one() -> None:
    index = index_of("Refunds", "Refund", "Refuse")
    found = completions(index, "ref", index.alive)
    assert [each.word for each in found] == ["refund", "refuse"]
    assert sum(each.probability**2 for each in found) == pytest.approx(1)


def test_beginning_is_no_completion_of_itself() -> None:
    index = index_of("Cards", "Car")
    assert words(index, "car") == ["cards"]
    assert words(index, "card") == []


def test_misspelled_beginning_is_corrected_unless_it_is_a_misspelled_word() -> None:
    index = index_of("Authentication", "Wires")
    assert words(index, "auhten") == ["authentication"]
    assert words(index, "auh") == words(index, "xyzz") == []
    # Spelling corrects it.
    assert words(index, "wirse") == []


def test_words_of_hidden_documents_are_no_completions() -> None:
    """Check 44: nor do they take the place of others."""
    index = index_of(*(f"secret{letter}" for letter in "abcdefghij"), "secretary")
    hidden = index.alive.copy()
    hidden[:10] = False
    assert [each.word for each in completions(index, "secret", hidden)] == ["secretary"]


def test_completions_are_few() -> None:
    index = index_of(*(f"w{letter}ll" for letter in "abcdefghijklmnop"))
    assert len(words(index, "w")) == MAX_COMPLETIONS


def test_share_of_a_word_among_those_that_begin_with_it() -> None:
    index = index_of("Pass", "Password", "Passwords", "Passport")
    assert whole_share(index, "pass") == 1 / 4
    assert whole_share(index, "password") == whole_share(index, "zebra") == 1
