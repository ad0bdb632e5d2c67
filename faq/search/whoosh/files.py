"""The files of a generation, read into memory, and synced to disk before a commit names them."""

import os
from pathlib import Path

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.index import FileIndex

__all__ = ["FileIndex", "Files", "Memory", "fsync"]

# A file of at most this many bytes is always read whole.
_SMALL = 1 << 20


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
        file = self.path(name).open("rb")
        if os.fstat(file.fileno()).st_size > _SMALL:
            return (_CompoundFile if self._whole else StructFile)(file, name=name)
        with file:
            return BufferFile(file.read(), name=name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
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


def fsync(path: Path) -> None:
    """Sync a file, or the entries of a folder, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
