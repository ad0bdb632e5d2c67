"""Feedback from readers: whether a question was answered, and at which step they got stuck."""

from faq.feedback.exceptions import FeedbackRefused, QuestionOrStepGone, SendAgain, UntrustedForm
from faq.feedback.reader_keys import Sender
from faq.feedback.retention import prune
from faq.feedback.submission import report_stuck, vote

__all__ = [
    "FeedbackRefused",
    "QuestionOrStepGone",
    "SendAgain",
    "Sender",
    "UntrustedForm",
    "prune",
    "report_stuck",
    "vote",
]
