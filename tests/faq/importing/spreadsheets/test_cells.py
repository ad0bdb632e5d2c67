"""Steps in a cell, written and parsed again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.importing.spreadsheets.cells import (
    StepText,
    cells_of,
    parse_cell,
    steps_from_cell,
    steps_to_cell,
    strip_blank_lines,
)
from faq.publishing import blank


def step(title: str, body: str = "", caution: str = "") -> StepText:
    return {"title": title, "caution": caution, "body": body}


STEPS = [
    step("Open **Jobs**"),
    step("Choose **Close**", "- At the end\n- of the page\n\n1. A list", "It is gone.\nFor ever."),
    step("Look", "! no caution, but text"),
]
TEXT = """\
1. Open **Jobs**
2. Choose **Close**
   ! It is gone.
   ! For ever.
   - At the end
   - of the page

   1. A list
3. Look

   ! no caution, but text"""


def test_steps_are_a_numbered_list_with_indented_cautions_and_bodies() -> None:
    assert steps_to_cell(STEPS) == TEXT
    assert steps_from_cell(TEXT) == STEPS


def test_steps_are_read_in_order_whatever_their_numbers() -> None:
    assert steps_from_cell("7. One\n\n7.Two\n") == [step("One"), step("Two")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Open the menu", "Line 1 belongs to no step: “Open the menu”"),
        ("1. One\n two", "Line 2 .*“ two”"),
    ],
)
def test_line_that_belongs_to_no_step_is_named(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        steps_from_cell(text)


lines = st.text(st.sampled_from("a! 1.\n-\t'="), max_size=12).map(strip_blank_lines)
titles = st.text(st.sampled_from("a!1.-'= "), min_size=1, max_size=8).map(str.strip)


@given(st.lists(st.builds(step, titles, lines, lines), max_size=4))
def test_steps_survive_a_round_trip(steps: list[StepText]) -> None:
    assert steps_from_cell(steps_to_cell(steps)) == steps


def test_time_is_written_and_parsed_in_the_zone_of_the_site(settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    stored = "2026-12-31T17:00:00+00:00"
    cell = cells_of({**blank(), "expires_at": stored}, "draft")["expires_at"]
    assert cell == "2026-12-31T18:00:00+01:00"
    for same in (cell, stored, "2026-12-31T18:00", "2026-12-31 18:00"):
        assert parse_cell("expires_at", same) == stored


def test_time_that_the_clocks_skip_is_refused(settings) -> None:
    """Check 89: a table is no way around the rule of the forms."""
    settings.TIME_ZONE = "Europe/Berlin"
    with pytest.raises(ValueError, match="does not exist in Europe/Berlin"):
        parse_cell("expires_at", "2026-03-29T02:30")
