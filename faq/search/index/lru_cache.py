"""Keeps the arrays that were asked for last, within a limit of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import numpy.typing as npt

Arrays = tuple[npt.NDArray[Any], npt.NDArray[Any]]

# What keeping two arrays takes beside what is in them.
OVERHEAD = 300


class Recent:
    """Pairs of arrays by key, for any number of threads.

    Attributes:
        used: bytes, of at most `limit`.
    """

    def __init__(self, limit: int) -> None:
        self.used = 0
        self._limit = limit
        self._kept: OrderedDict[Hashable, Arrays] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """What is kept under a key, or else is made now; two threads may make the same."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self.used += _bytes(made)
            while self.used > self._limit:
                self.used -= _bytes(self._kept.popitem(last=False)[1])
        return made


def _bytes(arrays: Arrays) -> int:
    return OVERHEAD + sum(array.nbytes for array in arrays)
