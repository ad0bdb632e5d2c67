"""What the feedback forms on a question's page show, before and after a reader sends one."""

from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict

from faq.feedback import form_tokens
from faq.models import Question
from faq.models.feedback import WORDS_LENGTH, WhyAnswered, WhyNot, WhyStuck


class FeedbackState(NamedTuple):
    """The state of the feedback forms, for the templates.

    Attributes:
        token: the token of the forms that every page has.
        words_token: the token of the form that asks for details; empty if it is not shown.
        said: "yes", "no" or "stuck"; empty if the reader has not just sent a form.
        is_done: whether the reader has sent the details too.
        step: position of the step at which the reader is stuck; 0 for none.
        reason: why the reader is stuck.
    """

    token: str
    words_token: str = ""
    said: str = ""
    is_done: bool = False
    step: int = 0
    reason: str = ""

    @property
    def is_about_all(self) -> bool:
        """Whether the feedback is about the question and not about a step."""
        return self.said in {"yes", "no"}

    @property
    def anchor(self) -> str:
        """The id of the form that the reader sent."""
        return "answered" if self.is_about_all else f"stuck-{self.step}"

    @property
    def reasons(self) -> type[WhyAnswered | WhyNot]:
        return WhyAnswered if self.said == "yes" else WhyNot

    @property
    def words_length(self) -> int:
        return WORDS_LENGTH


def feedback_state(question: Question, parameters: QueryDict, *, now: datetime) -> FeedbackState:
    """Return the state for the parameters of an address.

    Args:
        question: the question on the page.
        parameters: set by the redirect after a form, but anybody can write such an address.
        now: the time of the request, for the tokens.
    """
    initial = FeedbackState(form_tokens.page_token(question, now=now))
    said, reason, step = (parameters.get(name, "") for name in ("said", "reason", "step"))
    if said == "stuck" and not (reason in WhyStuck.values and step.isascii() and step.isdecimal()):
        return initial
    if said not in {"yes", "no", "stuck"}:
        return initial
    return initial._replace(
        words_token=form_tokens.words_token(question, now=now),
        said=said,
        is_done="done" in parameters,
        step=int(step[:6]) if said == "stuck" else 0,
        reason=reason,
    )
