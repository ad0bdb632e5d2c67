"""Questions of a page with the blocks of their answers, and leftovers."""

import pytest

from faq.importing.pages.outline import outline
from faq.importing.pages.parsers import parse
from faq.importing.pages.source import PageSource


def outlined(text: str) -> tuple[list[tuple[str, list[str]]], list[tuple[str, str]]]:
    sections, leftovers = outline(parse(PageSource.from_text(text)))
    found = [(each.heading.plain, [block.plain for block in each.blocks]) for each in sections]
    return found, [(each.text, each.reason) for each in leftovers]


def test_headings_above_questions_and_within_answers() -> None:
    found, left = outlined(
        "# Sailing\n\nWelcome.\n\n## How do I row?\n\nSo.\n\n### At night\n\nSlower.\n\n## Prices\n\nFree."
    )
    assert found == [("How do I row?", ["So.", "At night", "Slower."]), ("Prices", ["Free."])]
    assert left == [
        ("# Sailing", "a heading above several questions"),
        ("Welcome.", "it belongs to no question"),
    ]


def test_page_without_questions_is_divided_by_its_headings() -> None:
    assert outlined("## Rowing\n\nSo.\n\n## Sailing\n\nElse.")[0] == [
        ("Rowing", ["So."]),
        ("Sailing", ["Else."]),
    ]
    assert outlined("Rowing a boat\n\n1. Sit down.\n2. Pull.")[0] == [
        ("Rowing a boat", ["Sit down.", "Pull."])
    ]


def test_numbered_questions_are_headings() -> None:
    assert outlined("1. How do I row?\n\nSo.\n\n2. How do I sail?\n\nElse.")[0] == [
        ("How do I row?", ["So."]),
        ("How do I sail?", ["Else."]),
    ]


def test_question_without_an_answer_is_left_over() -> None:
    found, left = outlined("How do I paint it?\n\nWhere is the harbour?\n\nThere.\n\nWho asks me?")
    assert found == [("Where is the harbour?", ["There."])]
    assert left == [
        ("How do I paint it?", "a question without an answer"),
        ("Who asks me?", "a question without an answer"),
    ]


@pytest.mark.parametrize(
    "clutter",
    [
        "Read more: Boats of the world",
        "SEE THIS: How do you paint a hull?",
        "See also\n- Boats\n- Hulls",
        "- [Boats](/b)\n- [Hulls](/h)",
        "Was this article helpful?",
        "© 2026 The harbour",
        "Share this on your wall",
        "- 10 Reasons To Love Boats",
        "-----",
    ],
)
def test_boilerplate_is_left_over(clutter: str) -> None:
    found, left = outlined(f"How do I row?\n\nSo it goes.\n\n{clutter}\n\nHow do I sail?\n\nElse.")
    assert found == [("How do I row?", ["So it goes."]), ("How do I sail?", ["Else."])]
    assert "\n".join(text for text, _ in left) == clutter


@pytest.mark.parametrize(
    "answer",
    [
        "IMPORTANT: Hold on.",
        "Related people may come.",
        "Yes.",
        "Search the web first.",
        "- [A](/a)\n- Row.",
    ],
)
def test_answers_are_no_boilerplate(answer: str) -> None:
    assert outlined(f"How do I row?\n\n{answer}\n\nHow do I sail?\n\nElse.")[1] == []
