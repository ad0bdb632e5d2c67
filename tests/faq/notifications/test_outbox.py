"""Sending e-mail to a real server, which takes it or fails in every way."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from faq.models import Notification, NotificationPreferences
from faq.notifications import outbox
from faq.notifications.outbox import SendingResult, send_due
from tests.factories import NOW, make_notification
from tests.smtp import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture(autouse=True)
def addresses(ines: User, rafi: User) -> None:
    User.objects.filter(pk=ines.pk).update(email="ines@example.com")
    User.objects.filter(pk=rafi.pk).update(email="rafi@example.com")
    ines.refresh_from_db()
    rafi.refresh_from_db()


def wait(person: User, **fields: object) -> Notification:
    """An e-mail that waits to be sent."""
    values = {"delivery": "waiting", "next_attempt_at": fields.get("at", NOW), **fields}
    return make_notification(person, **values)


def send(at: datetime = NOW) -> SendingResult:
    return send_due(lambda: at)


def states() -> list[tuple[str, int, str]]:
    rows = Notification.objects.order_by("pk")
    return [(row.delivery, row.attempts, row.error) for row in rows]


def test_everything_due_is_sent_through_one_connection(
    smtp: MailServer, ines: User, rafi: User
) -> None:
    wait(ines, title="One?")
    wait(rafi, title="Two?")
    wait(ines, next_attempt_at=NOW + timedelta(seconds=1))
    make_notification(ines)
    assert send() == (2, 0, "")
    assert [message["To"] for message in smtp.messages] == ["ines@example.com", "rafi@example.com"]
    assert smtp.connection_count == 1
    waiting = ("waiting", 0, "")
    assert states() == [("sent", 1, ""), ("sent", 1, ""), waiting, ("none", 0, "")]
    assert send() == (0, 0, "")


def test_nothing_due_opens_no_connection(smtp: MailServer) -> None:
    assert send() == (0, 0, "")
    assert smtp.connection_count == 0


def test_refused_recipient_is_final_and_stops_no_other(
    smtp: MailServer, ines: User, rafi: User, caplog: pytest.LogCaptureFixture
) -> None:
    smtp.replies["<ines"] = "550 No such mailbox"
    wait(ines)
    wait(rafi)
    assert send() == (1, 1, "")
    assert states() == [("failed", 1, "550 No such mailbox"), ("sent", 1, "")]
    assert "will not be sent: 550 No such mailbox" in caplog.text


def test_refused_text_is_final(smtp: MailServer, ines: User) -> None:
    smtp.replies["taken"] = "554 Not wanted"
    wait(ines)
    assert send() == (0, 1, "")
    assert states() == [("failed", 1, "554 Not wanted")]


def test_full_mailbox_is_tried_again_and_stops_no_other(
    smtp: MailServer, ines: User, rafi: User
) -> None:
    smtp.replies["<ines"] = "452 Full"
    wait(ines)
    wait(rafi)
    assert send() == (1, 0, "")
    assert states() == [("waiting", 1, "452 Full"), ("sent", 1, "")]
    assert Notification.objects.get(delivery="waiting").next_attempt_at == NOW + timedelta(
        minutes=1
    )


@pytest.mark.parametrize("fault", ["hangs", "drips", "refuses", "is gone"])
def test_server_that_fails_is_left_alone_and_tried_later(
    smtp: MailServer,
    ines: User,
    rafi: User,
    settings,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    monkeypatch.setattr(outbox, "MAX_SECONDS", 0.3)
    if fault == "refuses":
        smtp.replies["ehlo"] = smtp.replies["helo"] = "554 Go away"
    elif fault == "is gone":
        settings.EMAIL_PORT = 1
    else:
        setattr(smtp, fault, True)
    wait(ines)
    wait(rafi)
    result = send()
    assert (result.sent, result.failed) == (0, 0)
    assert result.problem
    first, second = states()
    assert first[:2] == ("waiting", 1)
    assert result.problem.startswith(first[2][:100])
    assert second == ("waiting", 0, "")
    assert "could not be sent" in caplog.text
    # It is back.
    smtp.hangs = smtp.drips = False
    smtp.replies.clear()
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = smtp.port, 5
    monkeypatch.setattr(outbox, "MAX_SECONDS", 60)
    assert send(NOW + timedelta(minutes=2)) == (2, 0, "")
    assert [message["To"] for message in smtp.messages] == ["rafi@example.com", "ines@example.com"]


def test_attempts_become_rare_and_end_after_three_days(
    smtp: MailServer, ines: User, settings
) -> None:
    settings.EMAIL_PORT = 1
    wait(ines)
    now, minutes = NOW, []
    while row := Notification.objects.filter(delivery="waiting").first():
        assert row.next_attempt_at
        minutes.append((row.next_attempt_at - now).total_seconds() / 60)
        now = row.next_attempt_at
        send(now)
    assert minutes[:7] == [0, 1, 5, 15, 60, 60, 60]
    assert timedelta(days=3) <= now - NOW < timedelta(days=3, hours=1)
    ((delivery, attempts, error),) = states()
    assert (delivery, attempts) == ("failed", len(minutes))
    assert "refused" in error.lower()


def test_process_that_dies_leaves_the_mail_for_another(
    smtp: MailServer, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*args: object) -> bool:
        raise KeyboardInterrupt

    wait(ines)
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "_send", die)
        with pytest.raises(KeyboardInterrupt):
            send()
    assert states() == [("waiting", 1, "")]
    assert send() == (0, 0, "")
    assert send(NOW + timedelta(minutes=1)) == (1, 0, "")


def test_mail_that_another_process_took_is_not_sent_twice(
    smtp: MailServer, ines: User, rafi: User
) -> None:
    row = wait(ines)
    assert outbox._claim(NOW) == row
    assert outbox._claim(NOW) is None
    assert send() == (0, 0, "")


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"is_staff": False}, {"email": ""}], ids=str
)
def test_people_who_left_get_nothing(
    smtp: MailServer, ines: User, fields: dict[str, object]
) -> None:
    """Check 34: rights were taken away after the text was queued."""
    wait(ines)
    User.objects.filter(pk=ines.pk).update(**fields)
    assert send() == (0, 1, "")
    assert states() == [("failed", 1, "The account has no address or may no longer sign in here.")]
    assert smtp.messages == []


def test_people_who_lost_their_rights_get_nothing(smtp: MailServer, ines: User) -> None:
    wait(ines)
    ines.groups.clear()
    assert send() == (0, 1, "")


def test_mail_that_was_turned_off_meanwhile_is_not_sent(smtp: MailServer, ines: User) -> None:
    wait(ines)
    NotificationPreferences.objects.create(person=ines, muted=["sent_back"])
    assert send() == (0, 0, "")
    assert states() == [("none", 1, "")]


def test_address_that_is_none_is_refused(smtp: MailServer, ines: User) -> None:
    """Check 11: no address can add a header."""
    User.objects.filter(pk=ines.pk).update(email="ines@example.com\nBcc: all@example.com")
    wait(ines)
    assert send() == (0, 1, "")
    assert smtp.messages == []


def test_command_says_what_it_did(
    smtp: MailServer, ines: User, rafi: User, capsys: pytest.CaptureFixture[str], settings
) -> None:
    wait(ines)
    make_notification(rafi, at=NOW - timedelta(days=31))
    call_command("mail_send")
    assert capsys.readouterr().out == "Sent: 1. Given up: 0. Waiting: 0.\n"
    assert Notification.objects.count() == 1
    settings.EMAIL_PORT = 1
    wait(ines)
    with pytest.raises(CommandError, match="The server failed: "):
        call_command("mail_send")
    assert capsys.readouterr().out == "Sent: 0. Given up: 0. Waiting: 1.\n"
    settings.SENDS_MAIL = False
    call_command("mail_send")
    assert capsys.readouterr().out == "No e-mail is sent, because EMAIL_URL is not set.\n"


def test_queries_do_not_grow_with_what_was_sent(
    smtp: MailServer, ines: User, django_assert_max_num_queries: Callable
) -> None:
    for number in range(50):
        make_notification(ines, at=NOW - timedelta(hours=number), delivery="sent")
    with django_assert_max_num_queries(2):
        assert send() == (0, 0, "")
