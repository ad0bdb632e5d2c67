"""What an e-mail says."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Notification, NotificationPreferences, Question
from faq.notifications.messages import message_for
from tests.factories import NOW, make_draft, make_notification, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

LONG_AGO = NOW - timedelta(days=400)
BASE = "https://help.example.com/admin"


@pytest.fixture(autouse=True)
def site(settings) -> None:
    settings.SITE_URL = "https://help.example.com"
    settings.SITE_NAME = "Helpcenter"
    settings.DEFAULT_FROM_EMAIL = "Help <help@example.com>"


@pytest.fixture
def person(ines: User) -> User:
    ines.email = "ines@example.com"
    ines.save()
    return ines


def test_message_says_what_happened_why_and_where(person: User) -> None:
    draft = make_draft(title="How?", summary="Secret summary.", steps=["Secret step"])
    row = make_notification(person, question=draft, comment="Why?\nSay so.")
    message = message_for(row, person)
    assert message.subject == "[Helpcenter] rafi sent back “How?”"
    assert message.to == ["ines@example.com"]
    assert message.body == (
        "rafi sent back “How?”.\n\n> Why?\n> Say so.\n\n"
        f"{BASE}/faq/question/{draft.pk}/change/\n\n"
        "-- \nYou get this e-mail because you wrote the text.\n"
        f"Change what you get: {BASE}/notifications/"
    )
    headers = message.message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"] == f"<notification-{row.pk}-20261123120000@help.example.com>"
    assert headers["List-Unsubscribe"].startswith(f"<{BASE}/notifications/off/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_reason_of_the_site_is_no_quotation(person: User) -> None:
    row = make_notification(person, kind="not_published", comment="It is archived.", title="How?")
    body = message_for(row, person).body
    assert body.startswith("“How?” could not be published at its time.\n\nIt is archived.\n\n")
    assert "You get this e-mail because you wrote or scheduled the text." in body


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("de", "[Helpcenter] rafi hat „How?“ zurückgegeben"),
        ("", "[Helpcenter] rafi sent back “How?”"),
        ("xx", "[Helpcenter] rafi sent back “How?”"),
    ],
)
def test_message_is_in_the_language_of_the_person(
    person: User, language: str, subject: str
) -> None:
    NotificationPreferences.objects.create(person=person, language=language)
    row = make_notification(person, title="How?")
    assert message_for(row, person).subject == subject


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=200))
def test_no_text_adds_a_header(title: str, name: str, comment: str) -> None:
    """Check 11: any title, name and comment, with line breaks of every kind."""
    person = User(pk=1, email="ines@example.com")
    row = Notification(pk=1, kind="commented", at=NOW, title=title, by_name=name, comment=comment)
    sent = message_for(row, person).message()
    names = ["Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To"]
    own = ["Message-ID", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post", "Date"]
    assert sorted(sent.keys()) == sorted(names + own)
    assert sent["To"] == "ines@example.com"


def test_digest_lists_questions_of_the_person(person: User, rafi: User) -> None:
    for number in range(22):
        make_question(title=f"Due {number:02}?", published_at=LONG_AGO, owner=person)
    make_question(title="Other?", published_at=LONG_AGO, owner=rafi)
    row = make_notification(person, kind="review_due", question=None, title="")
    body = str(message_for(row, person).body)
    first = Question.objects.get(title="Due 00?")
    assert body.startswith(
        "Questions of yours are due for review.\n\nDue 00?\n"
        f"{BASE}/faq/question/{first.pk}/change/\n\nDue 01?\n"
    )
    assert "Other?" not in body
    assert "Due 20?" not in body
    assert f"2 more:\n{BASE}/faq/question/?due=yes&owner=me\n" in body
    assert "because you own these questions." in body
