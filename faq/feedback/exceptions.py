"""The reasons for rejecting feedback, as messages to the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from faq.models.feedback import WORDS_LENGTH


class FeedbackRefused(Exception):
    """Feedback is rejected. The message says why and what to do."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)

    def __str__(self) -> str:
        return str(self.args[0])


class UntrustedForm(FeedbackRefused):
    """The form does not come from a valid page of this site."""


class QuestionOrStepGone(FeedbackRefused):
    """The question or step no longer exists."""


FORGED = _("The form was not sent from the page of the question. Open the page and send it again.")
EXPIRED = _("The page was open for more than a day. Open it again and send the form from there.")
QUESTION_GONE = _("This question was moved or removed while you were reading.")
STEP_GONE = _("This step was removed while you were reading. Reload the page to see what changed.")
NO_ANSWER = _("The form has no answer. Go back and choose “Yes” or “No”.")
NO_REASON = _("The form has no valid reason. Go back and choose one.")
AUTOMATIC = _(
    "The form looks as if a program filled it in, because a hidden field was not empty. Go back, "
    "reload the page and send it again."
)
TOO_QUICK = _(
    "The form was sent faster than people type. Go back, wait a few seconds and send it again."
)
TOO_LONG = _(
    "Your text has %(length)d characters, and at most %(most)d are allowed. Go back and shorten it."
)


def too_long(length: int) -> FeedbackRefused:
    return FeedbackRefused(TOO_LONG % {"most": WORDS_LENGTH, "length": length})
