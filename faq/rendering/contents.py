"""The table of contents of a long answer."""

from collections.abc import Sequence
from typing import NamedTuple

from faq.models import Question, Step
from faq.text.headings import Heading, with_ids
from faq.text.markdown import plain

# An answer with fewer headings and no more steps is seen at a glance.
MIN_HEADINGS, MAX_STEPS_WITHOUT = 3, 8


class ContentsStep(NamedTuple):
    """A step in the table of contents."""

    number: int
    anchor: str
    text: str


class Contents(NamedTuple):
    """
    Args:
        headings: of the body.
        steps: each of them; empty if they are few.
        names_steps: whether one entry stands for all steps.
    """

    headings: Sequence[Heading]
    steps: Sequence[ContentsStep]
    names_steps: bool


def body_and_contents(question: Question, steps: Sequence[Step]) -> tuple[str, Contents | None]:
    """Return the HTML of the body with ids in its headings, and the contents of a long answer."""
    body, headings = with_ids(question.body_html)
    are_many = len(steps) > MAX_STEPS_WITHOUT
    if len(headings) < MIN_HEADINGS and not are_many:
        return body, None
    listed = [ContentsStep(step.position, step.anchor, plain(step.title_html)) for step in steps]
    names_steps = bool(steps) and not are_many
    return body, Contents(headings, listed if are_many else (), names_steps)
