"""The filters of the list of questions."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.publishing import send_back, submit
from tests.factories import NOW, make_copy, make_draft, make_question
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def listed(client: Client, query: str) -> set[str]:
    answer = client.get(f"/admin/faq/question/?{query}")
    assert answer.status_code == 200
    tables = parse(answer).all("table", id="result_list")
    return set(tables[0].texts("th", cls="field-title")) if tables else set()


def test_list_by_state_includes_the_state_of_copies(
    as_ines: Client, as_rafi: Client, ines: User, rafi: User
) -> None:
    long_ago: Any = NOW - timedelta(days=500)
    due = make_question(title="Due?", published_at=long_ago, owner=rafi)
    make_question(title="Old?", status="archived")
    make_draft(title="Nobody’s draft?")
    make_draft(title="My draft?", owner=ines)
    back = make_draft(title="Back?", summary="S.")
    submit(back, by=ines, at=NOW)
    send_back(back, "Why?", by=rafi, at=NOW)
    submit(make_copy(due, by=ines, summary="S."), by=ines, at=NOW)
    drafts = {"Nobody’s draft?", "My draft?", "Back?"}
    found = {
        "state=in_review": {"Due?"},
        "state=mine_in_review": {"Due?"},
        "state=sent_back": {"Back?"},
        "state=mine": {"My draft?"},
        "state=draft": drafts,
        "state=published": {"Due?"},
        "state=archived": {"Old?"},
        "state=unheard-of": {"Due?", "Old?", *drafts},
        "due=yes": {"Due?"},
        "due=no": {"Due?", "Old?", *drafts},
        "due=yes&owner=me,nobody": set(),
        "owner=me": {"My draft?"},
        "owner=nobody": {"Old?", "Nobody’s draft?", "Back?"},
        "owner=me,nobody": {"Old?", *drafts},
        f"owner={rafi.pk}": {"Due?"},
        "owner=99999999999999999999999": {"Due?", "Old?", *drafts},
    }
    assert {query: listed(as_ines, query) for query in found} == found
    assert listed(as_rafi, "state=mine_in_review") == set()
    assert listed(as_rafi, "state=sent_back") | listed(as_rafi, "state=mine") == set()
    assert listed(as_rafi, "due=yes&owner=me,nobody") == {"Due?"}


def test_list_offers_the_owners_of_questions(as_ines: Client, rafi: User) -> None:
    make_question(owner=rafi)
    make_question()
    offered = parse(as_ines.get("/admin/faq/question/")).one(id="changelist-filter").text
    assert "rafi" in offered
    assert "Mine or without an owner" in offered
