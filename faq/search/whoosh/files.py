"""The files of a generation: read into memory, and on disk before a state names them."""

import os
from pathlib import Path

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.index import FileIndex

__all__ = ["FileIndex", "Files", "Memory", "to_disk"]

# Bytes up to which a file is read whole whatever is wanted of it.
_SMALL = 1 << 20


class Files(FileStorage):
    """A generation's folder. A new state is named when it and what it names are safe on disk."""

    def __init__(self, folder: Path, *, whole: bool = False) -> None:
        """Open a folder.

        Args:
            folder: of the generation.
            whole: all that is opened will be read to the end, so it may as well be read at once.
        """
        # Not mapped into memory: a file cut short under a mapping ends the process, not the request.
        super().__init__(str(folder), supports_mmap=False)
        self._whole = whole

    def path(self, name: str) -> Path:
        return Path(self.folder) / name

    def open_file(self, name: str, **options: object) -> StructFile:
        file = self.path(name).open("rb")
        if os.fstat(file.fileno()).st_size > _SMALL:
            return (_InParts if self._whole else StructFile)(file, name=name)
        with file:
            return BufferFile(file.read(), name=name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        to_disk(self.path(oldname))
        super().rename_file(oldname, newname, safe)
        to_disk(Path(self.folder))

    def temp_storage(self, name: str | None = None) -> "Memory":
        return Memory()


class _InParts(StructFile):
    """A file whose parts are read whole: each is a file of Whoosh's in a compound one."""

    def subset(self, position: int, length: int, name: str | None = None) -> BufferFile:
        return BufferFile(self.get(position, length), name=name)


class Memory(RamStorage):
    """Files that are gone with the process."""

    def temp_storage(self, name: str | None = None) -> "Memory":
        return Memory()


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are safe from a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
