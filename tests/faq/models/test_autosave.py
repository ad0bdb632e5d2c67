"""Who is writing in a question now."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Autosave
from tests.factories import NOW, make_autosave, make_draft
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def test_people_who_write_now_are_named(ines: User, rafi: User, owner: User) -> None:
    question = make_draft()
    for person, minutes in ((ines, 0), (rafi, 29), (owner, 31)):
        typed_at = NOW - timedelta(minutes=minutes)
        make_autosave(person, question=question, typed_at=typed_at)
    make_autosave(rafi, question=make_draft())
    make_autosave(rafi)
    writers = Autosave.objects.active_of_others(question, ines, NOW)
    assert [each.by for each in writers] == [rafi]


def test_page_says_who_else_is_writing(as_ines: Client, as_rafi: Client, rafi: User) -> None:
    """Nothing of the text itself is shown, which only its person may see."""
    question = make_draft()
    make_autosave(rafi, question=question, fields=[["title", ["Secret?"]]])
    address = f"/admin/faq/question/{question.pk}/change/"
    page = as_ines.get(address)
    assert parse(page).one("div", cls="question-notes").texts("p", cls="faq-note") == [
        "rafi is writing here now and has not saved yet (last change: 23 November 2026 12:00 (UTC))."
    ]
    assert "Secret?" not in page.text
    assert "is writing here now" not in as_rafi.get(address).text
