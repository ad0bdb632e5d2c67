"""Steps keep their order in every operation."""

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from faq.models import IndexChange, Question, Step
from tests.factories import PAST, make_question

TITLES = ["Open it", "Find it", "Press it", "Close it"]


def order(question: Question) -> list[tuple[int, str]]:
    return list(question.steps.in_order().values_list("position", "title"))


@pytest.mark.django_db
@given(st.permutations(TITLES))
def test_renumber_gives_any_order_without_gaps(titles: list[str]) -> None:
    """Check 74: positions are 1 to n, and other questions keep theirs."""
    question, other = make_question(steps=TITLES), make_question(steps=TITLES)
    pks = dict(question.steps.values_list("title", "pk"))
    Step.objects.filter(question=question).renumber([pks[title] for title in titles])
    assert order(question) == list(enumerate(titles, start=1))
    assert order(other) == list(enumerate(TITLES, start=1))


@pytest.mark.django_db
@given(st.lists(st.integers(1, 900_000), min_size=1, max_size=6, unique=True))
def test_renumber_closes_any_gaps(positions: list[int]) -> None:
    question = make_question()
    Step.objects.bulk_create(
        Step(question=question, position=position, title=str(position)) for position in positions
    )
    steps = Step.objects.filter(question=question)
    steps.renumber(list(steps.in_order().values_list("pk", flat=True)))
    assert order(question) == list(enumerate(map(str, sorted(positions)), start=1))


@pytest.mark.django_db
def test_renumber_after_set_aside_frees_positions() -> None:
    """As the admin does it: set steps aside, save the edited ones, renumber."""
    question = make_question(steps=TITLES)
    first, second, third, fourth = question.steps.in_order()
    Step.objects.filter(question=question).set_aside()
    fourth.position, fourth.title = 1, "Shut it"
    fourth.save()
    second.delete()
    Step.objects.filter(question=question).renumber([fourth.pk, first.pk, third.pk])
    assert order(question) == [(1, "Shut it"), (2, "Open it"), (3, "Press it")]


@pytest.mark.django_db(transaction=True)
def test_renumber_is_one_transaction() -> None:
    """Check 74: a missing key leaves no step set aside."""
    question = make_question(steps=TITLES)
    pks = list(question.steps.in_order().values_list("pk", flat=True))
    with pytest.raises(IntegrityError):
        Step.objects.filter(question=question).renumber([pks[2], pks[0]])
    assert order(question) == list(enumerate(TITLES, start=1))


@pytest.mark.django_db
def test_renumber_sends_questions_changed() -> None:
    question, other = make_question(steps=TITLES), make_question(steps=TITLES)
    Question.objects.update(updated_at=PAST)
    IndexChange.objects.all().delete()
    pks = list(question.steps.in_order().values_list("pk", flat=True))
    Step.objects.filter(question=question).renumber(pks[::-1])
    assert list(IndexChange.objects.values_list("question_id", flat=True)) == [question.pk]
    question.refresh_from_db()
    other.refresh_from_db()
    assert question.updated_at > PAST
    assert other.updated_at == PAST


@pytest.mark.django_db
def test_renumber_to_the_same_order_is_no_change() -> None:
    question = make_question(steps=TITLES)
    Question.objects.update(updated_at=PAST)
    pks = list(question.steps.in_order().values_list("pk", flat=True))
    Step.objects.filter(question=question).set_aside()
    Step.objects.filter(question=question).renumber(pks)
    question.refresh_from_db()
    assert order(question) == list(enumerate(TITLES, start=1))
    assert question.updated_at == PAST


@pytest.mark.django_db
def test_renumber_of_nothing_does_nothing() -> None:
    question = make_question(steps=TITLES)
    Step.objects.filter(question=question).renumber([])
    assert order(question) == list(enumerate(TITLES, start=1))


@pytest.mark.django_db
def test_step_keeps_its_uid_when_it_is_moved_and_rewritten() -> None:
    question = make_question(steps=TITLES)
    uids = dict(question.steps.values_list("title", "uid"))
    assert len(set(uids.values())) == len(TITLES)
    pks = list(question.steps.in_order().values_list("pk", flat=True))
    Step.objects.filter(question=question).renumber(pks[::-1])
    last = question.steps.in_order()[0]
    last.title = "Shut it"
    last.save()
    assert list(question.steps.in_order().values_list("title", "uid")) == [
        ("Shut it", uids["Close it"]),
        *((title, uids[title]) for title in TITLES[2::-1]),
    ]
