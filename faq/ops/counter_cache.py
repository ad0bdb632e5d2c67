"""A Django cache backend for counts that all processes on this machine share, stored in one file."""

import fcntl
import os
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

SLOTS = 65_536
# The owner's hash, the end in seconds since 1970, and the count.
_ENTRY = struct.Struct("=QdI")


class CounterCache(BaseCache):
    """Stores whole numbers from 0 to 2³² − 1, each for a limited time, and nothing else.

    Only a part of the hash of a key is stored. The table does not grow: of two keys in one slot, the
    later replaces the earlier. Every call opens and locks the file, which takes microseconds, so
    threads, forks and killed processes leave no lock behind.

    Args:
        location: path of the file, which is created when it is needed.
        params: as for every cache in CACHES.

    Raises:
        OSError: from every method, when the file cannot be read or written.
    """

    def __init__(self, location: str | os.PathLike[str], params: dict[str, object]) -> None:
        super().__init__(params)
        self._file = os.fspath(location)

    def add(
        self,
        key: str,
        value: int,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        with self._slot(key, version) as slot:
            if slot.read() is not None:
                return False
            slot.write(value, self._end(timeout))
            return True

    def set(
        self,
        key: str,
        value: int,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        with self._slot(key, version) as slot:
            slot.write(value, self._end(timeout))

    def get(self, key: str, default: int | None = None, version: int | None = None) -> int | None:
        with self._slot(key, version) as slot:
            stored = slot.read()
            return default if stored is None else stored[0]

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        with self._slot(key, version) as slot:
            stored = slot.read()
            if stored is None:
                raise ValueError("There is no count of that name.")
            value, end = stored
            slot.write(value + delta, end)
            return value + delta

    def delete(self, key: str, version: int | None = None) -> bool:
        with self._slot(key, version) as slot:
            was_there = slot.read() is not None
            slot.write(0, 0.0)
            return was_there

    def clear(self) -> None:
        with open(self._file, "wb"):
            pass

    def _end(self, timeout: float | None) -> float:
        end = self.get_backend_timeout(timeout)
        return float("inf") if end is None else end

    @contextmanager
    def _slot(self, key: str, version: int | None) -> Iterator["_Slot"]:
        name = self.make_and_validate_key(key, version=version)
        digest = blake2b(name.encode(), digest_size=16).digest()
        owner, number = struct.unpack("=QQ", digest)
        table = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(table, fcntl.LOCK_EX)
            yield _Slot(table, number % SLOTS * _ENTRY.size, owner)
        finally:
            # Closing releases the lock too.
            os.close(table)


class _Slot:
    """One entry of the table, as the owner of a key sees it."""

    def __init__(self, table: int, at: int, owner: int) -> None:
        self._table, self._at, self._owner = table, at, owner

    def read(self) -> tuple[int, float] | None:
        """Return the count and its end; None if the slot is empty, has expired or belongs to another key."""
        entry = os.pread(self._table, _ENTRY.size, self._at)
        if len(entry) < _ENTRY.size:
            return None
        owner, end, value = _ENTRY.unpack(entry)
        return (value, end) if owner == self._owner and end > time.time() else None

    def write(self, value: int, end: float) -> None:
        os.pwrite(self._table, _ENTRY.pack(self._owner, end, value), self._at)
