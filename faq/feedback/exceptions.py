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


class SendAgain(FeedbackRefused):
    """The form was not stored as it is, and can be sent again from the page that says so."""


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
TRAP_FILLED = _(
    "A hidden field that must stay empty was filled in, perhaps by your browser. Send the form once more."
)
TOO_QUICK = _("That came so quickly that we have not saved it yet. Send it once more.")
TOO_LONG = _(
    "Your text has %(length)d characters, and at most %(most)d are allowed. Shorten it and send it again."
)


def too_long(length: int) -> FeedbackRefused:
    return SendAgain(TOO_LONG % {"most": WORDS_LENGTH, "length": length})
