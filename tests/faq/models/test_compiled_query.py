"""A compiled query returns what the ORM returns, whatever changed in between."""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, Count, DateTimeField
from django.db.models.functions import Upper

from faq.models import Question, Step
from faq.models.compiled_query import CompiledQuery
from tests.factories import FUTURE, NOW, PAST, make_draft, make_question, make_topic

pytestmark = pytest.mark.django_db


def by_slug(now: Any, slug: Any) -> Any:
    return Question.objects.published(now).filter(slug=slug).select_related("topic")


@pytest.fixture
def query() -> CompiledQuery:
    return CompiledQuery(by_slug, now=DateTimeField(), slug=CharField())


def test_instances_equal_those_of_the_orm(query: CompiledQuery, django_assert_num_queries) -> None:
    for number in range(3):
        make_question(slug=f"q-{number}", title=f"“{number}”?", published_at=PAST)
    for slug in ("q-2", "q-0"):
        plain = by_slug(NOW, slug).get()
        with django_assert_num_queries(1):
            (row,) = query.rows(now=NOW, slug=slug)
            topic = row.topic
        assert type(row) is Question
        for field in Question._meta.concrete_fields:
            assert getattr(row, field.attname) == getattr(plain, field.attname), field
        assert (topic, topic.title) == (plain.topic, plain.topic.title)
        assert (row._state.db, row._state.adding) == ("default", False)


def test_only_questions_published_at_the_given_time_are_returned(query: CompiledQuery) -> None:
    """Checks 41–47: the time is a parameter, not the time of the first run."""
    make_question(slug="now", published_at=NOW)
    make_question(slug="soon", published_at=FUTURE)
    make_draft(slug="draft")
    make_question(slug="gone", status="archived", published_at=PAST)
    slugs = ("now", "soon", "draft", "gone")
    for moment, seen in (
        (NOW, {"now"}),
        (NOW - timedelta(microseconds=1), set()),
        (FUTURE, {"now", "soon"}),
    ):
        assert {slug for slug in slugs if query.rows(now=moment, slug=slug)} == seen


@pytest.mark.parametrize("slug", ["' OR 1=1 --", "%s", "%", "", "x" * 10_000, "ü"])
def test_values_are_never_part_of_the_statement(query: CompiledQuery, slug: str) -> None:
    """Check 12: whatever an address contains."""
    make_question(slug="walrus")
    assert query.rows(now=NOW, slug=slug) == []


def test_columns_are_tuples_and_annotations_are_attributes() -> None:
    question = make_question(title="Where?", steps=["a", "b"])
    columns = CompiledQuery(lambda: Question.objects.values_list(Upper("title"), "published_at"))
    assert [tuple(row) for row in columns.rows()] == [("WHERE?", question.published_at)]
    counted = CompiledQuery(lambda: Question.objects.annotate(step_count=Count("steps")))
    assert [row.step_count for row in counted.rows()] == [2]


def test_fields_left_out_are_fetched_when_read(django_assert_num_queries) -> None:
    make_question(title="Where?", summary="There.")
    (row,) = CompiledQuery(lambda: Question.objects.only("title")).rows()
    with django_assert_num_queries(1):
        assert (row.title, row.summary) == ("Where?", "There.")


def test_list_takes_as_many_values_or_fewer_and_keeps_the_order_of_the_query() -> None:
    question = make_question(topic=make_topic(), steps=["a", "b", "c"])
    pks = list(Step.objects.in_order().values_list("pk", flat=True))
    query = CompiledQuery(
        lambda pks: Step.objects.filter(pk__in=pks).order_by("-position"),
        pks=[BigIntegerField()] * 2,
    )
    assert [step.title for step in query.rows(pks=[pks[0], pks[2]])] == ["c", "a"]
    assert [step.title for step in query.rows(pks=[pks[1]])] == ["b"]
    assert query.rows(pks=[]) == []
    with pytest.raises(ValueError, match="pks has 3 values"):
        query.rows(pks=pks)
    question.steps.get(position=3).delete()
    assert [step.title for step in query.rows(pks=[pks[0], pks[2]])] == ["a"]


def test_missing_value_is_an_error(query: CompiledQuery) -> None:
    with pytest.raises(KeyError, match="slug"):
        query.rows(now=NOW)


@pytest.mark.django_db(transaction=True)
def test_threads_share_the_sql_and_not_the_connection(query: CompiledQuery) -> None:
    make_question(slug="walrus", title="Where?")
    found: list[str] = []

    def read() -> None:
        try:
            found.extend(row.title for row in query.rows(now=NOW, slug="walrus"))
        finally:
            connection.close()

    for _ in range(2):
        thread = Thread(target=read)
        thread.start()
        thread.join()
    found.extend(row.title for row in query.rows(now=NOW, slug="walrus"))
    assert found == ["Where?"] * 3
