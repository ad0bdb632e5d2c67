"""The admin classes. Importing this package registers them all."""

from faq.admin import (
    attachment,
    audience,
    audit_entry,
    banner,
    broken_promise,
    feedback,
    image,
    job,
    link_check,
    notification,
    page,
    search_term,
    section,
    synonym,
    topic,
    user,
)
from faq.admin.question import admin as question

__all__ = [
    "attachment",
    "audience",
    "audit_entry",
    "banner",
    "broken_promise",
    "feedback",
    "image",
    "job",
    "link_check",
    "notification",
    "page",
    "question",
    "search_term",
    "section",
    "synonym",
    "topic",
    "user",
]
