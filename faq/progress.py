"""How long work reports how far it is."""

from collections.abc import Callable

# Called with the number of finished parts and of all parts.
Report = Callable[[int, int], None]


def no_report(done: int, total: int) -> None:
    """Tell nobody."""
