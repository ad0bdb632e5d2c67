"""Damage to the state folder: flipped bytes in the index, and a disk on which nothing can be written."""

import random
import resource
import time
from pathlib import Path

from tests.html import parse
from tests.siege.attacks import attack
from tests.siege.restarts import workers
from tests.site import Site

PAGE = "/questions/end-contract/"
SEARCH = "/search/?q=contract"


@attack("damaged-index")
def damaged_index(site: Site, seconds: float) -> str:
    """48 random bytes in the largest file of the index change under the running server."""
    before = results(site)
    path = max(files(site), key=lambda file: file.stat().st_size)
    data = bytearray(path.read_bytes())
    chance = random.Random(1)
    for _ in range(48):
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    path.write_bytes(data)
    # Whoever has the file open may go on with the old bytes: new processes open it again.
    site.stop()
    site.start()
    time.sleep(seconds)
    answer, ready = site.get(SEARCH), site.get("/readyz").status
    verified = site.manage("search_verify").returncode
    repaired = site.manage("search_verify", "--repair").returncode
    return (
        f"search {answer.status}, {'the same' if results(site) == before else 'other'} results; "
        f"readyz {ready}, search_verify {verified}, --repair {repaired}, then readyz "
        f"{site.get('/readyz').status}"
    )


def files(site: Site) -> list[Path]:
    return [path for path in (site.var / "index").rglob("*") if path.is_file()]


def results(site: Site) -> str:
    return parse(site.get(SEARCH).text).one("main").text


@attack("full-disk")
def full_disk(site: Site, seconds: float) -> str:
    """The server's processes cannot write to any file, as on a full disk."""
    assert site.process
    first = parse(site.get(PAGE).text).one(id="answered").one("form").filled_in()
    moved = site.post(f"{PAGE}answered/", {**first, "answered": "no"}).headers["Location"]
    # After a vote the page asks for words.
    forms = parse(site.get(moved.partition("#")[0]).text).one(id="answered").all("form")
    [form] = [form for form in forms if form.all(name="words")]
    vote = {**form.filled_in(), "words": "The text that must not be lost"}
    processes = [site.process.pid, *map(int, workers(site))]
    limits = [resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in processes]
    for pid, (_, hard) in zip(processes, limits, strict=True):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    time.sleep(seconds)
    answer = site.post(f"{PAGE}answered/", vote)
    is_given_back = "The text that must not be lost" in answer.text
    ready = site.get("/readyz").status
    for pid, limit in zip(processes, limits, strict=True):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)
    after = site.post(f"{PAGE}answered/", vote).status
    return (
        f"vote {answer.status}, its text {'' if is_given_back else 'not '}given back; "
        f"readyz {ready}; with room again vote {after}, readyz {site.get('/readyz').status}"
    )
