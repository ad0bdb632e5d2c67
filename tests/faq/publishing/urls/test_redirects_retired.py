"""Questions that are no longer published, and the ones that replace them."""

from typing import Any

import pytest

from faq.models import Question
from faq.publishing import find_replacement, find_retired
from tests.factories import FUTURE, NOW, PAST, make_draft, make_question

pytestmark = pytest.mark.django_db


def retire(**fields: Any) -> Question:
    return make_question(**{"status": "archived", **fields})


@pytest.mark.parametrize(
    "path",
    [
        *("/questions/new/", "/questions/new", "/Questions/NEW/", "/questions/new.md"),
        *("/questions/old/", "/questions/OLD", "/questions/old.md"),
    ],
)
def test_retired_question_is_found_by_all_its_addresses(path: str) -> None:
    question = retire(slug="old")
    question.slug = "new"
    question.save()
    assert find_retired(path, NOW) == question


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft", "published_at": None},
        {"status": "draft", "published_at": PAST},
        {"status": "in_review", "published_at": PAST},
        {"status": "archived", "published_at": None},
        {"status": "archived", "published_at": FUTURE},
        {"status": "published", "published_at": PAST},
        {"status": "published", "published_at": FUTURE},
    ],
)
def test_question_that_was_never_public_is_not_retired(fields: dict) -> None:
    """Checks 36, 41: nothing else is revealed."""
    make_question(slug="it", **fields)
    retire(slug="other")
    assert find_retired("/questions/it/", NOW) is None
    assert find_retired("/questions/other/", NOW) is not None


@pytest.mark.parametrize(
    "path", ["/", "/it/", "/topics/it/", "/questions/", "/questions/it/x/", "/questions/it//", ""]
)
def test_other_addresses_find_no_retired_question(path: str) -> None:
    retire(slug="it")
    assert find_retired(path, NOW) is None


def test_address_that_redirects_finds_no_retired_question() -> None:
    moved = make_question(slug="it")
    moved.slug = "elsewhere"
    moved.save()
    retire(slug="it")
    assert find_retired("/questions/it/", NOW) is None
    Question.objects.filter(pk=moved.pk).update(status="draft")
    assert find_retired("/questions/it/", NOW) is not None


def test_replacement_is_the_first_published_one_of_the_chain() -> None:
    last = make_question()
    first_published = make_question(replaced_by=last)
    archived = retire(replaced_by=first_published)
    draft = make_draft(replaced_by=archived)
    assert find_replacement(retire(replaced_by=draft), NOW) == first_published
    assert find_replacement(retire(replaced_by=last), NOW) == last


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft", "published_at": None},
        {"status": "in_review", "published_at": PAST},
        {"status": "archived", "published_at": PAST},
        {"status": "published", "published_at": FUTURE},
    ],
)
def test_replacement_that_is_not_published_is_none(fields: dict) -> None:
    """Check 41."""
    assert find_replacement(retire(replaced_by=make_question(**fields)), NOW) is None


def test_replacements_in_a_circle_come_to_an_end() -> None:
    first = retire()
    third = retire(replaced_by=retire(replaced_by=first))
    Question.objects.filter(pk=first.pk).update(replaced_by=third)
    first.refresh_from_db()
    assert [find_replacement(each, NOW) for each in Question.objects.all()] == [None] * 3
    Question.objects.filter(pk=third.pk).update(status="published")
    assert find_replacement(first, NOW) == third


def test_question_without_a_replacement_has_none() -> None:
    assert find_replacement(retire(), NOW) is None


def test_deleted_replacement_leaves_the_question_without_one() -> None:
    other = make_question()
    question = retire(replaced_by=other)
    other.delete()
    question.refresh_from_db()
    assert (question.status, question.replaced_by) == ("archived", None)


@pytest.mark.parametrize("length", [1, 30])
def test_replacement_takes_one_query_for_any_chain(length: int, django_assert_num_queries) -> None:
    question = end = make_question()
    for _ in range(length):
        question = retire(replaced_by=question)
    with django_assert_num_queries(1):
        assert find_replacement(question, NOW) == end


pytestmark = pytest.mark.django_db
