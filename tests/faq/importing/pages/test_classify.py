"""Questions, their prefixes, instructions and references."""

import pytest

from faq.importing.pages.classify import (
    asks,
    is_instruction,
    is_question,
    refers_back,
    without_prefix,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("How do I row?", True),
        ("3. Q: How do I row?", True),
        ("¿Cómo puedo remar?", True),
        ("**How do I row?**", True),
        ("Really?", False),
        ("Lost? Ask us now?", False),
        ("It works. Does it not?", False),
        ("How do I row", False),
        ("Why " + "very " * 50 + "long?", False),
    ],
)
def test_is_question(line: str, expected: bool) -> None:
    assert is_question(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Your question: How so?", "How so?"),
        ("Frequently asked question 4: How so?", "How so?"),
        ("12. How so?", "How so?"),
        ("Q3: How so?", "How so?"),
        ("1) Q. How so?", "How so?"),
        ("3 days or 4?", "3 days or 4?"),
        ("Questions: which?", "Questions: which?"),
    ],
)
def test_without_prefix(line: str, expected: str) -> None:
    assert without_prefix(line) == expected


def test_asks_without_a_question_mark() -> None:
    assert [asks("How to row"), asks("Rowing")] == [True, False]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Click it.", True),
        ("Then, from the menu, choose Go.", True),
        ("If you may, click it.", True),
        ("From there, select it.", True),
        ("Please open it.", True),
        ("You click it.", False),
        ("Complete the form.", True),
        ("Head to the pier.", True),
        ("Share files over a network.", False),
        ("Review is slow.", False),
        ("Most of the time it works.", False),
    ],
)
def test_is_instruction(sentence: str, expected: bool) -> None:
    assert is_instruction(sentence) == expected


def test_refers_back() -> None:
    assert [refers_back("This opens it."), refers_back("It is free.")] == [True, False]
