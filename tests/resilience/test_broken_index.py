"""An index that breaks under the running server: readers read on, operators learn, a rebuild heals."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.resilience.readers import HOME, PAGES, SEARCH, is_complete, reading, status
from tests.resilience.work import Workshop, query, waiting
from tests.site import Site

# One running site for all of them: each breaks it and heals it.

# More than enough for each of the server's two workers to answer some.
ROUNDS = 12


@pytest.fixture(scope="module")
def running(
    prepared_var: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, Workshop]]:
    var = tmp_path_factory.mktemp("broken") / "var"
    shutil.copytree(prepared_var, var)
    site = Site(var)
    site.start()
    with Workshop(site) as workshop:
        yield site, workshop
    site.kill()


def generation(site: Site) -> Path:
    index = site.var / "index"
    return index / (index / "CURRENT").read_text()


def each(site: Site, suffix: str) -> list[Path]:
    files = list(generation(site).glob(f"*{suffix}"))
    assert files
    return files


def truncate(site: Site, suffix: str) -> None:
    for path in each(site, suffix):
        os.truncate(path, path.stat().st_size // 2)


def delete(site: Site, suffix: str) -> None:
    for path in each(site, suffix):
        path.unlink()


def make_read_only(site: Site) -> None:
    for path in (generation(site), site.var / "index"):
        path.chmod(0o500)


BREAKS: dict[str, tuple[Callable[[Site], object], str]] = {
    "deleted": (lambda site: shutil.rmtree(site.var / "index"), "There is no search index."),
    "generation deleted": (lambda site: shutil.rmtree(generation(site)), "cannot be used"),
    "segments truncated": (lambda site: truncate(site, ".seg"), "cannot be used"),
    "contents truncated": (lambda site: truncate(site, ".toc"), "cannot be used"),
    "contents deleted": (lambda site: delete(site, ".toc"), "cannot be used"),
    "pointer is noise": (
        lambda site: (site.var / "index" / "CURRENT").write_bytes(b"../x\xff"),
        "no search index",
    ),
    "read-only": (make_read_only, "read-only"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_broken_index_under_the_running_server_harms_no_page_and_is_healed_by_a_rebuild(
    running: tuple[Site, Workshop], name: str
) -> None:
    """Check 81–83."""
    site, workshop = running
    break_it, reason = BREAKS[name]
    assert all(is_complete(site.get(SEARCH)) for _ in range(ROUNDS))
    with reading(site, *PAGES):
        break_it(site)
        for _ in range(ROUNDS):
            answer = site.get(SEARCH)
            assert not is_complete(answer)
            assert int(status(answer).split()[0]) >= 3
        ready = site.get("/readyz")
        assert ready.status == 503
        assert reason in ready.text
        assert "run manage.py search_rebuild." in ready.text.lower()
        workshop.run("call_command('search_rebuild')")
        assert all(is_complete(site.get(SEARCH)) for _ in range(ROUNDS))
    ready = site.get("/readyz")
    assert (ready.status, ready.text) == (200, "ok\n")
    assert workshop.verifies()


SAVE = """
from faq.models import Question
question = Question.objects.get(slug="end-contract")
question.summary = {!r}
question.save()
"""


@pytest.mark.parametrize("break_it", [shutil.rmtree, lambda path: path.chmod(0o500)])
def test_save_into_a_broken_index_succeeds_and_is_found_after_the_rebuild(
    running: tuple[Site, Workshop], break_it: Callable[[Path], object]
) -> None:
    """Check 83."""
    site, workshop = running
    word = f"walrus{time.time_ns()}"
    break_it(site.var / "index")
    workshop.run(SAVE.format(word))
    assert word in site.get("/questions/end-contract/").text
    assert "/questions/end-contract/" in site.get(f"/search/?q={word}").text
    workshop.run("call_command('search_rebuild')")
    assert waiting(site) == 0
    answer = site.get(f"/search/?q={word}")
    assert (status(answer), is_complete(answer)) == ("1 question.", True)


def test_rebuilds_while_serving_never_show_less(running: tuple[Site, Workshop]) -> None:
    """Check 85: not for one request."""
    site, workshop = running
    expected = status(site.get(SEARCH))
    wrong = "not everything was shown"
    with reading(
        site,
        SEARCH,
        fails=lambda answer: None if is_complete(answer) and status(answer) == expected else wrong,
    ):
        for _ in range(6):
            workshop.run("call_command('search_rebuild')")
    assert int(expected.split()[0]) >= 3


def test_locked_database_keeps_nobody_from_reading(running: tuple[Site, Workshop]) -> None:
    """Check 77, its first half: a writer that holds on for seconds."""
    site, _ = running
    database = sqlite3.connect(site.var / "db.sqlite3", isolation_level=None)
    try:
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE faq_question SET title = 'Walrus'")
        end = time.monotonic() + 3
        with reading(
            site, *PAGES, fails=lambda answer: "uncommitted" if "Walrus" in answer.text else None
        ):
            while time.monotonic() < end:
                assert site.get("/readyz").status == 200
        database.execute("ROLLBACK")
    finally:
        database.close()
    assert site.get(HOME).status == 200
    assert query(site, "SELECT id FROM faq_question WHERE title = 'Walrus'") == []
