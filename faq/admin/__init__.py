"""The editors' side, on Django's own admin."""

from faq.admin import audience, question, site, topic

__all__ = ["audience", "question", "site", "topic"]
