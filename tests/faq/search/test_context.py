"""What search keeps of the database, and when it reads it again."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from faq.models import Audience, ContentVersion, Question
from faq.search import context
from faq.search.query.synonyms import table
from tests.factories import FUTURE, NOW, PAST, make_audience, make_draft, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    context.clear_cache()
    yield
    context.clear_cache()


def make_used_audience(**fields: Any) -> Audience:
    """An audience that readers know of, since a published question is for it."""
    audience = make_audience(**fields)
    make_question().audiences.add(audience)
    return audience


def test_catalog_has_audiences_in_order_and_the_table_of_synonyms() -> None:
    make_used_audience(slug="c", position=2)
    make_used_audience(slug="b", title="B", position=1)
    make_used_audience(slug="a", title="A", position=1)
    now = context.current(NOW)
    assert list(now.audiences) == ["a", "b", "c"]
    assert now.audiences["b"] == Audience.objects.get(slug="b")
    assert now.synonyms == table()


def test_catalog_has_no_audience_that_readers_could_not_know_of() -> None:
    """Checks 41–47: the name of an audience may tell what is being prepared for it."""
    make_audience(slug="for-nothing")
    states: list[dict[str, Any]] = [
        {"status": "draft", "published_at": None},
        {"status": "in_review", "published_at": PAST},
        {"status": "archived"},
        {"published_at": NOW + timedelta(minutes=5)},
    ]
    for number, state in enumerate(states):
        make_question(**state).audiences.add(make_audience(slug=f"secret-{number}"))
    make_used_audience(slug="known")
    assert list(context.current(NOW).audiences) == ["known"]
    assert list(context.current(NOW + timedelta(minutes=5)).audiences) == ["secret-3", "known"]
    assert list(context.current(NOW).audiences) == ["known"]


def test_catalog_hides_exactly_what_is_not_public_yet() -> None:
    """Checks 41–47: also as time passes, without another look at the database."""
    soon = make_question(published_at=NOW + timedelta(minutes=5))
    later = make_question(published_at=FUTURE)
    make_question(published_at=NOW)
    make_question(published_at=PAST)
    make_draft(published_at=FUTURE)
    kept = context.current(NOW)
    assert kept.hidden(NOW) == [soon.pk, later.pk]
    assert kept.hidden(NOW + timedelta(minutes=4, seconds=59)) == [soon.pk, later.pk]
    assert kept.hidden(NOW + timedelta(minutes=5)) == [later.pk]
    assert kept.hidden(FUTURE) == []


def test_catalog_is_right_for_a_moment_before_the_one_it_was_read_for() -> None:
    question = make_question(published_at=NOW)
    assert context.current(NOW).hidden(NOW) == []
    assert context.current(PAST).hidden(PAST) == [question.pk]


def test_catalog_costs_one_query_until_something_changes(
    django_assert_num_queries: Any,
) -> None:
    make_used_audience()
    first = context.current(NOW)
    with django_assert_num_queries(1):
        assert context.current(NOW + timedelta(hours=1)) is first
    make_used_audience()
    second = context.current(NOW)
    assert (len(first.audiences), len(second.audiences)) == (1, 2)
    with django_assert_num_queries(1):
        assert context.current(NOW) is second


CHANGES: dict[str, Callable[[Question], object]] = {
    "saved": lambda question: question.save(),
    "updated as a set": lambda _: Question.objects.update(published_at=FUTURE),
    "deleted": lambda question: question.delete(),
    "audience added": lambda question: question.audiences.add(make_used_audience()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_catalog_follows_a_change_in_the_same_transaction(change: str) -> None:
    question = make_question()
    before = context.current(NOW)
    CHANGES[change](question)
    after = context.current(NOW)
    assert after is not before
    assert after.hidden(NOW) == ([question.pk] if change == "updated as a set" else [])
    assert len(after.audiences) == Audience.objects.count()


@pytest.mark.django_db(transaction=True)
def test_catalog_forgets_what_was_rolled_back() -> None:
    make_used_audience(slug="here")
    before = context.current(NOW)
    with transaction.atomic():
        make_used_audience(slug="gone")
        assert list(context.current(NOW).audiences) == ["here", "gone"]
        transaction.set_rollback(True)
    assert context.current(NOW)._replace(read_at=before.read_at) == before


def test_catalog_is_not_kept_without_a_version() -> None:
    """A row that is missing twice may stand for two different contents."""
    make_used_audience()
    ContentVersion.objects.all().delete()
    assert len(context.current(NOW).audiences) == 1
    make_used_audience()
    ContentVersion.objects.all().delete()
    assert len(context.current(NOW).audiences) == 2


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_all_see_what_was_committed_before() -> None:
    make_used_audience()

    def count(_: int) -> int:
        together.wait(timeout=10)
        return len(context.current(NOW).audiences)

    def close(_: int) -> None:
        together.wait(timeout=10)
        connection.close()

    together = threading.Barrier(4)
    with ThreadPoolExecutor(4) as threads:
        try:
            for expected in range(2, 12):
                make_used_audience()
                assert list(threads.map(count, range(4))) == [expected] * 4
        finally:
            list(threads.map(close, range(4)))
