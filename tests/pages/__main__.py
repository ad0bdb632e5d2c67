"""Measures CPU per request under gunicorn: python -m tests.pages [REQUESTS]."""

import http.client
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.site import Site

BARE = "/bare/"
PAGES = {
    "home": "/",
    "topic": "/topics/payments/",
    "question": "/questions/escrow-refund/",
    "search": "/search/?q=escrow+refund",
}
# Until everything that is made once is made, in every thread of the worker.
WARM_UP = 100
# The pages take turns, so that whatever slows the machine for a while slows all of them.
ROUNDS = 10


def main(requests: int) -> None:
    print(f"CPU a request in ms, means of {requests}; in brackets how many times a bare view.\n")
    print(f"{'':10}{'made anew':>16}{'kept':>16}")
    anew, kept = (measure(requests, keep) for keep in ("no", "yes"))
    print(f"{'bare view':10}{anew[BARE]:>9.2f}{'':7}{kept[BARE]:>9.2f}")
    for name, path in PAGES.items():
        cells = (f"{each[path]:.2f} ({each[path] / each[BARE]:.1f})" for each in (anew, kept))
        print(f"{name:10}" + "".join(f"{cell:>16}" for cell in cells))
    print("\nResults of a search are never kept.")


def measure(requests: int, keep: str) -> dict[str, float]:
    """Milliseconds of CPU that the server's own processes take for a request, by path."""
    with tempfile.TemporaryDirectory(prefix="helpcenter-pages-") as folder:
        site = Site(
            Path(folder),
            DJANGO_SETTINGS_MODULE="tests.pages.settings",
            KEEP_PAGES=keep,
            WEB_CONCURRENCY="1",
            PYTHONWARNINGS="ignore",
        )
        done = site.manage("setup")
        if done.returncode:
            raise SystemExit(done.stderr)
        site.start()
        try:
            return _costs(site, (BARE, *PAGES.values()), max(1, requests // ROUNDS))
        finally:
            site.stop()


def _costs(site: Site, paths: Sequence[str], requests: int) -> dict[str, float]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    for path in paths:
        _ask(connection, path, WARM_UP)
    spent = dict.fromkeys(paths, 0.0)
    for _ in range(ROUNDS):
        for path in paths:
            before = _cpu_seconds(site)
            _ask(connection, path, requests)
            spent[path] += _cpu_seconds(site) - before
    connection.close()
    return {path: seconds / (requests * ROUNDS) * 1000 for path, seconds in spent.items()}


def _ask(connection: http.client.HTTPConnection, path: str, times: int) -> None:
    for _ in range(times):
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answers {response.status}.")


def _cpu_seconds(site: Site) -> float:
    """Of the server and its workers so far; from /proc, so this needs Linux."""
    assert site.process
    server = str(site.process.pid)
    workers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return sum(map(_ticks, [server, *workers])) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: str) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
