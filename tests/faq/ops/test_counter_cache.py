"""Counts shared by processes: exact whoever counts, each for its time, and an error where there is no disk."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_machine import TimeMachineFixture

from faq.ops.counter_cache import SLOTS, CounterCache
from tests.factories import NOW
from tests.site import ROOT

COUNT_500_TIMES = """
import sys
from faq.ops.counter_cache import CounterCache
counts = CounterCache(sys.argv[1], {})
for _ in range(500):
    counts.incr("all")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "counts"


def test_counts_of_several_processes_and_threads_add_up(file: Path) -> None:
    counts = CounterCache(file, {})
    counts.set("all", 0, None)
    processes = [
        subprocess.Popen([sys.executable, "-c", COUNT_500_TIMES, str(file)], cwd=ROOT)
        for _ in range(2)
    ]
    threads = [
        threading.Thread(target=lambda: [counts.incr("all") for _ in range(500)]) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait(timeout=30) for process in processes] == [0, 0]
    assert counts.get("all") == 2000


def test_add_sets_what_is_not_there_and_only_that(file: Path) -> None:
    counts = CounterCache(file, {})
    assert counts.get("a") is None
    assert counts.get("a", 7) == 7
    assert counts.add("a", 1) is True
    assert counts.add("a", 5) is False
    assert (counts.incr("a"), counts.incr("a", 3), counts.get("a")) == (2, 5, 5)
    with pytest.raises(ValueError, match="no count"):
        counts.incr("b")


def test_count_ends_with_its_time(file: Path, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)
    counts = CounterCache(file, {})
    counts.add("short", 1, 60)
    counts.add("long", 1, None)
    time_machine.shift(59)
    assert counts.incr("short") == 2
    time_machine.shift(1)
    assert (counts.get("short"), counts.get("long")) == (None, 1)
    assert counts.add("short", 1, 60) is True
    assert counts.incr("short") == 2


def test_deleted_counts_are_gone_and_others_stay(file: Path) -> None:
    counts = CounterCache(file, {})
    counts.set("a", 1)
    counts.set("b", 2)
    assert counts.delete("a") is True
    assert counts.delete("a") is False
    assert (counts.get("a"), counts.get("b")) == (None, 2)
    counts.clear()
    assert counts.get("b") is None


@given(keys=st.sets(st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True), min_size=1, max_size=50))
def test_keys_do_not_count_for_one_another(
    keys: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two that share a place may forget, but nothing is ever counted that did not happen."""
    counts = CounterCache(tmp_path_factory.mktemp("counts") / "counts", {})
    for number, key in enumerate(sorted(keys)):
        counts.set(key, number)
    assert all(counts.get(key) in {number, None} for number, key in enumerate(sorted(keys)))


def test_file_keeps_its_size_however_much_is_counted_and_says_nothing_of_the_keys(
    file: Path,
) -> None:
    """Check 59: no key can be read in it."""
    counts = CounterCache(file, {})
    for number in range(3000):
        counts.add(f"203.0.113.{number}", 1)
    assert file.stat().st_size <= SLOTS * 20
    assert file.stat().st_mode & 0o077 == 0
    assert b"203.0" not in file.read_bytes()


def test_cut_or_foreign_file_counts_from_the_start(file: Path) -> None:
    counts = CounterCache(file, {})
    for content in (b"", b"x" * 7, b"x" * 20 * SLOTS):
        file.write_bytes(content)
        assert counts.get("a") is None
        assert counts.add("a", 1) is True
        assert counts.incr("a") == 2


def test_file_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        CounterCache(tmp_path / "nowhere" / "counts", {}).incr("a")
