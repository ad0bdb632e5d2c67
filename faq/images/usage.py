"""Finds the questions, drafts and working copies that use an image or attachment."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from faq.models import Question, QuestionQuerySet, Step
from faq.text.media_names import MEDIA_PATH, media_names_in


def questions_showing(name: str) -> QuestionQuerySet:
    """Return the questions, drafts and working copies that use an image or attachment."""
    pks = upload_usage([name])[name]
    return Question.with_copies.filter(pk__in=pks).order_by("title", "pk")


def upload_usage(names: Collection[str]) -> dict[str, set[int]]:
    """Return the primary keys of the questions that use each upload, by name, with three queries.

    Args:
        names: the names of images and attachments.
    """
    used: dict[str, set[int]] = defaultdict(set)
    for pk, text in _texts():
        for name in media_names_in([text]).intersection(names):
            used[name].add(pk)
    return used


def _texts() -> Iterator[tuple[int, str]]:
    questions = Question.with_copies.filter(body__contains=MEDIA_PATH)
    yield from questions.values_list("pk", "body").iterator()
    for column in ("body", "caution"):
        steps = Step.objects.filter(**{f"{column}__contains": MEDIA_PATH})
        yield from steps.values_list("question_id", column).iterator()
