"""Tables in plain text, for commands."""

from collections.abc import Sequence


def plain_table(rows: Sequence[Sequence[str]]) -> str:
    """The rows as lines, with the first column to the left and the others to the right.

    Args:
        rows: all of the same length, the headings first.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0])]
            + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        ).rstrip()
        for row in rows
    )
