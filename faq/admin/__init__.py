"""The editors' side, on Django's own admin."""

from faq.admin import audience, question, search_term, site, synonym, topic

__all__ = ["audience", "question", "search_term", "site", "synonym", "topic"]
