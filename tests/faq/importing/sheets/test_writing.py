"""Questions as a file: what a spreadsheet shows, and that it calculates nothing."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.importing.sheets import read, write
from faq.importing.sheets.columns import marked, unmarked

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
    [row] = cells(write([(CONTENT, "draft")]))
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
def test_no_cell_begins_a_formula(text: str) -> None:
    """Check 6: in any column, with tabs and line breaks before it, and within steps and phrasings."""
    step = {"uid": "0" * 32, "title": text, "body": text, "caution": text}
    content: Any = {**CONTENT, **dict.fromkeys(("title", "summary", "body"), text)}
    content |= {"steps": [step], "phrasings": [text, text]}
    data = write([(content, "draft")])
    [row] = cells(data)
    assert [row[name] for name in ("title", "summary", "body")] == [f"'{text}"] * 3
    assert row["phrasings"] == f"'{text}\n{text}"
    assert row["steps"].startswith("1. ")
    begins = {cell.lstrip()[:1] for cell in row.values()}
    assert begins.isdisjoint("=+-@|%＝＋－＠\t\r")
    # Whatever separates cells elsewhere, these stay within their quotes.
    assert data.decode("utf-8-sig").startswith('"slug","title"')


def test_text_that_would_end_its_cell_stays_in_it() -> None:
    """Check 6: quotes and separators begin no cell of their own."""
    text = 'a";=1+1;"\t=2,"=3'
    [row] = cells(write([(CONTENT | {"title": text}, "draft")]))
    assert row["title"] == text


@given(st.text(st.sampled_from("'=+-@ \t\na1"), max_size=6))
def test_marked_cell_is_read_as_it_was(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert marked(text)[:1] not in set("=+-@\t\n")


def test_csv_is_read_as_it_was_written() -> None:
    content: Any = {**CONTENT, "title": "'=it", "body": "- a\n- b"}
    [row] = read("questions.csv", write([(content, "draft")]))
    assert (row.number, row.values["title"], row.values["body"]) == (2, "'=it", "- a\n- b")
