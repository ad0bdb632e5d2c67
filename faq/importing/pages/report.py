"""Formats the plan of a page as plain text, for the terminal."""

from bisect import bisect_left
from collections.abc import Iterator

from django.utils.translation import gettext as _

from faq.importing.pages.drafts import Draft
from faq.importing.pages.page_plan import PagePlan
from faq.text.cleaning import one_line

_MAX_WIDTH = 100


def format_report(plan: PagePlan) -> str:
    """Return a report on a plan: drafts with their lines in the page, doubts and leftovers.

    Returns:
        Text without control characters except line breaks.
    """
    return "\n".join(_lines(plan))


def _lines(plan: PagePlan) -> Iterator[str]:
    lines = _LineNumbers(plan.text)
    yield _("Format: {}. Drafts: {}. Left over: {}.").format(
        plan.format, len(plan.drafts), len(plan.leftovers)
    )
    for note in plan.notes:
        yield f"? {note}"
    for number, draft in enumerate(plan.drafts, start=1):
        yield ""
        yield from _draft(number, draft, lines)
    if plan.leftovers:
        yield ""
        yield _("Left over:")
    for leftover in plan.leftovers:
        where = lines.span(leftover.start, leftover.end)
        yield f"  {where}  {_short(leftover.text)}  ({leftover.reason})"


def _draft(number: int, draft: Draft, lines: "_LineNumbers") -> Iterator[str]:
    made = " " + _("(already exists)") if draft.is_known else ""
    yield f"{number}. {_short(draft.title.text)}{made}"
    for name, piece in draft.pieces():
        if name != "title":
            yield f"   {name}: {_short(piece.text)}  [{lines.span(piece.start, piece.end)}]"
    for doubt in draft.doubts:
        yield f"   ? {_short(doubt)}"
    for other in draft.near_duplicates:
        where = other.status or _("on this page")
        yield "   ~ " + _("similar: {} ({})").format(_short(other.title), where)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _MAX_WIDTH else f"{line[: _MAX_WIDTH - 1]}…"


class _LineNumbers:
    def __init__(self, text: str) -> None:
        self._ends = [place for place, char in enumerate(text) if char == "\n"]

    def span(self, start: int, end: int) -> str:
        """Return the numbers of the lines from one index to another."""
        first, last = bisect_left(self._ends, start) + 1, bisect_left(self._ends, end - 1) + 1
        if first == last:
            return _("line {}").format(first)
        return _("lines {}–{}").format(first, last)
