"""The page of somebody's notifications."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import NOW, make_draft, make_notification
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

PAGE = "/admin/notifications/"


def test_everybody_reads_their_own(as_ines: Client, as_rafi: Client, ines: User) -> None:
    """Checks 34 and 1."""
    draft = make_draft(title="How?")
    make_notification(ines, question=draft, comment="<b>Why?</b>\nSay so.")
    make_notification(ines, kind="removed", title="Gone?", question=None, at=NOW - timedelta(1))
    make_notification(ines, kind="password_reset", title="Secret")
    page = parse(as_ines.get(PAGE))
    assert page.one("p", cls="paginator").text == "2 messages"
    assert page.one("ul", cls="faq-news").links() == [
        ("rafi sent back “How?”", f"/admin/faq/question/{draft.pk}/change/"),
        ("rafi discarded or deleted “Gone?”", PAGE),
    ]
    assert page.one("p", cls="faq-comment").text == "<b>Why?</b> Say so."
    calm = parse(as_rafi.get(PAGE)).one("p", cls="faq-calm").text
    assert calm.startswith("Nothing has happened to your texts")


def test_page_needs_an_account_of_the_team(client: Client, ines: User) -> None:
    """Check 40."""
    make_notification(ines)
    assert client.get(PAGE)["Location"] == f"/admin/login/?next={PAGE}"
    client.force_login(User.objects.create_user("reader"))
    assert client.get(PAGE)["Location"] == f"/admin/login/?next={PAGE}"


def test_many_are_on_pages(as_ines: Client, ines: User) -> None:
    for number in range(51):
        make_notification(ines, title=f"Text {number}?", at=NOW - timedelta(hours=number))
    first, second = (parse(as_ines.get(PAGE, {"p": page})) for page in ("1", "2"))
    assert len(first.one("ul", cls="faq-news").links()) == 50
    assert second.one("ul", cls="faq-news").links()[0][0] == "rafi sent back “Text 50?”"
    for odd in ("0", "-1", "x", "9" * 30):
        assert as_ines.get(PAGE, {"p": odd}).status_code == 200
