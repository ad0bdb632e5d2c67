"""Lays out tables in plain text, for the output of commands."""

from collections.abc import Sequence


def plain_table(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows as lines, with the first column aligned left and the others right.

    Args:
        rows: the headings, then the cells of each row; all of the same length.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0])]
            + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        ).rstrip()
        for row in rows
    )
