"""Tests of manage.py search_terms_prune."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from faq.models import SearchTerm
from tests.factories import NOW, make_search_term

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def prune(**options: object) -> str:
    out = io.StringIO()
    call_command("search_terms_prune", stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("options", "left"), [({}, [0, 1, 89]), ({"days": 2}, [0, 1]), ({"days": 0}, [])]
)
def test_prune_keeps_the_given_days(options: dict[str, int], left: list[int]) -> None:
    """Check 60: today counts as the first day."""
    for ago in (0, 1, 89, 90, 400):
        make_search_term("refund", day=NOW.date() - timedelta(days=ago))
    assert prune(**options) == f"Deleted: {5 - len(left)}.\n"
    days = SearchTerm.objects.order_by("-day").values_list("day", flat=True)
    assert [(NOW.date() - day).days for day in days] == left


@pytest.mark.parametrize("days", [-1, 10**9])
def test_prune_rejects_invalid_days(days: int) -> None:
    make_search_term(day=NOW.date() - timedelta(days=1000))
    with pytest.raises(CommandError, match="from 0 to 36500"):
        prune(days=days)
    assert SearchTerm.objects.count() == 1
