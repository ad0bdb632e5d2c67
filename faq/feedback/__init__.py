"""What readers say back: whether a question was answered, and at which step they got stuck."""

from faq.feedback.readers import Sender
from faq.feedback.recording import report_stuck, vote
from faq.feedback.refusal import NoSuchPlace, NotFromOurPage, Refused
from faq.feedback.retention import prune

__all__ = [
    "NoSuchPlace",
    "NotFromOurPage",
    "Refused",
    "Sender",
    "prune",
    "report_stuck",
    "vote",
]
