"""Imports pages as drafts of questions, from plain text, Markdown or HTML."""

from faq.importing.pages.creation import UNSORTED, CreatedDrafts, create_drafts
from faq.importing.pages.drafts import Draft, Leftover, Piece
from faq.importing.pages.page_plan import PagePlan, plan_page
from faq.importing.pages.source import MAX_BYTES, PageError, PageSource

__all__ = [
    "MAX_BYTES",
    "UNSORTED",
    "CreatedDrafts",
    "Draft",
    "Leftover",
    "PageError",
    "PagePlan",
    "PageSource",
    "Piece",
    "create_drafts",
    "plan_page",
]
