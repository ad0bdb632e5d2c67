"""Published questions, and other querysets of questions."""

from datetime import datetime, timedelta

import pytest

from faq.models import Question, Topic
from tests.factories import FUTURE, NOW, PAST, make_draft, make_question, make_topic

# As fine as a fixture can say it.
MOMENT = timedelta(milliseconds=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("from_when", "seen"),
    [(PAST, True), (NOW - MOMENT, True), (NOW, True), (NOW + MOMENT, False), (FUTURE, False)],
)
def test_published_includes_the_moment_of_publication(from_when: datetime, seen: bool) -> None:
    question = make_question(published_at=from_when)
    assert list(Question.objects.published(NOW)) == ([question] if seen else [])
    assert list(Question.objects.time_dependent(NOW)) == ([] if seen else [question])


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "in_review", "archived"])
@pytest.mark.parametrize("from_when", [None, PAST, FUTURE])
def test_published_leaves_out_every_other_status(status: str, from_when: datetime | None) -> None:
    """Checks 41–47: even with a time that has come."""
    make_question(status=status, published_at=from_when)
    shown = make_question()
    assert list(Question.objects.published(NOW)) == [shown]
    assert list(Question.objects.published(FUTURE)) == [shown]
    assert list(Question.objects.time_dependent(NOW)) == []
    assert list(Question.objects.indexable()) == [shown]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("until", "seen"), [(None, True), (NOW + MOMENT, True), (NOW, False), (NOW - MOMENT, False)]
)
def test_published_excludes_the_moment_of_expiry(until: datetime | None, seen: bool) -> None:
    question = make_question(published_at=PAST, expires_at=until)
    assert list(Question.objects.published(NOW)) == ([question] if seen else [])
    assert list(Question.objects.retired(NOW)) == ([] if seen else [question])
    assert list(Question.objects.time_dependent(NOW)) == ([question] if until else [])


@pytest.mark.django_db
def test_indexable_is_published_and_scheduled() -> None:
    made = [make_question(published_at=at) for at in (PAST, NOW, NOW + MOMENT, FUTURE)]
    make_draft()
    assert set(Question.objects.published(NOW)) == set(made[:2])
    assert set(Question.objects.time_dependent(NOW)) == set(made[2:])
    assert set(Question.objects.indexable()) == set(made)


@pytest.mark.django_db
def test_topics_counts_published_questions() -> None:
    """Checks 41–47: a topic of drafts is hidden, and drafts are not counted."""
    first, second, hidden = make_topic(position=2), make_topic(position=1), make_topic()
    for topic in (first, first, second):
        make_question(topic=topic)
    for topic in (first, hidden):
        make_draft(topic=topic)
        make_question(topic=topic, published_at=FUTURE)
    topics = Question.objects.published(NOW).topics().in_order()
    counts = list(topics.values_list("pk", "question_count"))  # type: ignore[misc]
    assert counts == [(second.pk, 1), (first.pk, 2)]


@pytest.mark.django_db
def test_in_order_sorts_by_position_then_title() -> None:
    make_question(title="C", position=1)
    make_question(title="B", position=2)
    make_question(title="A", position=2)
    assert [question.title for question in Question.objects.in_order()] == ["C", "A", "B"]
    make_topic(title="Z", position=1)
    assert next(iter(Topic.objects.filter(title__in="Z").in_order())).title == "Z"


@pytest.mark.django_db
def test_with_step_count_counts_steps() -> None:
    make_question(title="A", steps=["Open it", "Close it"])
    make_question(title="B")
    counted = Question.objects.with_step_count().in_order()
    counts = list(counted.values_list("title", "step_count"))
    assert counts == [("A", 2), ("B", 0)]
