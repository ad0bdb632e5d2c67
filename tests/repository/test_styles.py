"""The style sheets of the public pages."""

import re

import pytest

from tests.repository.files import ROOT

SHEETS = sorted((ROOT / "faq/static/faq/css").glob("*.css"))
PHYSICAL = re.compile(
    r"[{;]\s*(?:[\w-]+-)?(?:left|right)(?:-[\w-]+)?\s*:[^;}]*|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
FOUR = re.compile(r"(?:padding|margin|inset|border-width|border-radius)\s*:\s*([^;}]+)")
VALUE = re.compile(r"(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+")


def physical(style: str) -> list[str]:
    """Return the declarations in which the left differs from the right."""
    found = PHYSICAL.findall(style)
    for declaration in FOUR.finditer(style):
        values = VALUE.findall(declaration[1])
        if len(values) != 4:
            continue
        # The corners begin at the top left; the sides begin at the top.
        corners = "radius" in declaration[0] and values[0::3] != values[1:3]
        if corners or ("radius" not in declaration[0] and values[1] != values[3]):
            found.append(declaration[0])
    return [each.lstrip("{; ") for each in found]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_left_and_right_are_the_start_and_end_of_a_line(sheet) -> None:
    assert physical(sheet.read_text()) == []


@pytest.mark.parametrize(
    ("declaration", "is_physical"),
    [
        ("left: 0", True),
        ("border-right: 1px solid", True),
        ("margin-left: auto", True),
        ("border-top-left-radius: 0", True),
        ("scroll-margin-right: 1rem", True),
        ("text-align: right", True),
        ("float: left", True),
        ("padding: 0 1px 0 calc(1px + (2px * 3))", True),
        ("border-radius: 0 1px 1px 0", True),
        ("border-radius: 1px 1px 0 0", False),
        ("inset: 0 1px 2px 1px", False),
        ("padding: 0 clamp(1px, 2vw, 3px) 1px", False),
        ("margin-inline-start: auto", False),
        ("inset-inline-end: 0", False),
        ("text-align: start", False),
    ],
)
def test_physical_declarations_are_noticed(declaration: str, is_physical: bool) -> None:
    assert bool(physical(f".a {{ color: red; {declaration}; }}")) is is_physical
