"""Prints a row for each attack: python -m tests.siege [ATTACK...]."""

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.siege import damage, editors, restarts, slow_clients, visitors  # noqa: F401
from tests.siege.attacks import ATTACKS
from tests.siege.readers import Readers
from tests.site import Site

SECONDS = 12
# As on a site in use. The tests turn them off.
LIMITS = {
    "SEARCH_RATE": "300/m",
    "SUGGEST_RATE": "600/m",
    "FEEDBACK_RATE": "60/h",
    "LLMS_RATE": "30/h",
}


def main(names: Sequence[str], seconds: float = SECONDS) -> None:
    """Run the attacks of these names, or all of them, each on a site of its own."""
    for name in names:
        if name not in ATTACKS:
            raise SystemExit(f"There is no attack {name}. The attacks are {', '.join(ATTACKS)}.")
    with tempfile.TemporaryDirectory(prefix="helpcenter-siege-") as folder:
        prepared = Path(folder) / "prepared"
        done = Site(prepared).manage("setup")
        if done.returncode:
            raise SystemExit(done.stderr)
        print(f"{'attack':16}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'errors':>16}  outcome")
        for name in names or ATTACKS:
            var = Path(folder) / name
            shutil.copytree(prepared, var)
            print(row(name, Site(var, **LIMITS), seconds), flush=True)
            shutil.rmtree(var)


def row(name: str, site: Site, seconds: float) -> str:
    """Start a site, attack it and return the line for the attack."""
    with site.socket_activation():
        site.start()
        try:
            # Until every worker has served its first pages.
            for _ in range(20):
                site.get("/search/?q=contract")
            return measure(name, site, seconds)
        finally:
            site.kill()


def measure(name: str, site: Site, seconds: float) -> str:
    """Attack a running site and return a line: what its readers saw meanwhile, and how the attack ended."""
    with Readers(site.port) as readers:
        time.sleep(1)
        try:
            outcome = ATTACKS[name](site, seconds)
        except Exception as error:
            # The other attacks go on.
            outcome = f"ended by {error!r}"
    seen = readers.measured
    errors = ", ".join(f"{number} {kind}" for kind, number in seen.errors.items()) or "0"
    figures = "".join(f"{seen.percentile(percent):9.0f}" for percent in (50, 95, 100))
    return f"{name:16}{figures}{f'{errors} of {len(seen.milliseconds)}':>16}  {outcome}"


if __name__ == "__main__":
    main(sys.argv[1:])
