"""Tests of manage.py feedback_prune."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from faq.models import Vote
from tests.factories import NOW, make_vote

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def prune(*arguments: str) -> str:
    out = io.StringIO()
    call_command("feedback_prune", *arguments, stdout=out)
    return out.getvalue()


def days() -> list[int]:
    """Return the ages in days of the stored feedback."""
    kept = Vote.objects.order_by("-day").values_list("day", flat=True)
    return [(NOW.date() - day).days for day in kept]


@pytest.fixture
def votes(db: None) -> None:
    for ago in (0, 30, 31, 365, 366):
        make_vote(day=NOW.date() - timedelta(days=ago))


@pytest.mark.usefixtures("votes")
def test_prune_keeps_a_year_by_default() -> None:
    """Check 60: reader keys are kept for two days."""
    assert prune() == "Deleted: 1.\n"
    assert days() == [0, 30, 31, 365]
    assert Vote.objects.with_reader().count() == 1


@pytest.mark.usefixtures("votes")
def test_prune_keeps_the_given_number_of_days() -> None:
    """Check 60."""
    assert prune("--days", "30") == "Deleted: 3.\n"
    assert days() == [0, 30]


@pytest.mark.usefixtures("votes")
@pytest.mark.parametrize("wrong", ["-1", "36501", "x", "1.5"])
def test_prune_rejects_an_invalid_number_of_days(wrong: str) -> None:
    with pytest.raises(CommandError, match="--days"):
        prune(f"--days={wrong}")
    assert len(days()) == 5
