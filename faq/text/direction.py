"""The direction in which a text is read."""

from typing import Literal
from unicodedata import bidirectional

Direction = Literal["ltr", "rtl"]
_DIRECTIONS: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction(text: str) -> Direction | None:
    """Return the direction of a text by its first letter, as browsers do for dir="auto"; None without letters.

    The source is rule P2 of the Unicode bidirectional algorithm, https://www.unicode.org/reports/tr9/#P2,
    without its exception for isolates.
    """
    found = (_DIRECTIONS.get(bidirectional(character)) for character in text)
    return next((each for each in found if each), None)
