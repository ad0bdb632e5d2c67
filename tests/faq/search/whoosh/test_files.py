"""The files of a generation, on disk and in memory."""

import os
from pathlib import Path

import pytest

from faq.search.whoosh.files import Files, Memory


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1])
def test_file_reads_the_same_however_it_is_opened(tmp_path: Path, whole: bool, size: int) -> None:
    content = os.urandom(size)
    (tmp_path / "a.seg").write_bytes(content)
    with Files(tmp_path, whole=whole).open_file("a.seg") as file:
        assert file.read() == content
        assert file.get(size // 2, 7) == content[size // 2 : size // 2 + 7]
        with file.subset(size // 3, 9) as part:
            assert part.read() == content[size // 3 : size // 3 + 9]


def test_part_of_a_file_read_whole_does_not_notice_that_the_file_is_cut_short(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.seg"
    path.write_bytes(b"walrus" * 300_000)
    with (
        Files(tmp_path, whole=True).open_file("a.seg") as file,
        file.subset(6, 12) as part,
    ):
        os.truncate(path, 0)
        assert part.get(0, 6) == b"walrus"


def test_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Files(tmp_path).open_file("a.seg")


def test_renamed_file_has_its_new_name_only(tmp_path: Path) -> None:
    files = Files(tmp_path)
    with files.create_file("a") as file:
        file.write(b"walrus")
    files.rename_file("a", "b")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b": b"walrus"}


def test_temporary_files_are_in_memory(tmp_path: Path) -> None:
    for storage in (Files(tmp_path).temp_storage("x"), Memory().temp_storage()):
        with storage.create_file("a") as file:
            file.write(b"walrus")
        with storage.open_file("a") as file:
            assert file.read() == b"walrus"
    assert list(tmp_path.iterdir()) == []
