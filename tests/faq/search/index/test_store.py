"""The index on disk: generations, the pointer, locks, and what happens when any of it is damaged."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from faq.models import Question
from faq.search import search
from faq.search.index import health, loading, store
from faq.search.index.outbox import IndexDifference, compare, drain
from faq.search.index.rebuild import rebuild
from faq.search.types import SearchUnavailable
from tests.factories import NOW, make_draft, make_question, make_topic

pytestmark = [
    pytest.mark.usefixtures("files_left_open"),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]


def pointer() -> Path:
    return store.root() / "CURRENT"


def one(suffix: str) -> Path:
    """The live generation's only file of a kind."""
    [path] = store.live_folder().glob(f"*{suffix}")
    return path


# --- Locks


def test_lock_keeps_others_out_until_it_is_left(index: Path) -> None:
    for name in (store.WRITING, store.REBUILDING):
        with store.lock(name, wait=0) as ours:
            assert ours
            with store.lock(name, wait=0.05) as second:
                assert not second
        with store.lock(name, wait=0) as again:
            assert again


def test_locks_of_different_names_are_independent(index: Path) -> None:
    with (
        store.lock(store.WRITING, wait=0) as writing,
        store.lock(store.REBUILDING, wait=0) as rebuilding,
    ):
        assert (writing, rebuilding) == (True, True)


def test_shared_lock_is_shared_but_not_with_who_wants_it_alone(index: Path) -> None:
    with (
        store.lock(store.REBUILDING, wait=0, shared=True) as first,
        store.lock(store.REBUILDING, wait=0, shared=True) as second,
        store.lock(store.REBUILDING, wait=0) as alone,
    ):
        assert (first, second, alone) == (True, True, False)


def test_lock_is_left_when_its_holder_fails(index: Path) -> None:
    with pytest.raises(ZeroDivisionError), store.lock(store.WRITING, wait=0):
        _ = 1 / 0
    with store.lock(store.WRITING, wait=0) as ours:
        assert ours


def test_lock_goes_with_a_killed_process(index: Path) -> None:
    hold = (
        "import fcntl, sys, time; f = open(sys.argv[1]); fcntl.flock(f, fcntl.LOCK_EX);"
        "print('held', flush=True); time.sleep(60)"
    )
    path = index / store.WRITING
    path.touch()
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with store.lock(store.WRITING, wait=0) as ours:
            assert not ours
        holder.kill()
    with store.lock(store.WRITING, wait=0) as ours:
        assert ours


def test_lock_without_a_place_for_it_is_unavailable(settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.HAYSTACK_CONNECTIONS = {"default": {"PATH": str(tmp_path / "file" / "index")}}
    with pytest.raises(SearchUnavailable), store.lock(store.WRITING, wait=0):
        pass


# --- Generations and the pointer to the live one


def test_folders_of_the_index_are_for_their_owner_alone(index: Path) -> None:
    assert [stat.S_IMODE(path.stat().st_mode) for path in (index, store.live_folder())] == [
        0o700,
        0o700,
    ]


def test_new_generation_is_not_read_before_the_switch(index: Path) -> None:
    before = store.live_folder()
    folder = store.new_generation()
    assert store.live_folder() == before != folder
    store.switch_to(folder)
    assert store.live_folder() == folder
    assert sorted(path.name for path in index.iterdir() if path.is_file()) == [
        "CURRENT",
        store.REBUILDING,
        store.WRITING,
    ]


def test_removing_generations_leaves_everything_else(index: Path) -> None:
    live = store.live_folder()
    half_made, foreign = store.new_generation(), index / "somebody's"
    older = index / "v0-17"
    older.mkdir(mode=0o500)
    foreign.mkdir()
    store.remove_generations(keep={live})
    assert {path for path in index.iterdir() if path.is_dir()} == {live, foreign}
    assert not half_made.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"../x", b"v1-", b"v1-/../x", b"v1-12/", b"\xff\xfe", b"v1-1\x00", b"x" * 9_000],
)
def test_pointer_that_names_no_generation_is_unavailable(index: Path, content: bytes) -> None:
    """Check 82: and it never leads out of the index's own folder."""
    pointer().write_bytes(content)
    with pytest.raises(SearchUnavailable):
        store.live_folder()
    assert store.generations_in_use() == set()


def test_index_of_another_version_is_unavailable(index: Path) -> None:
    name = "v0-" + store.live_folder().name.partition("-")[2]
    store.live_folder().rename(index / name)
    pointer().write_text(name)
    with pytest.raises(SearchUnavailable, match="another version"):
        loading.current()


def test_snapshot_sees_every_change_and_is_not_read_again_without_one(index: Path) -> None:
    first = loading.current()
    assert loading.current() is first
    make_question(title="Walrus")
    assert drain()
    assert loading.current().count == 1
    rebuild()
    assert loading.current().count == 1
    Question.objects.all().delete()
    assert drain()
    assert loading.current().count == 0


