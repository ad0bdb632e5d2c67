"""The lists of English words."""

from faq.text.english import (
    FUNCTION_WORDS,
    NOUN_VERBS,
    QUESTION_WORDS,
    SCREEN_VERBS,
    STEP_VERBS,
    VERBS,
)
from faq.text.words import folded_words


def test_lists_of_verbs_contain_one_another() -> None:
    assert SCREEN_VERBS < STEP_VERBS < VERBS
    assert NOUN_VERBS < VERBS


def test_words_are_in_lower_case() -> None:
    """Who looks a word up lowers it first, so that another spelling would never be found."""
    words = VERBS | QUESTION_WORDS | FUNCTION_WORDS
    assert [word for word in words if word != word.lower()] == []
    assert [word for word in FUNCTION_WORDS | QUESTION_WORDS if folded_words(word) != [word]] == []
