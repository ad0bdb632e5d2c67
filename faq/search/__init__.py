"""Search: from what a visitor types to the questions that answer it."""

from faq.search.answered import answered
from faq.search.related import related_questions
from faq.search.results import search
from faq.search.similar import SimilarQuestions, similar_questions
from faq.search.suggestions import suggest
from faq.search.types import Hit, SearchPage, SearchUnavailable

__all__ = [
    "Hit",
    "SearchPage",
    "SearchUnavailable",
    "SimilarQuestions",
    "answered",
    "related_questions",
    "search",
    "similar_questions",
    "suggest",
]
