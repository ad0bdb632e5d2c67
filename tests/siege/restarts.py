"""Restarts under clients that keep their connections: how many requests get no answer."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from typing import NamedTuple

from tests.siege.attacks import attack
from tests.siege.readers import Reader
from tests.site import Site

CLIENTS = 16
TIMES = 10


class Seen(NamedTuple):
    """What the clients saw.

    Args:
        answered: the requests with a complete answer of 200.
        broken: what became of the others.
        retries: requests sent again on a new connection, as browsers do, because the idle connection over
            which they were sent first was closed before the first byte of an answer. One that fails again
            is broken.
    """

    answered: list[str]
    broken: list[str]
    retries: list[int]

    def __str__(self) -> str:
        kinds = ", ".join(sorted(set(self.broken)))
        return (
            f"{len(self.broken)} of {len(self.answered) + len(self.broken)} requests broken"
            f"{kinds and f' ({kinds})'}, {sum(self.retries)} sent again"
        )

    def wait(self) -> None:
        """Wait until every client has probably asked twice more."""
        enough = len(self.answered) + len(self.broken) + 2 * CLIENTS
        while len(self.answered) + len(self.broken) < enough:
            time.sleep(0.05)


@contextmanager
def clients(site: Site, count: int = CLIENTS, pause: float = 0.05) -> Iterator[Seen]:
    """Request pages over keep-alive connections as long as the block lasts."""
    seen = Seen([], [], [])
    end = threading.Event()

    def run() -> None:
        reader = Reader(site.port, timeout=60)
        while not end.wait(pause):
            path = "/questions/end-contract/"
            try:
                status = reader.get(path)
                (seen.answered if status == 200 else seen.broken).append(str(status))
            except (OSError, HTTPException) as error:
                seen.broken.append(type(error).__name__)
        seen.retries.append(reader.retries)
        reader.connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        end.set()
        for thread in threads:
            thread.join()


def restart(site: Site) -> None:
    """Stop the server with SIGTERM and start it again."""
    site.stop()
    site.start()


def reload(site: Site) -> None:
    """Let the server replace its workers, and wait until the old ones are gone."""
    assert site.process
    old = workers(site)
    site.process.send_signal(signal.SIGHUP)
    while old & workers(site):
        time.sleep(0.1)


def workers(site: Site) -> set[str]:
    """Return the process ids of a server's workers."""
    assert site.process
    pid = site.process.pid
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        return set(children.read().split())


def repeat(site: Site, way: Callable[[Site], None], times: int = TIMES) -> str:
    """Restart a site that many times under its clients. Return what they saw."""
    with clients(site) as seen:
        for _ in range(times):
            seen.wait()
            way(site)
        seen.wait()
    return f"{times} × {way.__name__}, {CLIENTS} clients: {seen}"


@attack("restarts")
def restarts(site: Site, seconds: float) -> str:
    return repeat(site, restart)


@attack("reloads")
def reloads(site: Site, seconds: float) -> str:
    return repeat(site, reload)
