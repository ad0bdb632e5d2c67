"""faq.text.columns: tables in plain text."""

import pytest

from faq.text.columns import columns


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    rows = [["", "documents", "p50"], ["sample", "14", "1.25"], ["gnome-help", "", ""]]
    assert columns(rows).split("\n") == [
        "            documents   p50",
        "sample             14  1.25",
        "gnome-help",
    ]


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        columns([["a", "b"], ["c"]])
