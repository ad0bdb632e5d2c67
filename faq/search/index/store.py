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
from faq.search.whoosh.files import CHECKED_SUFFIXES, FileIndex, Files, check_file, fsync
from faq.search.whoosh.schema import SCHEMA_VERSION, schema
from faq.search.whoosh.writer import Writer

_POINTER = "CURRENT"
_PREFIX = f"v{SCHEMA_VERSION}-"
_GENERATION = re.compile(r"v[0-9]+-[0-9]+")
WRITING, REBUILDING = "writing.lock", "rebuilding.lock"

# How often to read a generation that commits keep changing before giving up.
MAX_ATTEMPTS = 5

T = TypeVar("T")


def root() -> Path:
    return Path(conf.index_path())


@contextmanager
def unavailable_on_error() -> Iterator[None]:
    """Turn every exception into SearchUnavailable, since damaged files make Whoosh raise almost anything.

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
    """Return the folder of the live generation.

    Raises:
        SearchUnavailable: there is none, another release made it, or the pointer to it is damaged.
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
    """Return the number of questions in the live index, read from disk.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    folder = live_folder()
    with unavailable_on_error():
        count: int = retry_on_commit(folder, lambda: open_generation(folder).doc_count())
        return count


def check_files(folder: Path) -> None:
    """Read all files of a generation and compare them with their checksums.

    Raises:
        SearchUnavailable: one is damaged.
    """

    def check() -> None:
        for path in folder.iterdir():
            if path.suffix in CHECKED_SUFFIXES:
                check_file(path, again=True)

    with unavailable_on_error():
        retry_on_commit(folder, check)


def generations_in_use() -> set[Path]:
    """Return the live generation; an empty set if there is none."""
    try:
        return {live_folder()}
    except SearchUnavailable:
        return set()


def open_generation(folder: Path, *, whole: bool = False) -> FileIndex:
    """Open a generation. The schema is passed, so that Whoosh does not unpickle the one on disk.

    Args:
        folder: of the generation.
        whole: read files at once, because all of them will be needed.

    Raises:
        SearchUnavailable: it is missing or damaged.
    """
    with unavailable_on_error():
        return Files(folder, whole=whole).open_index(schema=schema())


@contextmanager
def writing(index: FileIndex) -> Iterator[Writer]:
    """Open a writer that commits at the end, atomically and safely on disk, or cancels on an error.

    Args:
        index: an open generation; call with the writing lock held if it is the live one.

    Raises:
        SearchUnavailable: nothing was written.
    """
    with unavailable_on_error():
        writer = Writer(index)
        try:
            yield writer
            writer.commit()
        except BaseException:
            # A full disk, for example, can make the clean-up fail too; the next commit cleans up.
            with suppress(Exception):
                writer.cancel()
            raise


@unavailable_on_error()
def new_generation() -> Path:
    """Create a new, empty generation. It is not read before switch_to().

    Raises:
        SearchUnavailable: its folder cannot be created.
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


@unavailable_on_error()
def switch_to(folder: Path) -> None:
    """Make a complete generation the live one, after its files are safely on disk.

    Raises:
        SearchUnavailable: the pointer could not be written. The live generation stays.
    """
    for path in (*folder.iterdir(), folder):
        fsync(path)
    pointer = root() / _POINTER
    draft = root() / f"{_POINTER}.{os.getpid()}"
    draft.write_text(folder.name)
    fsync(draft)
    os.replace(draft, pointer)
    fsync(root())


def remove_generations(*, keep: Collection[Path]) -> None:
    """Delete all generations except some. Other files and folders are not touched.

    Call with the rebuilding lock held, or a generation that is being built would be deleted.

    Args:
        keep: the live generation, and the previous one, which a search may be about to open.
    """
    for path in root().iterdir():
        if _GENERATION.fullmatch(path.name) and path not in keep:
            with suppress(OSError):
                path.chmod(0o700)
            shutil.rmtree(path, ignore_errors=True)


def is_writable() -> bool:
    """Whether the live generation can be updated.

    The permission bits count too: the superuser may write anywhere, but a folder marked read-only
    is meant to stay as it is.
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
    """Hold a lock that processes and threads share.

    Args:
        name: WRITING or REBUILDING.
        wait: seconds to keep trying; 0 tries once.
        shared: allow others that ask for it shared to hold it too.

    Yields:
        whether the lock was acquired. If not, the caller must not do what the lock protects.

    Raises:
        SearchUnavailable: the lock file cannot be created.
    """
    with unavailable_on_error():
        _make_root()
        # Locking needs no write permission, and repairing a read-only index needs the lock.
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
    """Return a value that changes whenever a file of the generation does, without reading files."""
    with os.scandir(folder) as entries:
        files = sorted(
            (entry.name, entry.stat().st_size, entry.stat().st_mtime_ns)
            for entry in entries
            if entry.name.endswith(CHECKED_SUFFIXES)
        )
    return (str(folder), *files)


def retry_on_commit(folder: Path, read: Callable[[], T]) -> T:
    """Read a generation, and read it again if a commit made reading fail.

    A commit deletes files of the previous state that a reader may be about to open.
    """
    for _ in range(MAX_ATTEMPTS - 1):
        before = _states(folder)
        try:
            return read()
        except Exception:
            if _states(folder) == before:
                raise
    return read()


def _states(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix in CHECKED_SUFFIXES}


def _make_root() -> None:
    """Create the folder for this user alone, because Whoosh unpickles files in it."""
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
