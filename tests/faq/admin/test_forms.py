"""The fields for dates and times."""

from datetime import UTC, datetime, time

import pytest
from django import forms
from django.contrib.auth.models import User
from django.test import Client

from faq.admin.forms import DateTimeField, DateTimeWidget
from tests.factories import make_draft
from tests.html import parse


class When(forms.Form):
    at = DateTimeField(required=False)


@pytest.fixture(autouse=True)
def in_berlin(settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


def test_time_is_taken_in_the_zone_of_the_site() -> None:
    form = When({"at_0": "2027-05-03", "at_1": "09:00"})
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2027, 5, 3, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "message"),
    [
        ("2027-03-28", "02:30", "does not exist in Europe/Berlin"),
        ("2027-10-31", "02:30", "comes twice in Europe/Berlin"),
        ("2027-05-03", "", "Enter a valid time."),
        ("", "09:00", "Enter a valid date."),
        ("soon", "noon", "Enter a valid date."),
    ],
)
def test_time_that_is_none_is_refused_with_the_reason(day: str, clock: str, message: str) -> None:
    """Check 89: times that do not exist or exist twice."""
    form = When({"at_0": day, "at_1": clock})
    assert not form.is_valid()
    assert message in str(form.errors["at"])


@pytest.mark.parametrize(
    ("stored", "shown"), [(time(9), "09:00"), (time(23, 59, 59), "23:59:59"), (None, None)]
)
def test_saving_a_form_keeps_the_seconds(stored: time | None, shown: str | None) -> None:
    assert DateTimeWidget().widgets[1].format_value(stored) == shown


def test_every_form_of_the_admin_names_the_zone(admin_client: Client, admin_user: User) -> None:
    for address, times in (
        (f"/admin/faq/question/{make_draft().pk}/change/", 1),
        (f"/admin/auth/user/{admin_user.pk}/change/", 2),
    ):
        page = parse(admin_client.get(address))
        assert len(page.all("input", type="date")) == len(page.all("input", type="time")) == times
        assert page.text.count("(Europe/Berlin):") == times
