"""The index on disk: generations side by side, a pointer to the live one, and locks.

<index>/CURRENT       the name of the live generation, replaced as one file
<index>/v1-<time>/    a generation; the live one and the one before it are kept
<index>/*.lock        held with flock, so they vanish with the process that holds them
"""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from faq import conf
from faq.search.types import SearchUnavailable
from faq.search.whoosh.files import FileIndex, Files, to_disk
from faq.search.whoosh.schema import SCHEMA_VERSION, schema
from faq.search.whoosh.writer import Writer

_POINTER = "CURRENT"
_PREFIX = f"v{SCHEMA_VERSION}-"
_GENERATION = re.compile(r"v[0-9]+-[0-9]+")
_OF_A_STATE = (".toc", ".seg")
WRITING, REBUILDING = "writing.lock", "rebuilding.lock"

# How often to look at a generation that others write before giving up.
LOOKS = 5

T = TypeVar("T")


def root() -> Path:
    return Path(conf.index_path())


@contextmanager
def translated() -> Iterator[None]:
    """Turn every error of the engine into SearchUnavailable; damaged files raise almost anything.

    Raises:
        SearchUnavailable: with the original error as its cause.
    """
    try:
        yield
    except SearchUnavailable:
        raise
    except Exception as error:
        raise SearchUnavailable(
            f"The search index cannot be used ({type(error).__name__}: {error})."
        ) from error


def live_folder() -> Path:
    """The folder of the live generation.

    Raises:
        SearchUnavailable: there is none, it was made by another version of this software, or the
            pointer to it is damaged.
    """
    try:
        name = (root() / _POINTER).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SearchUnavailable("There is no search index.") from error
    if not _GENERATION.fullmatch(name):
        raise SearchUnavailable("The search index has lost track of its files.")
    if not name.startswith(_PREFIX):
        raise SearchUnavailable("The search index was made by another version.")
    return root() / name


def document_count() -> int:
    """How many questions the live index holds, opened afresh.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    folder = live_folder()
    with translated():
        count: int = steadily(folder, lambda: open_generation(folder).doc_count())
        return count


def generations_in_use() -> set[Path]:
    """The live generation, or nothing where there is none."""
    try:
        return {live_folder()}
    except SearchUnavailable:
        return set()


def open_generation(folder: Path, *, whole: bool = False) -> FileIndex:
    """Open a generation. Passing our own schema means that the one pickled on disk is never loaded.

    Args:
        folder: of the generation.
        whole: all of it will be read, so that it is better read at once.

    Raises:
        SearchUnavailable: it is missing or damaged.
    """
    with translated():
        return Files(folder, whole=whole).open_index(schema=schema())


@contextmanager
def writing(index: FileIndex) -> Iterator[Writer]:
    """A writer whose work becomes visible in one step at the end, and is then safe on disk, or not at all.

    Args:
        index: an open generation; call with the writing lock held if it is the live one.

    Raises:
        SearchUnavailable: nothing was written.
    """
    with translated():
        writer = Writer(index)
        try:
            yield writer
            writer.commit()
        except BaseException:
            # What made it fail, a full disk say, may keep it from tidying up; the next commit does.
            with suppress(Exception):
                writer.cancel()
            raise


@translated()
def new_generation() -> Path:
    """Make the folder of a new, empty generation. Nobody reads it before switch_to().

    Raises:
        SearchUnavailable: there is no place for it.
    """
    _make_root()
    if not root().stat().st_mode & 0o200:
        root().chmod(0o700)
    folder = root() / f"{_PREFIX}{time.time_ns()}"
    folder.mkdir(mode=0o700)
    try:
        Files(folder).create_index(schema())
    except Exception:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


@translated()
def switch_to(folder: Path) -> None:
    """Make a complete generation the live one, safely on disk before anyone is pointed to it.

    Raises:
        SearchUnavailable: it could not be written; the live one stays.
    """
    for path in (*folder.iterdir(), folder):
        to_disk(path)
    pointer = root() / _POINTER
    draft = root() / f"{_POINTER}.{os.getpid()}"
    draft.write_text(folder.name)
    to_disk(draft)
    os.replace(draft, pointer)
    to_disk(root())


def remove_generations(*, keep: Collection[Path]) -> None:
    """Remove all generations but these, and nothing else that may stand beside them.

    Call with the rebuilding lock held: a generation that is being built looks like an old one.

    Args:
        keep: the live one, and the one before, which somebody may be about to open.
    """
    for path in root().iterdir():
        if _GENERATION.fullmatch(path.name) and path not in keep:
            with suppress(OSError):
                path.chmod(0o700)
            shutil.rmtree(path, ignore_errors=True)


def is_writable() -> bool:
    """Whether the live generation can follow changes.

    The permission bits are looked at too: the superuser may write anywhere, but a folder that says
    read-only was meant to be.
    """
    try:
        folder = live_folder()
        return all(
            os.access(path, os.W_OK) and path.stat().st_mode & 0o200 for path in (folder, root())
        )
    except (OSError, SearchUnavailable):
        return False


@contextmanager
def lock(name: str, *, wait: float, shared: bool = False) -> Iterator[bool]:
    """Hold a lock among processes and threads.

    Args:
        name: WRITING or REBUILDING.
        wait: seconds to try; 0 tries once.
        shared: together with others who hold it shared.

    Yields:
        whether it was got. The caller must not go on as if it held it when False.

    Raises:
        SearchUnavailable: there is no place for the lock.
    """
    with translated():
        _make_root()
        # A lock needs no right to write, and an index made read-only must be locked to be mended.
        descriptor = os.open(root() / name, os.O_RDONLY | os.O_CREAT, 0o600)
    try:
        kind = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
        yield _try_for(wait, descriptor, kind)
    finally:
        os.close(descriptor)


def _try_for(seconds: float, descriptor: int, kind: int) -> bool:
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, kind)
        except OSError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        else:
            return True


def fingerprint(folder: Path) -> tuple[object, ...]:
    """Differs whenever a file of a generation does: a few stats, no reading."""
    with os.scandir(folder) as entries:
        files = sorted(
            (entry.name, entry.stat().st_size, entry.stat().st_mtime_ns)
            for entry in entries
            if entry.name.endswith(_OF_A_STATE)
        )
    return (str(folder), *files)


def steadily(folder: Path, look: Callable[[], T]) -> T:
    """What look() makes of a generation, looked at again if a commit came in between.

    A commit removes the files of the state before it, whoever may be about to open them.
    """
    for _ in range(LOOKS - 1):
        before = _states(folder)
        try:
            return look()
        except Exception:
            if _states(folder) == before:
                raise
    return look()


def _states(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix in _OF_A_STATE}


def _make_root() -> None:
    """The index is pickled by the engine, so its folder belongs to this user alone."""
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
