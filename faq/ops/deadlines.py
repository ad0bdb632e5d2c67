"""Stops requests that take too long, so that they cannot keep others waiting.

A thread of each process looks at the running requests twice a second. It raises DeadlineExceeded in the
thread of a request whose time is over, and interrupts its query. Python code and queries stop at once; a
call into C, such as a regular expression, stops when it returns.
"""

import ctypes
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

ViewT = TypeVar("ViewT", bound=Callable[..., object])

# In seconds.
_INTERVAL = 0.5
# How long the request has to end after the exception, before it is raised again.
_GRACE_PERIOD = 5

_lock = threading.Lock()
# By the identifier of the thread that runs them.
_running: dict[int, "Deadline"] = {}
_watcher: threading.Thread | None = None


class DeadlineExceeded(BaseException):
    """The request has run for longer than it may.

    It does not derive from Exception, because no code that handles errors may continue the request.
    """


class Deadline:
    """Limits how long the code in this thread may run, from now until `stop` is called.

    Args:
        seconds: after which DeadlineExceeded is raised in this thread.
    """

    def __init__(self, seconds: float) -> None:
        self._thread = threading.get_ident()
        # Connections belong to threads, so the watching thread could not find this one.
        self._database = connections[DEFAULT_DB_ALIAS]
        self._was_in_transaction = self._database.in_atomic_block
        self._is_raised = False
        self._started_at = time.monotonic()
        self.set_seconds(seconds)
        with _lock:
            _running[self._thread] = self
            _start_watcher()

    def set_seconds(self, seconds: float) -> None:
        """Change the limit, counted from the start."""
        self.seconds = seconds
        self._ends_at = self._started_at + seconds

    def stop(self) -> None:
        """Let this thread run on. It may raise DeadlineExceeded itself, and must then be called again."""
        with _lock:
            _running.pop(self._thread, None)
            if self._is_raised:
                # The exception may not have reached the thread yet.
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), None)

    def clean_up_connection(self) -> None:
        """Replace the database connection if the exception kept the request from leaving a transaction."""
        if self._database.in_atomic_block and not self._was_in_transaction:
            if self._database.connection is not None:
                self._database.connection.close()
            del connections[DEFAULT_DB_ALIAS]

    def _expire(self, now: float) -> None:
        """Raise DeadlineExceeded in the thread. The lock must be held."""
        self._is_raised = True
        self._ends_at = now + _GRACE_PERIOD
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self._thread), ctypes.py_object(DeadlineExceeded)
        )
        interrupt_query(self._database)


def allow_seconds(seconds: Callable[[], float]) -> Callable[[ViewT], ViewT]:
    """Decorate a view that may take longer than others.

    Args:
        seconds: returns how long, so that tests can override the setting.
    """

    def decorate(view: ViewT) -> ViewT:
        view.allowed_seconds = seconds  # type: ignore[attr-defined]
        return view

    return decorate


def interrupt_query(database: BaseDatabaseWrapper) -> None:
    """Stop the query that a database connection is running, if any. Any thread may call this."""
    raw = database.connection
    # sqlite3 has the one, psycopg the other.
    stop = getattr(raw, "interrupt", None) or getattr(raw, "cancel", None)
    if stop is None:
        return
    # The connection may just have been closed.
    with suppress(Exception):
        stop()


def _start_watcher() -> None:
    """Start the thread that watches, unless this process has one. The lock must be held."""
    global _watcher
    if _watcher is None or not _watcher.is_alive():
        _watcher = threading.Thread(target=_watch, name="deadlines", daemon=True)
        _watcher.start()


def _watch() -> None:
    while True:
        time.sleep(_INTERVAL)
        with _lock:
            now = time.monotonic()
            for deadline in _running.values():
                if deadline._ends_at < now:
                    deadline._expire(now)
