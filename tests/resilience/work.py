"""Work done by real processes on a site's state, which a test may kill."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

from tests.site import ROOT, Site

# Django is started once and every piece of work is a fork of it: a kill strikes the work, not the
# start. Nothing is opened before the fork.
_LOOP = """
import json, os, sys, traceback
os.environ["DJANGO_SETTINGS_MODULE"] = "helpcenter.settings"
import django
django.setup()
from django.core.management import call_command
from faq.search.index import rebuild
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        print("go", os.getpid(), flush=True)
        sys.stdout = sys.stderr
        try:
            exec(json.loads(line), {"call_command": call_command})
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    print("end", os.waitpid(child, 0)[1], flush=True)
"""


class Workshop:
    """Runs pieces of Python on a site's state, one at a time, each in a process of its own."""

    def __init__(self, site: Site) -> None:
        self.log = site.var / f"work-{id(self)}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _LOOP],
                cwd=ROOT,
                env=site.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.process.communicate(timeout=60)

    def start(self, code: str) -> None:
        """Begin a piece of work; returns when it has begun."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(code) + "\n")
        self.process.stdin.flush()
        self.pid = self._read("go")
        self.started = time.monotonic()

    def kill_after(self, seconds: float) -> bool:
        """kill -9 at that moment after the work began, and say whether it was still at it."""
        time.sleep(max(0.0, self.started + seconds - time.monotonic()))
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self._read("end") == signal.SIGKILL

    def succeeds(self) -> bool:
        """Wait for the end of the work, and say whether it was a good one."""
        return self._read("end") == 0

    def run(self, code: str) -> float:
        """Do a piece of work that must succeed, and give the seconds it took."""
        self.start(code)
        assert self.succeeds(), self.log.read_text()[-3000:]
        return time.monotonic() - self.started

    def verifies(self) -> bool:
        self.start("call_command('search_verify')")
        return self.succeeds()

    def _read(self, word: str) -> int:
        assert self.process.stdout is not None
        said, _, number = self.process.stdout.readline().partition(" ")
        assert said == word, self.log.read_text()[-3000:]
        return int(number)


def moments(seconds: float, count: int = 10) -> Iterator[float]:
    """Moments spread over a piece of work, from just after its beginning to just before its end."""
    return (seconds * (number + 0.5) / count for number in range(count))


class Kills:
    """So many kills spread over a piece of work, each of which strikes it before its end."""

    def __init__(self, count: int, seconds: float) -> None:
        self.left = list(moments(seconds, count))

    def next_moment(self) -> float | None:
        """Seconds after the beginning of the work; None if there were kills enough."""
        return self.left[0] if self.left else None

    def count(self, was_at_it: bool) -> None:
        """Strike sooner from now on if the work was done before the kill: a machine is not always busy."""
        if was_at_it:
            del self.left[0]
        else:
            self.left = [moment / 2 for moment in self.left]


def query(site: Site, sql: str) -> list[tuple[object, ...]]:
    """Ask a site's database, past Django."""
    database = sqlite3.connect(site.var / "db.sqlite3", timeout=10)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def waiting(site: Site) -> int:
    """How many changes wait to be indexed."""
    return len(query(site, "SELECT id FROM faq_indexchange"))


def assert_intact(site: Site, workshop: Workshop) -> None:
    """The database is sound, and the index equal to it after at most one repair."""
    assert query(site, "PRAGMA integrity_check") == [("ok",)]
    assert query(site, "PRAGMA foreign_key_check") == []
    if not workshop.verifies() or waiting(site):
        workshop.run("call_command('search_verify', '--repair')")
        assert workshop.verifies(), workshop.log.read_text()[-3000:]
    assert waiting(site) == 0
