"""Sentences, words and syllables, and the grade made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.publishing.style_rules.measures import reading_grade, sentences, syllables, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("One", ["One"]),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ("Ask Dr. Who. He knows.", ["Ask Dr. Who.", "He knows."]),
        ("It is 3.5 m, i.e. Long.", ["It is 3.5 m, i.e. Long."]),
        ("one. two", ["one. two"]),
        ("… ! ?", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text(max_size=300))
def test_sentences_lose_no_word(text: str) -> None:
    assert [word for each in sentences(text) for word in words(each)] == words(text)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "the end click choose closed asked called moved through code codes x 7"),
        (
            2,
            "contract refund table tables settled create being pages menu added changes lion boxes",
        ),
        (3, "agency deleted uploaded wi-fi-box profession's media"),
        (4, "dictionary freelancer-own material"),
    ],
)
def test_syllables_of_words_as_they_are_read(count: int, said: str) -> None:
    wrong = {word: syllables(word) for word in said.split() if syllables(word) != count}
    assert wrong == {}


def test_reading_grade_is_the_published_formula() -> None:
    """Ten sentences of five words of one syllable: 0.39 × 5 + 11.8 × 1 − 15.59."""
    assert reading_grade(["The cat sat on it."] * 10) == pytest.approx(-1.8, abs=0.05)
    assert reading_grade(["The cat sat on it. " * 10]) == pytest.approx(-1.8, abs=0.05)


def test_reading_grade_of_few_words_is_not_told() -> None:
    assert reading_grade(["word"] * 49) is None
    assert reading_grade(["word"] * 50) == pytest.approx(-3.4)
    assert reading_grade([]) is None
