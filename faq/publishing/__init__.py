"""What readers see, and what changes it: publish, archive, move an address."""

from faq.publishing.answer import Answer, find_answer
from faq.publishing.retired import find_replacement, find_retired
from faq.publishing.workflow import CannotPublish, archive, publish

__all__ = [
    "Answer",
    "CannotPublish",
    "archive",
    "find_answer",
    "find_replacement",
    "find_retired",
    "publish",
]
