"""Blocks of plain text: paragraphs, lists and questions on lines of their own."""

import pytest

from faq.importing.pages.parsers.plain_text import parse


def blocks(text: str) -> list[tuple[str, str, int | None, int]]:
    return [(b.kind.name, b.plain, b.number, b.depth) for b in parse(text)]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("1. Sit down", 1),
        ("  2) Sit down", 2),
        ("(3) Sit down", 3),
        ("Step 4: Sit down", 4),
        ("5 – Sit down", 5),
        ("b) Sit down", 2),
        ("1.Sit down", 1),
        ("• Sit down", None),
        ("* Sit down", None),
        ("- Sit down", None),
    ],
)
def test_list_items_with_any_mark(line: str, number: int | None) -> None:
    assert blocks(line) == [("LIST_ITEM", "Sit down", number, 1)]


@pytest.mark.parametrize("line", ["2026 was good", "3 - 5 days", "2.5 knots", "1. 2.", "a boat"])
def test_lines_that_are_no_list_items(line: str) -> None:
    assert [kind for kind, *_ in blocks(line)] == ["PARAGRAPH"]


def test_lines_belong_together_until_an_empty_line() -> None:
    assert blocks(
        "How do I row?\nWith oars,\ntwo.\n\n1. Sit\n   down.\n\n   Slowly.\n  - left\n\nDone."
    ) == [
        ("HEADING", "How do I row?", None, 0),
        ("PARAGRAPH", "With oars, two.", None, 0),
        ("LIST_ITEM", "Sit down.", 1, 1),
        ("PARAGRAPH", "Slowly.", None, 1),
        ("LIST_ITEM", "left", None, 2),
        ("PARAGRAPH", "Done.", None, 0),
    ]
