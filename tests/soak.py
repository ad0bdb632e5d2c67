"""Checks that a site that runs for long needs no more than at the start: `make soak`, or python -m tests.soak.

Check 90: sends REQUESTS requests from several readers, some of whom vote, while somebody saves. After a
fifth of them, the server has loaded what it needs. From then on its memory and open files may not grow.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.html import parse
from tests.site import Site

SAMPLES = 10
READERS = 8
# Of memory, in kB and as a share: allocators keep some room. Of files: connections to readers come and go.
ROOM_KB, ROOM = 8_192, 0.10
ROOM_FILES = 2 * READERS

PAGES = ["/", "/topics/contracts/", "/questions/end-contract/", "/questions/end-contract.md"]
PAGES += ["/api/v1/questions/", "/feed/", "/sitemap.xml", "/llms.txt", "/nowhere/", "/admin/login/"]
WORDS = ["contract", "refund", "escrow", "hours", "invoice", "profile", "pasport", "walrus", "how"]
SAVE = """
from faq.models import Question
question = Question.objects.get(slug="end-contract")
question.summary = "Walrus {}"
question.save()
"""


class Use(NamedTuple):
    """What the processes of a server use together: memory in kB, and open files."""

    memory: int
    files: int


def use(parent: int) -> Use:
    """Return what a process and its children use."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    memory = files = 0
    for process in (str(parent), *children):
        status = Path(f"/proc/{process}/status").read_text()
        memory += int(status.partition("VmRSS:")[2].split()[0])
        files += len(list(Path(f"/proc/{process}/fd").iterdir()))
    return Use(memory, files)


def grown(samples: list[Use]) -> str:
    """Return what grew after the first fifth of the samples, or an empty text."""
    first, last = samples[len(samples) // 5], samples[-1]
    if last.memory > first.memory * (1 + ROOM) + ROOM_KB:
        return f"Memory grew from {first.memory:,} to {last.memory:,} kB."
    if last.files > first.files + ROOM_FILES:
        return f"Open files grew from {first.files} to {last.files}."
    return ""


def requests(site: Site, count: int) -> Iterator[int]:
    """Yield the statuses of so many requests."""
    chance = random.Random(1)
    form = parse(site.get("/questions/end-contract/").text).one(id="answered").one("form")
    vote = {**form.filled_in(), "answered": "yes"}

    def ask(kind: float, words: str, page: str) -> int:
        if kind < 0.05:
            return site.post("/questions/end-contract/answered/", vote).status
        if kind < 0.4:
            return site.get(f"/search/?q={words}").status
        return site.get(page).status

    work = [
        (chance.random(), "+".join(chance.choices(WORDS, k=chance.randint(1, 4))), page)
        for page in chance.choices(PAGES, k=count)
    ]
    with ThreadPoolExecutor(READERS) as readers:
        yield from readers.map(lambda one: ask(*one), work)


def soak(site: Site, count: int) -> list[Use]:
    """Send requests to a running site, and return what it used after each part of them.

    Raises:
        SystemExit: a request failed.
    """
    assert site.process is not None
    samples = []
    for part in range(1, SAMPLES + 1):
        failed = [status for status in requests(site, count // SAMPLES) if status >= 500]
        if failed:
            raise SystemExit(f"{len(failed)} requests failed, the first with status {failed[0]}.")
        saved = site.manage("shell", "--no-imports", "-c", SAVE.format(part))
        if saved.returncode:
            raise SystemExit(saved.stderr)
        samples.append(use(site.process.pid))
        print(
            f"{part * count // SAMPLES:8,} requests  {samples[-1].memory:9,} kB  {samples[-1].files:4} files"
        )
    return samples


def main(count: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="helpcenter-soak-"))
    site = Site(folder / "var", PYTHONWARNINGS="ignore")
    try:
        site.manage("setup")
        site.start()
        problem = grown(soak(site, count))
    finally:
        site.kill()
        shutil.rmtree(folder)
    if problem:
        raise SystemExit(problem)


if __name__ == "__main__":
    main(int(sys.argv[1]))
