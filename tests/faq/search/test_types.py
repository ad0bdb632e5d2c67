"""Pages of results and marked text, as plain values."""

import pytest

from faq.search.types import Highlighted, SearchPage


@pytest.mark.parametrize(
    ("total", "number", "pages", "has_previous", "has_next"),
    [
        (0, 1, 1, False, False),
        (1, 1, 1, False, False),
        (10, 1, 1, False, False),
        (11, 1, 2, False, True),
        (11, 2, 2, True, False),
        (25, 2, 3, True, True),
        (10, 5, 1, True, False),
    ],
)
def test_page_knows_its_neighbours(
    total: int, number: int, pages: int, has_previous: bool, has_next: bool
) -> None:
    page = SearchPage(text="x", hits=(), total=total, number=number)
    assert (page.page_count, page.has_previous, page.has_next) == (pages, has_previous, has_next)


@pytest.mark.parametrize(
    ("marked", "pieces"),
    [
        (Highlighted(""), []),
        (Highlighted("abc"), [("abc", False)]),
        (Highlighted("abc", ((0, 3),)), [("abc", True)]),
        (
            Highlighted("abcd", ((1, 2), (2, 3))),
            [("a", False), ("b", True), ("c", True), ("d", False)],
        ),
    ],
)
def test_pieces_cover_the_text(marked: Highlighted, pieces: list[tuple[str, bool]]) -> None:
    assert list(marked.pieces()) == pieces
