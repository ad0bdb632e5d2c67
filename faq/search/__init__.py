"""Search: from what a visitor types to the questions that answer it."""

from faq.search.results import answered, search
from faq.search.similar import SimilarQuestions, related_questions, similar_questions
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
