"""The attacks by name. Each runs for some seconds on a site of its own and says how it ended.

Import a module with attacks of its own in `tests/siege/__main__.py`.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPException

from tests.site import Site

Attack = Callable[[Site, float], str]
"""Attacks a running site for about so many seconds, and returns the outcome in a few words."""

ATTACKS: dict[str, Attack] = {}

# Readers come from 127.0.0.1. Attackers that are limited by network come from another one.
ATTACKER = "127.0.0.2"


def attack(name: str) -> Callable[[Attack], Attack]:
    """Register a function as an attack under the name by which `make siege ATTACKS=` selects it."""

    def register(function: Attack) -> Attack:
        ATTACKS[name] = function
        return function

    return register


@attack("nothing")
def nothing(site: Site, seconds: float) -> str:
    """What readers see without an attack."""
    time.sleep(seconds)
    return "for comparison"


def summary(outcomes: Counter[str]) -> str:
    """Return outcomes and their numbers, the most frequent first."""
    return ", ".join(f"{number} × {outcome}" for outcome, number in outcomes.most_common())


def at_once(clients: int, seconds: float, ask: Callable[[], object]) -> str:
    """Let clients ask at once, each again and again, until so many seconds have passed.

    Args:
        clients: their number.
        seconds: after which no client asks again.
        ask: sends a request and returns its status, or raises an exception.

    Returns:
        How many requests had each outcome, and the seconds that the slowest of them took.
    """
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    end = time.monotonic() + seconds

    def run() -> None:
        nonlocal slowest
        while (start := time.monotonic()) < end:
            try:
                outcome = str(ask())
            except (OSError, HTTPException) as error:
                outcome = type(error).__name__
            outcomes[outcome] += 1
            slowest = max(slowest, time.monotonic() - start)

    threads = [threading.Thread(target=run) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return f"{summary(outcomes)}; the slowest took {slowest:.1f} s"
