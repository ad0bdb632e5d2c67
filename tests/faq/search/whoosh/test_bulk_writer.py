"""A generation is filled by one process or by several, and is the same; a process that fails spoils nothing."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from faq import processes
from faq.search import search
from faq.search.evaluation.temporary_index import PlainQuestion
from faq.search.index import outbox, snapshot, store
from faq.search.index.rebuild import rebuild
from faq.search.types import SearchUnavailable
from faq.search.whoosh import bulk_writer
from tests.factories import NOW, make_question, make_topic
from tests.faq.search.indexes import assert_same

QUESTIONS = [
    PlainQuestion(pk, "Fees", f"What is a fee of {pk}?", body="refunds " * (pk % 7))
    for pk in range(1, 341)
]
NOT_TEXT = QUESTIONS[0]._replace(title=None)  # type: ignore[arg-type]


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the number of cores, and for few questions too."""
    monkeypatch.setattr(bulk_writer, "FEW", 3)
    monkeypatch.setattr(bulk_writer, "cores", lambda: 2)


@pytest.mark.usefixtures("index_folder")
def test_two_processes_write_what_one_would(
    two_processes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    two, one = store.new_generation(), store.new_generation()
    bulk_writer.fill(two, iter(QUESTIONS))
    monkeypatch.setattr(bulk_writer, "cores", lambda: 1)
    bulk_writer.fill(one, iter(QUESTIONS))
    # Batches of a hundred, in turn.
    assert [part.count for part in snapshot.read(two).segments.values()] == [200, 140]
    assert [part.count for part in snapshot.read(one).segments.values()] == [340]
    assert list(outbox.digests(one)) == [question.pk for question in QUESTIONS]
    assert_same(one, two, "fee", "refund", "what is a fee of 17?")
    assert sorted(path.suffix for path in two.iterdir()) == [".seg", ".seg", ".toc"]
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("index_folder")
@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_questions_are_one_segment_at_most(two_processes: None, count: int) -> None:
    folder = store.new_generation()
    bulk_writer.fill(folder, QUESTIONS[:count])
    index = snapshot.read(folder)
    assert [part.count for part in index.segments.values()] == ([count] if count else [])


@pytest.mark.django_db
def test_error_in_a_process_fails_the_rebuild_and_leaves_no_rest(
    index: Path, two_processes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check 83: nothing is switched to, and the reason is told."""
    shelf = make_topic()
    for number in range(5):
        make_question(topic=shelf, slug=f"walrus-{number}", title="Walrus")
    assert outbox.drain()
    live = store.live_folder()
    with monkeypatch.context() as broken:
        broken.setattr("faq.search.index.document.content", lambda _: NOT_TEXT)
        with pytest.raises(SearchUnavailable, match="could not be written"):
            rebuild()
    assert (store.live_folder(), [path for path in index.iterdir() if path.is_dir()]) == (
        live,
        [live],
    )
    assert search("walrus", now=NOW).total == 5
    assert multiprocessing.active_children() == []
    assert rebuild() == 5


@pytest.mark.usefixtures("index_folder")
def test_killed_process_is_noticed(two_processes: None) -> None:
    def questions() -> Iterator[PlainQuestion]:
        yield from QUESTIONS
        for child in multiprocessing.active_children():
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)
            child.join()
        yield from QUESTIONS

    with pytest.raises(SearchUnavailable, match="has died"):
        bulk_writer.fill(store.new_generation(), questions())
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("index_folder")
def test_error_while_questions_are_read_ends_the_processes(two_processes: None) -> None:
    def questions() -> Iterator[PlainQuestion]:
        yield from QUESTIONS
        raise ZeroDivisionError

    with pytest.raises(SearchUnavailable, match="ZeroDivisionError"):
        bulk_writer.fill(store.new_generation(), questions())
    assert multiprocessing.active_children() == []


FILL = """
import itertools, multiprocessing, sys
import django
django.setup()
from pathlib import Path
from faq.search.index import store
from faq.search.whoosh import bulk_writer
from faq.search.evaluation.temporary_index import PlainQuestion
bulk_writer.FEW, bulk_writer.cores = 3, lambda: 2
def questions():
    for pk in itertools.count(1):
        yield PlainQuestion(pk, "Fees", "What is a fee?")
        if pk == 1000:
            print(*[child.pid for child in multiprocessing.active_children()], flush=True)
bulk_writer.fill(Path(sys.argv[1]), questions())
"""


@pytest.mark.usefixtures("index_folder")
def test_processes_end_when_the_one_that_wants_them_is_killed() -> None:
    folder = store.new_generation()
    with subprocess.Popen(
        [sys.executable, "-c", FILL, str(folder)], stdout=subprocess.PIPE, text=True
    ) as filler:
        assert filler.stdout is not None
        pids = [int(pid) for pid in filler.stdout.readline().split()]
        assert [is_running(pid) for pid in pids] == [True, True]
        filler.kill()
    deadline = time.monotonic() + 20
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [is_running(pid) for pid in pids] == [False, False]


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def say_cores(connection: Connection) -> None:
    connection.send(bulk_writer.cores())


def test_process_that_may_start_none_works_alone() -> None:
    """Those that we start ourselves are such: a server's workers may be."""
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = processes.start("tests.faq.search.whoosh.test_bulk_writer.say_cores", writer)
    writer.close()
    with reader:
        assert reader.recv() == 1
    process.join()


def test_cores_are_those_that_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    may_use = os.sched_getaffinity(0)
    assert bulk_writer.cores() == min(len(may_use), bulk_writer.MOST_PROCESSES)
    os.sched_setaffinity(0, {min(may_use)})
    try:
        assert bulk_writer.cores() == 1
    finally:
        os.sched_setaffinity(0, may_use)
