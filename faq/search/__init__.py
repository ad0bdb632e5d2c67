"""Search: from what a visitor types to the questions that answer it."""

from faq.search.results import search
from faq.search.types import Hit, SearchPage, SearchUnavailable

__all__ = ["Hit", "SearchPage", "SearchUnavailable", "search"]
