"""Questions as tables in CSV: written for spreadsheets, and taken in again."""

from faq.importing.sheets.parking import drop, fetch, park
from faq.importing.sheets.planning import Change, Plan, Problem, plan_of
from faq.importing.sheets.reading import MAX_SIZE, Unreadable, read
from faq.importing.sheets.saving import ChangedMeanwhile, carry_out
from faq.importing.sheets.writing import write

__all__ = [
    "MAX_SIZE",
    "Change",
    "ChangedMeanwhile",
    "Plan",
    "Problem",
    "Unreadable",
    "carry_out",
    "drop",
    "fetch",
    "park",
    "plan_of",
    "read",
    "write",
]
