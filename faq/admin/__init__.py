"""The editors' side, on Django's own admin."""

from faq.admin import (
    audience,
    audit_entry,
    broken_promise,
    feedback,
    image,
    link_check,
    question,
    search_term,
    site,
    synonym,
    topic,
)

__all__ = [
    "audience",
    "audit_entry",
    "broken_promise",
    "feedback",
    "image",
    "link_check",
    "question",
    "search_term",
    "site",
    "synonym",
    "topic",
]
