"""Steps in one cell: readable, and the same steps again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.importing.sheets.steps import plain, steps_as_text, steps_of_text


def step(title: str, body: str = "", caution: str = "") -> dict[str, str]:
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


def test_steps_are_a_numbered_list_with_cautions_and_the_rest_indented() -> None:
    assert steps_as_text(STEPS) == TEXT
    assert steps_of_text(TEXT) == STEPS


def test_steps_are_read_by_their_order_whatever_their_numbers() -> None:
    assert steps_of_text("7. One\n\n7.Two\n") == [step("One"), step("Two")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("Open the menu", "Line 1 is no step: “Open the menu”"), ("1. One\n two", "Line 2 .*“ two”")],
)
def test_line_that_belongs_to_no_step_is_named(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        steps_of_text(text)


lines = st.text(st.sampled_from("a! 1.\n-\t'="), max_size=12).map(plain)
titles = st.text(st.sampled_from("a!1.-'= "), min_size=1, max_size=8).map(str.strip)


@given(st.lists(st.builds(step, titles, lines, lines), max_size=4))
def test_steps_written_and_read_are_the_same(steps: list[dict[str, str]]) -> None:
    assert steps_of_text(steps_as_text(steps)) == steps
