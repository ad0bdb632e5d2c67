"""What Haystack is told of the model."""

import pytest
from haystack import connections

from faq.models import Question
from faq.search_indexes import QuestionIndex
from tests.factories import FUTURE, make_draft, make_question


def test_haystack_finds_the_index_of_questions() -> None:
    unified = connections["default"].get_unified_index()
    assert list(unified.get_indexed_models()) == [Question]
    assert isinstance(unified.get_index(Question), QuestionIndex)


@pytest.mark.django_db
def test_haystack_is_given_published_and_scheduled_questions_only() -> None:
    given = [make_question(), make_question(published_at=FUTURE)]
    make_draft()
    make_question(status=Question.Status.ARCHIVED)
    assert list(QuestionIndex().index_queryset().order_by("pk")) == given
