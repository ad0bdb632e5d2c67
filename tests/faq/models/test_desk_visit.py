"""The day of somebody's previous visit to the admin."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from faq.models import DeskVisit

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)


def test_previous_visit_is_on_an_earlier_day(ines: User, rafi: User) -> None:
    days = [MONDAY, MONDAY, TUESDAY, FRIDAY, FRIDAY]
    said = [DeskVisit.objects.record_visit(ines, day) for day in days]
    assert said == [None, None, MONDAY, TUESDAY, TUESDAY]
    assert DeskVisit.objects.record_visit(rafi, FRIDAY) is None


def test_visit_is_not_moved_back_in_time(ines: User) -> None:
    assert [DeskVisit.objects.record_visit(ines, day) for day in (TUESDAY, MONDAY, FRIDAY)] == [
        None,
        None,
        TUESDAY,
    ]


def test_visit_is_deleted_with_the_account(ines: User) -> None:
    DeskVisit.objects.record_visit(ines, MONDAY)
    ines.delete()
    assert DeskVisit.objects.count() == 0


def test_second_visit_of_a_day_writes_nothing(
    ines: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The admin can be opened while another process writes."""
    DeskVisit.objects.record_visit(ines, MONDAY)
    with django_assert_num_queries(1) as done:
        DeskVisit.objects.record_visit(ines, MONDAY)
    assert done.captured_queries[0]["sql"].startswith("SELECT")
