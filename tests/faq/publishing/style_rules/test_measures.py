"""Words, syllables and the grade computed from them."""

import pytest

from faq.publishing.style_rules.measures import reading_grade, syllables


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
def test_syllables_counts_spoken_syllables(count: int, said: str) -> None:
    wrong = {word: syllables(word) for word in said.split() if syllables(word) != count}
    assert wrong == {}


def test_reading_grade_is_the_published_formula() -> None:
    """Ten sentences of five words of one syllable: 0.39 × 5 + 11.8 × 1 − 15.59."""
    assert reading_grade(["The cat sat on it."] * 10) == pytest.approx(-1.8, abs=0.05)
    assert reading_grade(["The cat sat on it. " * 10]) == pytest.approx(-1.8, abs=0.05)


def test_reading_grade_of_few_words_is_none() -> None:
    assert reading_grade(["word"] * 49) is None
    assert reading_grade(["word"] * 50) == pytest.approx(-3.4)
    assert reading_grade([]) is None
