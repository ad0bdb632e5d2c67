"""Names on the screen as labels."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.importing.pages.ui_labels import mark_block, mark_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Click End trip", "Click [[End trip]]"),
        ("Then click the Trips tab and look", "Then click the [[Trips]] tab and look"),
        ("Go to My Trips to find it", "Go to [[My Trips]] to find it"),
        ("Open Trips > My Trips", "Open [[Trips › My Trips]]"),
        ("Find it among your Open Trips", "Find it among your Open Trips"),
        ("Click the trip’s name", "Click the trip’s name"),
        ("Tick the All trips box", "Tick the [[All trips]] box"),
        ("Right-click Trips.", "Right-click [[Trips]]."),
        ("Click **Go** in Trips", "Click [[Go]] in Trips"),
        ("Click [[Trips › Mine]]", "Click [[Trips › Mine]]"),
        (
            "Choose Pay all and leave or Pay half today",
            "Choose Pay all and leave or Pay half today",
        ),
    ],
)
def test_mark_title(text: str, expected: str) -> None:
    assert mark_title(text) == expected


def test_mark_block_leaves_names_alone() -> None:
    assert mark_block("Click End in Trips › Mine.") == "Click End in [[Trips › Mine]]."


def test_mark_block_leaves_emphasis_alone() -> None:
    assert mark_block("This **deletes** the trip. Press **OK**.") == (
        "This **deletes** the trip. Press [[OK]]."
    )


@given(st.text("AbC› Go click", max_size=60))
def test_mark_title_keeps_the_words(text: str) -> None:
    assert re.sub(r"[][ ]", "", mark_title(text)) == text.replace(" ", "")
