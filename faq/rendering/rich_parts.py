"""The parts that only some answers have, and so the styles and scripts that the page of a question needs."""

from collections.abc import Iterable
from typing import NamedTuple

from faq.models import Question, Step


class RichParts(NamedTuple):
    """
    Attributes:
        is_any: whether there are captions, tables, code, details or images to open.
        has_zoom: whether there are images to open.
        has_code: whether there are blocks of code.
    """

    is_any: bool
    has_zoom: bool
    has_code: bool


def rich_parts(question: Question, steps: Iterable[Step]) -> RichParts:
    """Return the parts in the rendered texts of a question and its steps."""
    texts = [question.body_html, *(f"{step.caution_html}{step.body_html}" for step in steps)]
    html = "".join(texts)
    has_zoom, has_code = ' class="zoom"' in html, "<pre>" in html
    others = any(tag in html for tag in ("<figure>", '<div class="table"', "<details"))
    return RichParts(has_zoom or has_code or others, has_zoom, has_code)
