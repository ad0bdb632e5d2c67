"""Search: from what a visitor types to the questions that answer it."""

from faq.search.answered import answered
from faq.search.related import related
from faq.search.results import search
from faq.search.similar import Nearest, nearest
from faq.search.suggestions import suggest
from faq.search.types import Hit, SearchPage, SearchUnavailable

__all__ = [
    "Hit",
    "Nearest",
    "SearchPage",
    "SearchUnavailable",
    "answered",
    "nearest",
    "related",
    "search",
    "suggest",
]
