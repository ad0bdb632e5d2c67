"""Asks Lighthouse about the sample site: python -m tests.lighthouse PROGRAM. Exits 1 where points are lost."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import chromium
from tests.lighthouse.report import CATEGORIES, losses, row, score
from tests.site import Site

PAGES = {
    "home": "/",
    "topic": "/topics/payments/",
    "question": "/questions/escrow-refund/",
    "search": "/search/?q=escrow+refund",
}
# Results of a search are not for search engines, and say so.
WITHOUT_SEO = {"search"}
FORM_FACTORS = {"phone": [], "desktop": ["--preset=desktop"]}
# Whatever else a machine does takes points from speed and never adds any: the best of so many counts.
TRIES = 3


def main(program: str) -> int:
    """Print scores and what cost points, and return the exit code."""
    browser = chromium.launch_arguments()
    if browser["executable_path"] is None:
        sys.exit("Chromium is missing (Debian: apt-get install chromium)")
    print(f"{'':20}" + "".join(f"{name:>16}" for name in CATEGORIES.values()))
    lost: list[str] = []
    with tempfile.TemporaryDirectory(prefix="helpcenter-lighthouse-") as folder:
        site = Site(Path(folder), PYTHONWARNINGS="ignore")
        done = site.manage("setup")
        if done.returncode:
            sys.exit(done.stderr)
        site.start()
        try:
            for name, path in PAGES.items():
                categories = [
                    each for each in CATEGORIES if name not in WITHOUT_SEO or each != "seo"
                ]
                for form_factor, options in FORM_FACTORS.items():
                    command = [
                        program,
                        site.url + path,
                        "--output=json",
                        "--quiet",
                        "--no-enable-error-reporting",
                        f"--only-categories={','.join(categories)}",
                        f"--chrome-flags={' '.join([*browser['args'], '--headless=new'])}",
                        *options,
                    ]
                    report = best(
                        command, {**os.environ, "CHROME_PATH": browser["executable_path"]}
                    )
                    print(f"{name + ', ' + form_factor:20}{row(report)}", flush=True)
                    lost += [f"{name}, {form_factor}: {each}" for each in losses(report)]
        finally:
            site.stop()
    print("\n".join(["", *lost]) if lost else "\nNothing costs a point.")
    return 1 if lost else 0


def best(command: list[str], environment: dict[str, str]) -> dict[str, Any]:
    """The best report of TRIES, or the first with nothing lost. On a busy machine a try may come to none."""
    reports = []
    for _ in range(TRIES):
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=180, check=False
        )
        if done.returncode:
            continue
        reports.append(json.loads(done.stdout))
        if not losses(reports[-1]):
            break
    return max(reports, key=score) if reports else sys.exit(done.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m tests.lighthouse PROGRAM")
    sys.exit(main(sys.argv[1]))
