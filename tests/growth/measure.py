"""Measures whether work grows out of proportion to its input, with bounds that a busy machine cannot break."""

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# How many times as large the large input is.
FACTOR = 16
# Linear work has 1, and work that takes the time of n log n less than 2.
MAX_GROWTH = 5


class TooLong(BaseException):
    """The work took longer than it may."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooLong


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Interrupt the work after some processor time. Matching a pattern can be interrupted as well.

    Raises:
        TooLong: the limit is reached.
    """
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(work: Callable[[], object], limit: float) -> float:
    """Return the processor time of some work, or the limit if it takes longer."""
    gc.disable()
    before = time.process_time()
    try:
        with time_limit(limit):
            work()
    except TooLong:
        return limit
    finally:
        gc.enable()
    return time.process_time() - before


def growth(
    work: Callable[[int], Callable[[], object]], size: int, floor: float, limit: float
) -> float:
    """Return how many times as long the work takes on one input as on FACTOR inputs that are as long together.

    Args:
        work: returns the work on an input of a size.
        size: the size of the large input.
        floor: less than this many seconds for the large input count as no growth.
        limit: the large input is interrupted after this many seconds.

    Returns:
        About 1 for linear work, up to FACTOR for quadratic work, 0 below the floor, infinity at the limit.
        Noise adds time and takes none away, so the lowest of several ratios counts.
    """
    large, small = work(size), work(size // FACTOR)

    def all_small() -> None:
        for _ in range(FACTOR):
            small()

    lowest = float("inf")
    for _ in range(3):
        taken = seconds(large, limit)
        if taken < floor:
            return 0.0
        if taken >= limit:
            return float("inf")
        # The clock of some systems counts in steps of milliseconds.
        lowest = min(lowest, taken / max(seconds(all_small, limit), 0.005))
        if lowest <= MAX_GROWTH:
            break
    return lowest
