"""What is read as a table of questions, and what is said of anything else."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.importing.sheets import MAX_SIZE, Unreadable, read
from faq.importing.sheets.reading import MAX_ROWS

TEXT = "slug,title\nit,Größe?\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
        "SLUG , Title\n\nit,Größe?\n,\n".encode(),
        "slug;title;;\nit;Größe?;;\n".encode(),
        "slug,title\nit,Größe?,,\n".encode(),
        TEXT.replace("\n", "\r").replace(",", ";").encode(),
    ],
)
def test_table_is_read_from_what_spreadsheets_save(data: bytes) -> None:
    assert [row.values for row in read("T.CSV", data)] == [{"slug": "it", "title": "Größe?"}]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    rows = read("t.csv", b'slug,body\na,"one\ntwo\nthree"\n\nb,x\n')
    assert [(row.number, row.values["slug"]) for row in rows] == [(2, "a"), (4, "b")]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("t.txt", TEXT.encode(), "Only CSV is read"),
        ("t.json", b"[]", "Only CSV is read"),
        ("t", TEXT.encode(), "Only CSV is read"),
        ("t.csv", TEXT.encode("latin-1"), "not UTF-8; .* in line 2"),
        ("t.csv", b"slug,title\nit,a\0b\n", "zero bytes"),
        ("t.csv", b"slug,title\nit\n", "Row 2: it has 1 cells, and there are 2 columns"),
        ("t.csv", b"slug,title,\nit,a,b\n", "Row 2: it has 3 cells, and there are 2 columns"),
        ("t.csv", b"slug,,title\nit,a,b\n", "no column “”. There are: slug, title,"),
        ("t.csv", b'slug,title\nit,"open\n', "Line 2: this is no well-formed CSV"),
        ("t.csv", b"title\nIt?\n", "no column “slug”"),
        ("t.csv", b"slug,titel\nit,It?\n", "no column “titel”. There are: slug, title,"),
        ("t.csv", b"slug,title,title\nit,a,b\n", "“title” is there twice"),
        ("t.csv", b"slug\n", "no question in it"),
        ("t.csv", b"", "no column “slug”"),
        ("t.csv", b"slug\n" + b"a\n" * (MAX_ROWS + 1), f"at most {MAX_ROWS} are read"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(name: str, data: bytes, problem: str) -> None:
    with pytest.raises(Unreadable, match=problem):
        read(name, data)


def test_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(Unreadable, match="larger than 32 MB"):
        read("t.csv", bytes(MAX_SIZE + 1))


@pytest.mark.parametrize("name", ["bomb.xlsx", "bomb.zip", "bomb.xls", "bomb.ods", "bomb.csv"])
def test_bombs_in_packed_tables_are_refused(name: str) -> None:
    """Check 71: nothing is ever unpacked; a packed table is refused by its name, or as no text."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", bytes(4_000_000))
    assert len(packed.getvalue()) < 10_000
    with pytest.raises(Unreadable, match=r"Only CSV is read|not UTF-8|zero bytes"):
        read(name, packed.getvalue())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for begin in (b"", b"slug,title\n"):
        with contextlib.suppress(Unreadable):
            assert all(row.values.keys() >= {"slug"} for row in read("t.csv", begin + data))
