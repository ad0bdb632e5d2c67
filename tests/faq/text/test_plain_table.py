"""faq.text.plain_table: tables in plain text."""

import pytest

from faq.text.plain_table import plain_table


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    rows = [["", "documents", "p50"], ["sample", "14", "1.25"], ["gnome-help", "", ""]]
    assert plain_table(rows).split("\n") == [
        "            documents   p50",
        "sample             14  1.25",
        "gnome-help",
    ]


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        plain_table([["a", "b"], ["c"]])