# --- Damage


def shorten(path: Path, size: int) -> None:
    os.truncate(path, size)


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)


DAMAGES: dict[str, Callable[[], object]] = {
    "no folder": lambda: shutil.rmtree(store.root()),
    "no pointer": lambda: pointer().unlink(),
    "no generation": lambda: shutil.rmtree(store.live_folder()),
    "pointer empty": lambda: pointer().write_bytes(b""),
    "pointer leads out": lambda: pointer().write_bytes(b"../x"),
    "pointer is noise": lambda: pointer().write_bytes(b"\x00\xff\n\x00"),
    "pointer goes nowhere": lambda: pointer().write_bytes(b"v1-1"),
    "toc gone": lambda: one(".toc").unlink(),
    "toc empty": lambda: shorten(one(".toc"), 0),
    "toc cut": lambda: shorten(one(".toc"), one(".toc").stat().st_size // 2),
    "toc short of a byte": lambda: shorten(one(".toc"), one(".toc").stat().st_size - 1),
    "toc is noise": lambda: one(".toc").write_bytes(bytes(range(256)) * 8),
    "toc flipped": lambda: flip(one(".toc"), 3),
    "segment gone": lambda: one(".seg").unlink(),
    "segment empty": lambda: shorten(one(".seg"), 0),
    "segment cut": lambda: shorten(one(".seg"), one(".seg").stat().st_size // 2),
    "segment short of a byte": lambda: shorten(one(".seg"), one(".seg").stat().st_size - 1),
    "segment is noise": lambda: one(".seg").write_bytes(bytes(range(256)) * 8),
    "segment flipped": lambda: flip(one(".seg"), 2),
}


@pytest.fixture
def filled(index: Path) -> Path:
    """An index of three questions on walruses, read once, and a draft that it must not show."""
    shelf = make_topic()
    for number in range(3):
        make_question(topic=shelf, slug=f"walrus-{number}", title="Walrus", steps=["Buy fish"])
    make_draft(topic=shelf, title="Walrus")
    drain()
    rebuild()
    assert search("walrus", now=NOW).is_complete
    return index


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_index_hands_over_to_the_database_until_it_is_rebuilt(
    filled: Path, damage: str
) -> None:
    """Check 81, 82: found at once, said to readers and operators, healed without a new process."""
    DAMAGES[damage]()
    page = search("walrus", now=NOW)
    found = sorted(hit.question.slug for hit in page.hits)
    assert (found, page.total, page.is_complete) == (["walrus-0", "walrus-1", "walrus-2"], 3, False)
    [problem] = health.problems(NOW)
    assert problem.startswith(("The search index ", "There is no search index"))
    assert problem.endswith("Run manage.py search_rebuild.")
    assert rebuild() == 3
    healed = search("walrus", now=NOW)
    assert (healed.total, healed.is_complete, health.problems(NOW)) == (3, True, [])
    assert compare() == IndexDifference([], [], [])


@pytest.mark.parametrize("suffix", [".toc", ".seg"])
def test_flipped_byte_anywhere_is_never_an_error_and_shows_nothing_unpublished(
    filled: Path, suffix: str
) -> None:
    """Check 82: not every flipped byte can be noticed, but none may do harm."""
    path = one(suffix)
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 50)):
        flip(path, place)
        page = search("walrus fish", now=NOW)
        assert {hit.question.slug for hit in page.hits} <= {"walrus-0", "walrus-1", "walrus-2"}
        health.problems(NOW)
        path.write_bytes(whole)
    assert search("walrus", now=NOW).total == 3


def test_index_that_becomes_whole_again_is_used_again(filled: Path) -> None:
    aside = filled.with_name("aside")
    filled.rename(aside)
    assert not search("walrus", now=NOW).is_complete
    aside.rename(filled)
    assert search("walrus", now=NOW).is_complete


@pytest.mark.parametrize("whole", [True, False], ids=["whole index", "live generation"])
def test_read_only_index_answers_and_says_so_until_it_is_rebuilt(filled: Path, whole: bool) -> None:
    """Check 83."""
    folder = filled if whole else store.live_folder()
    folder.chmod(0o500)
    assert not store.is_writable()
    page = search("walrus", now=NOW)
    assert (page.total, page.is_complete) == (3, False)
    assert [problem.partition(".")[0] for problem in health.problems(NOW)] == [
        "The search index is read-only"
    ]
    assert rebuild() == 3
    assert (search("walrus", now=NOW).is_complete, health.problems(NOW)) == (True, [])


def test_engine_counts_nothing_in_what_it_cannot_open(filled: Path) -> None:
    assert store.document_count() == 3
    one(".toc").unlink()
    with pytest.raises(SearchUnavailable, match="cannot be used"):
        store.document_count()
