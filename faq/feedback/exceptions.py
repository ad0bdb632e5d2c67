"""Why something that was sent is not kept, in words for whoever sent it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from faq.models.feedback import WORDS_LENGTH


class FeedbackRefused(Exception):
    """Feedback that is not kept. Its text says why, and what to do."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)

    def __str__(self) -> str:
        return str(self.args[0])


class UntrustedForm(FeedbackRefused):
    """No page of ours that is still valid has sent this."""


class QuestionOrStepGone(FeedbackRefused):
    """What it was about is not there to be spoken of."""


FORGED = _(
    "It did not come from the form on the page it is about. "
    "Open that page, choose again and send it from there."
)
EXPIRED = _("The page had been open for more than a day. Open it again, and send it from there.")
QUESTION_GONE = _("This question was moved or taken away while you were reading.")
STEP_GONE = _(
    "This step was taken away while you were reading. Reload the page to see what is new."
)
NO_ANSWER = _("It says neither yes nor no. Go back and choose one of them.")
NO_REASON = _("It names none of the reasons. Go back and choose one of them.")
AUTOMATIC = _(
    "It looks as if a program had filled in the form: a field that people do not see was not empty. "
    "Go back, reload the page and send it again."
)
TOO_QUICK = _(
    "It came sooner than anybody types, as programs send it. Go back, wait a moment and send it again."
)
TOO_LONG = _(
    "At most %(most)d characters are kept, and this has %(length)d. Go back and shorten it."
)


def too_long(length: int) -> FeedbackRefused:
    return FeedbackRefused(TOO_LONG % {"most": WORDS_LENGTH, "length": length})
