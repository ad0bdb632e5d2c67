"""Reader: how to give a text to a function."""

from collections.abc import Callable
from typing import NamedTuple

BASE = "https://help.example/"


class Reader(NamedTuple):
    """How to give a text to a function.

    Args:
        call: calls the function with the text.
        size: the length of the greatest text that it may get, or as much of that as shows its growth.
        long: a length for TELLING texts only, for work that takes long.
    """

    call: Callable[[str], object]
    size: int = 4_000
    long: int = 0
