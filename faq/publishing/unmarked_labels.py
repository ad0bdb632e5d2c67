"""Finds bold words that are text on the screen or may be, and that nobody has marked as labels."""

from collections.abc import Iterator
from typing import NamedTuple

from faq.models import Question
from faq.models.querysets import QuestionQuerySet
from faq.publishing.content_snapshot import ContentSnapshot, snapshots_of
from faq.publishing.style_rules.findings import describe_place
from faq.text.bold_labels import mark_labels


class UnmarkedLabel(NamedTuple):
    """
    Args:
        question: the question, draft or working copy.
        where: the place in it, in words for an editor.
        words: the bold words.
        is_certain: whether they certainly are a label.
    """

    question: Question
    where: str
    words: str
    is_certain: bool


def find_unmarked_labels(questions: QuestionQuerySet) -> Iterator[UnmarkedLabel]:
    """Yield the bold words in texts that are labels or may be, in the order of the primary keys."""
    rows = questions.order_by("pk")
    contents = snapshots_of(rows)
    for question in rows.defer("body_html"):
        for place, text in _texts(contents.get(question.pk)):
            marked = mark_labels(text, is_title=place.endswith(".title"))
            for words, is_certain in [
                *((words, True) for words in marked.labels),
                *((words, False) for words in marked.doubtful),
            ]:
                yield UnmarkedLabel(question, describe_place(place), words, is_certain)


def _texts(content: ContentSnapshot | None) -> Iterator[tuple[str, str]]:
    """Yield the Markdown texts of a question with their places, as in Finding."""
    if content is None:
        return
    yield "body", content["body"]
    for number, step in enumerate(content["steps"], start=1):
        yield f"steps.{number}.title", step["title"]
        yield f"steps.{number}.caution", step["caution"]
        yield f"steps.{number}.body", step["body"]
