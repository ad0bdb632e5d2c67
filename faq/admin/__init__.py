"""The editors' side, on Django's own admin."""

from faq.admin import audience, question, site, synonym, topic

__all__ = ["audience", "question", "site", "synonym", "topic"]
