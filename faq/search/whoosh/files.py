"""The files of a generation: read into memory, checked for damage, and synced to disk before a commit names them.

Each file that a commit leaves ends with a checksum of the bytes before it. Whoosh ignores what follows its
own data.
"""

import os
import zlib
from pathlib import Path
from typing import BinaryIO

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.index import FileIndex

__all__ = ["DamagedFile", "FileIndex", "Files", "Memory", "append_checksum", "check_file", "fsync"]

# Lists of segments, and segments. Other files are temporary.
SEGMENT_SUFFIX = ".seg"
CHECKED_SUFFIXES = (".toc", SEGMENT_SUFFIX)
# A file of at most this many bytes is always read whole.
_SMALL = 1 << 20
_CHUNK = 1 << 20
# The checksum is CRC-32, big-endian.
_CHECKSUM_SIZE = 4

# The files that this process has checked, with size, time and inode. A new commit adds one or two.
_checked: dict[Path, tuple[int, int, int]] = {}


class DamagedFile(Exception):
    """The content of a file does not fit its checksum."""


class Files(FileStorage):
    """The folder of a generation. A commit is renamed into place after its files are safely on disk."""

    def __init__(self, folder: Path, *, whole: bool = False) -> None:
        """Open a folder.

        Args:
            folder: of the generation.
            whole: read files at once, because all of them will be needed.
        """
        # No memory mapping: reading a mapped file that was truncated kills the process.
        super().__init__(str(folder), supports_mmap=False)
        self._whole = whole

    def path(self, name: str) -> Path:
        return Path(self.folder) / name

    def open_file(self, name: str, **options: object) -> StructFile:
        if name.endswith(CHECKED_SUFFIXES):
            check_file(self.path(name), again=False)
        file = self.path(name).open("rb")
        if os.fstat(file.fileno()).st_size > _SMALL:
            return (_CompoundFile if self._whole else StructFile)(file, name=name)
        with file:
            return BufferFile(file.read(), name=name)

    def create_file(self, name: str, **options: object) -> StructFile:
        if name.endswith(SEGMENT_SUFFIX):
            options["onclose"] = self._complete
        return super().create_file(name, **options)

    def _complete(self, file: StructFile) -> None:
        file.flush()
        append_checksum(self.path(file._name))

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        append_checksum(self.path(oldname))
        fsync(self.path(oldname))
        super().rename_file(oldname, newname, safe)
        fsync(Path(self.folder))

    def temp_storage(self, name: str | None = None) -> "Memory":
        return Memory()


class _CompoundFile(StructFile):
    """A compound file whose parts are read whole."""

    def subset(self, position: int, length: int, name: str | None = None) -> BufferFile:
        return BufferFile(self.get(position, length), name=name)


class Memory(RamStorage):
    """Files in memory."""

    def temp_storage(self, name: str | None = None) -> "Memory":
        return Memory()


def append_checksum(path: Path) -> None:
    """Complete a file with the checksum of its content."""
    with path.open("r+b") as file:
        checksum = _checksum(file, path.stat().st_size)
        file.seek(0, os.SEEK_END)
        file.write(checksum)


def check_file(path: Path, *, again: bool) -> None:
    """Compare a file with its checksum.

    Args:
        path: of the file.
        again: read it even if this process has checked it since it was last written.

    Raises:
        DamagedFile: they differ.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        state = found.st_size, found.st_mtime_ns, found.st_ino
        if not again and _checked.get(path) == state:
            return
        size = max(found.st_size - _CHECKSUM_SIZE, 0)
        if _checksum(file, size) != file.read():
            _checked.pop(path, None)
            raise DamagedFile(f"{path.name} is damaged")
    # A copy, because other threads check files too.
    for other in list(_checked):
        if not other.exists():
            _checked.pop(other, None)
    _checked[path] = state


def _checksum(file: BinaryIO, size: int) -> bytes:
    """Return the checksum of the first bytes of a file, and leave the file after them."""
    value = 0
    while size > 0:
        chunk = file.read(min(size, _CHUNK))
        if not chunk:
            break
        value = zlib.crc32(chunk, value)
        size -= len(chunk)
    return value.to_bytes(_CHECKSUM_SIZE, "big")


def fsync(path: Path) -> None:
    """Sync a file, or the entries of a folder, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
