"""Messy pages to drafts: text, Markdown or HTML as people have them, and what was made of it."""

from faq.importing.pages.drafts import Draft, Leftover, Piece, Plan
from faq.importing.pages.planning import plan
from faq.importing.pages.saving import UNSORTED, Made, make_drafts
from faq.importing.pages.source import MAX_BYTES, PageError, Source, read_bytes, read_text

__all__ = [
    "MAX_BYTES",
    "UNSORTED",
    "Draft",
    "Leftover",
    "Made",
    "PageError",
    "Piece",
    "Plan",
    "Source",
    "make_drafts",
    "plan",
    "read_bytes",
    "read_text",
]
