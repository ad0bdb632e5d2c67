"""The digest of questions due for review."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from faq.models import Notification
from tests.factories import NOW, make_question
from tests.smtp import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

LONG_AGO = NOW - timedelta(days=400)


def told() -> list[str]:
    rows = Notification.objects.filter(kind="review_due", delivery="waiting")
    return sorted(row.recipient.username for row in rows if row.recipient)


@pytest.fixture
def due(ines: User, rafi: User) -> None:
    for person in (ines, rafi):
        person.email = f"{person.username}@example.com"
        person.save()
    for owner in (ines, ines, None, User.objects.create_user("gone", is_active=False)):
        make_question(published_at=LONG_AGO, owner=owner)
    make_question(owner=rafi)


@pytest.mark.usefixtures("due")
def test_owners_hear_of_due_questions_once_in_an_interval(
    smtp: MailServer, capsys: pytest.CaptureFixture[str], time_machine
) -> None:
    for _ in range(2):
        call_command("review_digest")
    assert capsys.readouterr().out == "People notified: 1.\nPeople notified: 0.\n"
    assert told() == ["ines"]
    time_machine.move_to(NOW + timedelta(days=6, hours=22), tick=False)
    call_command("review_digest")
    assert told() == ["ines"]
    time_machine.move_to(NOW + timedelta(days=6, hours=23, minutes=50), tick=False)
    call_command("review_digest")
    assert told() == ["ines", "ines"]
    call_command("mail_send")
    assert [message["To"] for message in smtp.messages] == ["ines@example.com"] * 2


@pytest.mark.usefixtures("due")
def test_site_without_a_server_sends_no_digest(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("review_digest")
    assert "EMAIL_URL is not set" in capsys.readouterr().out
    assert not Notification.objects.exists()


@pytest.mark.parametrize("days", [0, 29, -1])
def test_interval_has_limits(days: int) -> None:
    with pytest.raises(CommandError, match="--days must be from 1 to 28"):
        call_command("review_digest", days=days)
