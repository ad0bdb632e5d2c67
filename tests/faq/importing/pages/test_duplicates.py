"""Similar questions."""

import pytest

from faq.importing.pages.duplicates import MIN_SIMILARITY, TitleIndex, similarity


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("How do I delete my account?", "Can I delete the account?", True),
        ("How do I cancel a trip?", "How can I end my trips?", True),
        ("How do I pay a bill?", "How do I paint a hull?", False),
        ("Is it free?", "Is it safe?", False),
        ("What is all this about rowing?", "Should I be rowing then?", True),
    ],
)
def test_similarity(one: str, other: str, is_alike: bool) -> None:
    assert (similarity(one, other) >= MIN_SIMILARITY) == is_alike
    assert similarity(one, other) == pytest.approx(similarity(other, one))


def test_nearest_comes_first_and_common_words_count_little() -> None:
    titles = [
        f"How do I {what} at Helpnet?"
        for what in ("pay", "row", "sail", "end a trip", "end trips soon")
    ]
    found = TitleIndex(titles).nearest("How do I end trips at Helpnet?", count=5)
    assert [place for place, _ in found] == [3, 4]


def test_titles_without_words_are_not_similar() -> None:
    assert TitleIndex([]).nearest("How do I row?", count=3) == []
    assert TitleIndex(["?!"]).nearest("…", count=3) == []
