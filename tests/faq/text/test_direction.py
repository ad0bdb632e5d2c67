"""The direction of a text."""

import pytest

from faq.text.direction import Direction, direction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How do I pay?", "ltr"),
        ("كيف أدفع؟", "rtl"),
        ("כיצד משלמים?", "rtl"),
        ("返金", "ltr"),
        ("2026: “كيف” and English", "rtl"),
        ("3. Pay في التطبيق", "ltr"),
        ("12:30 – ?!", None),
        ("🧾", None),
        ("", None),
    ],
)
def test_direction_is_that_of_the_first_letter(text: str, expected: Direction | None) -> None:
    assert direction(text) == expected
