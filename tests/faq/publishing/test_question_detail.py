"""The detail of a published question, and of no other."""

from typing import Any

import pytest

from faq.publishing import find_question_detail
from tests.factories import FUTURE, NOW, make_audience, make_draft, make_question

pytestmark = pytest.mark.django_db


def test_detail_has_topic_audiences_and_steps_in_order(django_assert_num_queries: Any) -> None:
    question = make_question(slug="walrus", steps=["Look", "Listen"])
    other = make_question(slug="seal", steps=["Wait"])
    last, first = make_audience(position=2), make_audience(position=1)
    question.audiences.set([last, first])
    other.audiences.set([last])
    with django_assert_num_queries(3):
        answer = find_question_detail("walrus", NOW)
        assert answer
        assert answer.question.topic.title == question.topic.title
    assert answer.question == question
    assert answer.audiences == [first, last]
    assert [step.title for step in answer.steps] == ["Look", "Listen"]
    assert not answer.is_hard_to_undo


def test_detail_with_a_caution_is_hard_to_undo() -> None:
    question = make_question(slug="walrus", steps=["Look", "Leap"])
    question.steps.filter(position=2).update(caution="It bites.")
    answer = find_question_detail("walrus", NOW)
    assert answer
    assert answer.is_hard_to_undo


def test_detail_of_an_unpublished_question_is_none() -> None:
    """Checks 41–47: steps and audiences are never asked for."""
    make_draft(slug="draft")
    make_question(slug="soon", published_at=FUTURE)
    make_question(slug="gone", status="archived")
    make_question(slug="here")
    slugs = ("draft", "soon", "gone", "here", "nowhere")
    assert [slug for slug in slugs if find_question_detail(slug, NOW)] == ["here"]
