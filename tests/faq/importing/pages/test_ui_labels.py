"""Names on the screen in bold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.importing.pages.ui_labels import bold_labels, bold_menu_paths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Click End trip", "Click **End trip**"),
        ("Then click the Trips tab and look", "Then click the **Trips** tab and look"),
        ("Go to My Trips to find it", "Go to **My Trips** to find it"),
        ("Open Trips > My Trips", "Open **Trips › My Trips**"),
        ("Find it among your Open Trips", "Find it among your Open Trips"),
        ("Click the trip’s name", "Click the trip’s name"),
        ("Tick the All trips box", "Tick the **All trips** box"),
        ("Right-click Trips.", "Right-click **Trips**."),
        ("Click **Go** in Trips", "Click **Go** in Trips"),
        (
            "Choose Pay all and leave or Pay half today",
            "Choose Pay all and leave or Pay half today",
        ),
    ],
)
def test_bold_labels(text: str, expected: str) -> None:
    assert bold_labels(text) == expected


def test_bold_menu_paths_leaves_labels_alone() -> None:
    assert bold_menu_paths("Click End in Trips › Mine.") == "Click End in **Trips › Mine**."


@given(st.text("AbC› Go click", max_size=60))
def test_bold_labels_keeps_the_words(text: str) -> None:
    assert bold_labels(text).replace("*", "").replace(" ", "") == text.replace(" ", "")
