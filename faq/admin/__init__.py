"""The editors' side, on Django's own admin."""

from faq.admin import audience, feedback, question, search_term, site, synonym, topic

__all__ = ["audience", "feedback", "question", "search_term", "site", "synonym", "topic"]
