"""The files of a generation, on disk and in memory."""

import os
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.whoosh.files import DamagedFile, Files, Memory, append_checksum, check_file


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    append_checksum(path)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1])
def test_file_reads_the_same_however_it_is_opened(tmp_path: Path, whole: bool, size: int) -> None:
    content = os.urandom(size)
    write(tmp_path / "a.seg", content)
    with Files(tmp_path, whole=whole).open_file("a.seg") as file:
        # The checksum follows.
        assert file.read()[:-4] == content
        half, third = size // 2, size // 3
        assert file.get(half, min(7, half)) == content[half : half + min(7, half)]
        with file.subset(third, min(9, third)) as part:
            assert part.read() == content[third : third + min(9, third)]


def test_part_of_a_file_read_whole_does_not_notice_that_the_file_is_cut_short(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.seg"
    write(path, b"walrus" * 300_000)
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
    # The checksum of "walrus" follows.
    content = b"walrus" + zlib.crc32(b"walrus").to_bytes(4, "big")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b": content}


@given(st.binary(max_size=2_000), st.data())
def test_every_damage_is_noticed(content: bytes, data: st.DataObject) -> None:
    """Check 82: a flipped bit, a missing end and what was appended."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.seg"
        write(path, content)
        check_file(path, again=False)
        state = path.stat()
        whole = path.read_bytes()
        damaged = bytearray(whole)
        place = data.draw(st.integers(0, len(whole) - 1))
        damaged[place] ^= data.draw(st.integers(1, 255))
        for wrong in (bytes(damaged), whole[:place], whole + b"\1"):
            path.write_bytes(wrong)
            os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
            with pytest.raises(DamagedFile):
                check_file(path, again=True)
            with pytest.raises(DamagedFile):
                Files(path.parent).open_file("a.seg")


def test_file_is_read_once_as_long_as_nobody_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.seg"
    write(path, b"walrus")
    check_file(path, again=False)
    monkeypatch.setattr("faq.search.whoosh.files._checksum", lambda *_: pytest.fail("read again"))
    check_file(path, again=False)


def test_segment_written_by_the_engine_itself_has_a_checksum(tmp_path: Path) -> None:
    with Files(tmp_path).create_file("a.seg") as file:
        file.write(b"walrus")
        file.seek(0)
        file.write(b"W")
    with Files(tmp_path).open_file("a.seg") as file:
        assert file.read()[:-4] == b"Walrus"


def test_temporary_files_are_in_memory(tmp_path: Path) -> None:
    for storage in (Files(tmp_path).temp_storage("x"), Memory().temp_storage()):
        with storage.create_file("a") as file:
            file.write(b"walrus")
        with storage.open_file("a") as file:
            assert file.read() == b"walrus"
    assert list(tmp_path.iterdir()) == []
