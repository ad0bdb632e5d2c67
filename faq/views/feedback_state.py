"""What a question's page shows of feedback: its forms, and what came of the one that was just sent."""

from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict

from faq.feedback import form_tokens
from faq.models import Question
from faq.models.feedback import WORDS_LENGTH, WhyAnswered, WhyNot, WhyStuck


class FeedbackState(NamedTuple):
    """For the templates.

    Args:
        token: for the forms on every page.
        words_token: for the form that asks for more; empty if none is shown.
        said: yes, no or stuck; empty if nothing was just sent.
        is_done: nothing more is asked.
        step: position of the step at which the reader is stuck.
        reason: of being stuck.
    """

    token: str
    words_token: str = ""
    said: str = ""
    is_done: bool = False
    step: int = 0
    reason: str = ""

    @property
    def is_about_all(self) -> bool:
        """Whether it is said of the question and not of a step."""
        return self.said in {"yes", "no"}

    @property
    def reasons(self) -> type[WhyAnswered | WhyNot]:
        return WhyAnswered if self.said == "yes" else WhyNot

    @property
    def words_length(self) -> int:
        return WORDS_LENGTH


def feedback_state(question: Question, asked: QueryDict, *, now: datetime) -> FeedbackState:
    """What the page shows.

    Args:
        question: of the page.
        asked: parameters of the address, which a form's answer set or anybody wrote.
        now: goes into the tokens.
    """
    plain = FeedbackState(form_tokens.page_token(question, now=now))
    said, reason, step = (asked.get(name, "") for name in ("said", "reason", "step"))
    if said == "stuck" and not (reason in WhyStuck.values and step.isascii() and step.isdecimal()):
        return plain
    if said not in {"yes", "no", "stuck"}:
        return plain
    return plain._replace(
        words_token=form_tokens.words_token(question, now=now),
        said=said,
        is_done="done" in asked,
        step=int(step[:6]) if said == "stuck" else 0,
        reason=reason,
    )
