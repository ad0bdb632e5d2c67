"""CSV files: what is read and rejected, and that no cell is a formula."""

import contextlib
import csv
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.importing.spreadsheets import MAX_SIZE, TableError, read_csv, write_csv
from faq.importing.spreadsheets.cells import escape_formula, unescape_formula
from faq.importing.spreadsheets.csv_file import MAX_ROWS

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
    assert [row.cells for row in read_csv("T.CSV", data)] == [{"slug": "it", "title": "Größe?"}]


def test_rows_have_their_numbers_in_a_spreadsheet() -> None:
    rows = read_csv("t.csv", b'slug,body\na,"one\ntwo\nthree"\n\nb,x\n')
    assert [(row.number, row.cells["slug"]) for row in rows] == [(2, "a"), (4, "b")]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("t.txt", TEXT.encode(), "not a CSV file"),
        ("t.json", b"[]", "not a CSV file"),
        ("t", TEXT.encode(), "not a CSV file"),
        ("t.csv", TEXT.encode("latin-1"), "not UTF-8: line 2 "),
        ("t.csv", b"slug,title\nit,a\0b\n", "NUL"),
        ("t.csv", b"slug,title\nit\n", "Row 2 has 1 cells, but the table has 2 columns"),
        ("t.csv", b"slug,title,\nit,a,b\n", "Row 2 has 3 cells, but the table has 2 columns"),
        (
            "t.csv",
            b"slug,,title\nit,a,b\n",
            "column “” is unknown. Use only these columns: slug, title,",
        ),
        ("t.csv", b'slug,title\nit,"open\n', "Line 2 is not valid CSV"),
        ("t.csv", b"title\nIt?\n", "column “slug” is missing"),
        (
            "t.csv",
            b"slug,titel\nit,It?\n",
            "column “titel” is unknown. Use only these columns: slug, title,",
        ),
        ("t.csv", b"slug,title,title\nit,a,b\n", "“title” appears twice"),
        ("t.csv", b"slug\n", "contains no questions"),
        ("t.csv", b"", "column “slug” is missing"),
        ("t.csv", b"slug\n" + b"a\n" * (MAX_ROWS + 1), f"reads at most {MAX_ROWS}"),
    ],
)
def test_other_file_is_rejected_with_the_reason(name: str, data: bytes, problem: str) -> None:
    with pytest.raises(TableError, match=problem):
        read_csv(name, data)


def test_file_that_is_too_large_is_rejected() -> None:
    with pytest.raises(TableError, match="larger than 32 MB"):
        read_csv("t.csv", bytes(MAX_SIZE + 1))


@pytest.mark.parametrize("name", ["bomb.xlsx", "bomb.zip", "bomb.xls", "bomb.ods", "bomb.csv"])
def test_compressed_tables_are_rejected(name: str) -> None:
    """Check 71: nothing is ever unpacked; a packed table is refused by its name, or as no text."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", bytes(4_000_000))
    assert len(packed.getvalue()) < 10_000
    with pytest.raises(TableError, match=r"not a CSV file|not UTF-8|NUL"):
        read_csv(name, packed.getvalue())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_rejected(data: bytes) -> None:
    for begin in (b"", b"slug,title\n"):
        with contextlib.suppress(TableError):
            assert all(row.cells.keys() >= {"slug"} for row in read_csv("t.csv", begin + data))


FORMULA = '=HYPERLINK("https://evil.example","x")'
CONTENT: Any = {
    "topic": "money",
    "title": "It?",
    "slug": "it",
    "summary": "S.",
    "body": "One\n\ntwo",
    "featured": True,
    "urgent": False,
    "expires_at": None,
    "audiences": ["a", "b"],
    "steps": [{"uid": "0" * 32, "title": "Look", "body": "", "caution": "Hot."}],
    "phrasings": ["that", "this"],
}


def cells(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_for_a_question_and_a_cell_for_its_steps() -> None:
    [row] = cells(write_csv([(CONTENT, "draft")]))
    assert row == {
        "slug": "it",
        "title": "It?",
        "topic": "money",
        "audiences": "a, b",
        "summary": "S.",
        "body": "One\n\ntwo",
        "steps": "1. Look\n   ! Hot.",
        "phrasings": "that\nthis",
        "featured": "yes",
        "urgent": "no",
        "expires_at": "",
        "status": "draft",
    }


@pytest.mark.parametrize(
    "text",
    [FORMULA, "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "|cmd", "%0", "＝1", "＋1"],
)
def test_no_cell_is_a_formula(text: str) -> None:
    """Check 6: in any column, with tabs and line breaks before it, and within steps and phrasings."""
    step = {"uid": "0" * 32, "title": text, "body": text, "caution": text}
    content: Any = {**CONTENT, **dict.fromkeys(("title", "summary", "body"), text)}
    content |= {"steps": [step], "phrasings": [text, text]}
    data = write_csv([(content, "draft")])
    [row] = cells(data)
    assert [row[name] for name in ("title", "summary", "body")] == [f"'{text}"] * 3
    assert row["phrasings"] == f"'{text}\n{text}"
    assert row["steps"].startswith("1. ")
    begins = {cell.lstrip()[:1] for cell in row.values()}
    assert begins.isdisjoint("=+-@|%＝＋－＠\t\r")
    # Whatever separates cells elsewhere, these stay within their quotes.
    assert data.decode("utf-8-sig").startswith('"slug","title"')


def test_quotes_and_separators_stay_in_their_cell() -> None:
    """Check 6: quotes and separators begin no cell of their own."""
    text = 'a";=1+1;"\t=2,"=3'
    [row] = cells(write_csv([(CONTENT | {"title": text}, "draft")]))
    assert row["title"] == text


@given(st.text(st.sampled_from("'=+-@ \t\na1"), max_size=6))
def test_escaped_cell_is_unescaped(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text
    assert escape_formula(text)[:1] not in set("=+-@\t\n")


def test_csv_survives_a_round_trip() -> None:
    content: Any = {**CONTENT, "title": "'=it", "body": "- a\n- b"}
    [row] = read_csv("questions.csv", write_csv([(content, "draft")]))
    assert (row.number, row.cells["title"], row.cells["body"]) == (2, "'=it", "- a\n- b")
