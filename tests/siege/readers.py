"""Readers with keep-alive connections: python -m tests.siege.readers PORT CLIENTS SECONDS_BETWEEN_REQUESTS.

They run in a process of their own, so that the work of an attack does not count as theirs. They stop when
their standard input closes, and print what they measured as one line of JSON.
"""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import NamedTuple, Self

from tests.site import ROOT

TIMEOUT = 30
# One request in so many comes from somebody new, over a new connection.
NEW = 4
PATHS = (
    "/",
    "/questions/end-contract/",
    "/search/?q=contract+{number}",
    "/topics/payments/",
    "/search/suggest/?q=ref",
)
# What a browser sees if the server closes an idle connection just as the browser reuses it.
CLOSED = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError)


class Reader:
    """One browser: it keeps its connection, and repeats a request once if that was closed while idle."""

    def __init__(self, port: int, timeout: float = TIMEOUT) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.retries = 0

    def get(self, path: str) -> int:
        """Return the status of a page, read to its end.

        Raises:
            OSError: the connection broke, could not be made or took too long.
            HTTPException: the response is cut off.
        """
        is_reused = self.connection.sock is not None
        try:
            return self._get(path)
        except CLOSED:
            # RFC 9110, section 9.2.2: a client may repeat a GET. It does so on a new connection, once.
            if not is_reused:
                raise
            self.retries += 1
            return self._get(path)

    def _get(self, path: str) -> int:
        try:
            self.connection.request("GET", path)
            response = self.connection.getresponse()
            response.read()
        except BaseException:
            self.connection.close()
            raise
        return response.status


class Measured(NamedTuple):
    """What readers saw: milliseconds of each request, errors by kind, and requests that were repeated."""

    milliseconds: list[float]
    errors: dict[str, int]
    retries: int

    def percentile(self, percent: int) -> float:
        """Return the milliseconds that so many percent of the requests took at most, by nearest rank."""
        ranked = sorted(self.milliseconds)
        return ranked[max(0, -(-len(ranked) * percent // 100) - 1)] if ranked else float("nan")


def read(port: int, clients: int, pause: float) -> Measured:
    """Request pages at a fixed rate until standard input closes."""
    milliseconds: list[float] = []
    errors: Counter[str] = Counter()
    readers = [Reader(port) for _ in range(clients)]
    end = threading.Event()

    def run(reader: Reader, number: int) -> None:
        # The clients take turns, so that a pause of the server meets only those who ask in it.
        end.wait(pause * number / clients)
        for turn in count(number):
            if end.is_set():
                return
            start = time.monotonic()
            path = PATHS[turn % len(PATHS)].format(number=turn)
            if turn % NEW == 0:
                reader.connection.close()
            try:
                status = reader.get(path)
                problem = None if status == 200 else str(status)
            except (OSError, HTTPException) as error:
                problem = type(error).__name__
            spent = time.monotonic() - start
            milliseconds.append(spent * 1000)
            if problem:
                errors[problem] += 1
            end.wait(max(0.0, pause - spent))

    threads = [
        threading.Thread(target=run, args=(reader, number)) for number, reader in enumerate(readers)
    ]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    end.set()
    for thread in threads:
        thread.join()
    return Measured(milliseconds, dict(errors), sum(reader.retries for reader in readers))


class Readers:
    """Readers beside an attack. `measured` is what they saw, once the block has ended."""

    measured: Measured

    def __init__(self, port: int, clients: int = 4, pause: float = 0.25) -> None:
        self.command = [sys.executable, "-m", "tests.siege.readers"]
        self.command += [str(port), str(clients), str(pause)]

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *error: object) -> None:
        said, _ = self.process.communicate(timeout=5 * TIMEOUT)
        self.measured = Measured(**json.loads(said))


def main(port: str, clients: str, pause: str) -> None:
    print(json.dumps(read(int(port), int(clients), float(pause))._asdict()))


if __name__ == "__main__":
    main(*sys.argv[1:])
