"""The list of searches in the admin, without rare ones."""

from datetime import timedelta

import pytest
from django.test import Client

from faq.models import SearchTerm
from tests.factories import NOW, make_search_term
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

LIST = "/admin/faq/searchterm/"


@pytest.fixture
def terms() -> list[SearchTerm]:
    yesterday = NOW.date() - timedelta(days=1)
    return [
        make_search_term("refund", count=9),
        make_search_term("zeppelin", count=2, empty_count=2),
        make_search_term("zeppelin", count=1, empty_count=1, day=yesterday),
        make_search_term("ines miller", count=2),
    ]


def rows(client: Client, query: str = "") -> list[list[str]]:
    table = parse(client.get(LIST + query)).one("table", id="result_list")
    return [
        [cell.text for cell in row.children if cell.tag in {"th", "td"}]  # type: ignore[union-attr]
        for row in table.one("tbody").all("tr")
    ]


def test_list_shows_searches_by_day_without_rare_ones(
    terms: list[SearchTerm], as_viewer: Client
) -> None:
    """Check 60."""
    assert rows(as_viewer) == [
        ["refund", "23 November 2026", "9", "0"],
        ["zeppelin", "23 November 2026", "2", "2"],
        ["zeppelin", "22 November 2026", "1", "1"],
    ]
    assert [row[0] for row in rows(as_viewer, "?empty=yes")] == ["zeppelin", "zeppelin"]
    assert parse(as_viewer.get(LIST + "?q=miller")).all("table", id="result_list") == []
    assert as_viewer.get(f"{LIST}{terms[-1].pk}/change/").status_code == 302


def test_list_is_read_only(terms: list[SearchTerm], as_ines: Client) -> None:
    before = list(SearchTerm.objects.values())
    address = f"{LIST}{terms[0].pk}/"
    assert as_ines.get(f"{address}change/").status_code == 200
    answers = [
        as_ines.post(f"{LIST}add/", {"text": "x", "day": "2026-11-23"}),
        as_ines.post(f"{address}change/", {"text": "x", "day": "2026-11-23"}),
        as_ines.post(f"{address}delete/", {"post": "yes"}),
    ]
    assert [each.status_code for each in answers] == [403, 403, 403]
    assert list(SearchTerm.objects.values()) == before
