"""Sends the notifications that go out by e-mail, outside of requests, and tries again what failed."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTP, SMTP_SSL, SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.mail.backends.smtp import EmailBackend
from django.db.models import F

from faq.models import Notification
from faq.models.notification import ERROR_LENGTH
from faq.notifications.accounts import answer_reset_request
from faq.notifications.messages import message_for
from faq.notifications.recipients import may_be_told, wants
from faq.ops.deadlines import Deadline, DeadlineExceeded

log = logging.getLogger(__name__)

# After a failure, counted from the first attempt; from then on the last of them.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
GIVE_UP_AFTER = timedelta(days=3)
# For one e-mail. The server may also take no more than EMAIL_TIMEOUT for each step.
MAX_SECONDS = 60

_Delivery = Notification.Delivery


class SendingResult(NamedTuple):
    """What became of the e-mails that were due.

    Attributes:
        sent: the number of e-mails that the server took.
        failed: the number of e-mails that will not be sent.
        problem: why the server took no more, or empty.
    """

    sent: int
    failed: int
    problem: str = ""


class _ServerFailed(Exception):
    """The server cannot be used now, so no other e-mail is tried."""


class _NotYet(Exception):
    """The server does not take this e-mail now, but may take others."""


class _Refused(Exception):
    """The server or the account will never take this e-mail."""


class _ClosesOnFailure:
    """Closes a connection at once if its server does not answer."""

    def getreply(self) -> tuple[int, bytes]:
        try:
            return super().getreply()  # type: ignore[misc]
        except BaseException:
            self.close()  # type: ignore[attr-defined]
            raise


class _Smtp(_ClosesOnFailure, SMTP):
    pass


class _SmtpOverTls(_ClosesOnFailure, SMTP_SSL):
    pass


class _Connection(EmailBackend):
    @property
    def connection_class(self) -> type[SMTP]:
        return _SmtpOverTls if self.use_ssl else _Smtp


def send_due(clock: Callable[[], datetime]) -> SendingResult:
    """Send the e-mails that are due, until the server fails. Several processes may do so at once.

    Each e-mail is postponed before it is tried: if this process dies, another one sends it later.

    Args:
        clock: returns the current time.
    """
    sent = failed = 0
    connection = _Connection()
    try:
        while notification := _claim(clock()):
            if notification.recipient is None:
                answer_reset_request(notification)
                continue
            try:
                is_sent = _send(notification, notification.recipient, connection)
            except _Refused as problem:
                log.warning("E-mail %s will not be sent: %s", notification.pk, problem)
                _finish(notification, _Delivery.FAILED, str(problem))
                failed += 1
            except (_NotYet, _ServerFailed) as problem:
                log.warning("E-mail %s could not be sent: %s", notification.pk, problem)
                failed += _postpone(notification, str(problem), clock())
                if isinstance(problem, _ServerFailed):
                    return SendingResult(sent, failed, str(problem))
            else:
                _finish(notification, _Delivery.SENT if is_sent else _Delivery.NONE)
                sent += is_sent
    finally:
        with suppress(Exception):
            connection.close()
    return SendingResult(sent, failed)


def _claim(now: datetime) -> Notification | None:
    """Return an e-mail that is due and that no other process has taken, and postpone its next attempt."""
    due = Notification.objects.select_related(
        "recipient__notification_preferences", "question", "trashed"
    )
    while row := due.due(now).order_by("next_attempt_at", "pk").first():
        wait = WAITS[min(row.attempts, len(WAITS) - 1)]
        taken = Notification.objects.due(now).filter(pk=row.pk, attempts=row.attempts)
        if taken.update(attempts=F("attempts") + 1, next_attempt_at=now + wait):
            return row
    return None


def _send(notification: Notification, person: User, connection: EmailBackend) -> bool:
    """Send an e-mail; return False if its recipient no longer wants it.

    Raises:
        _Refused: it will never be sent.
        _NotYet: it may be sent later.
        _ServerFailed: it and others may be sent later.
    """
    is_optional = notification.kind in Notification.OPTIONAL
    may_get = may_be_told(person) if is_optional else person.is_active and person.is_staff
    if not (may_get and person.email):
        raise _Refused("The account has no address or may no longer sign in here.")
    if is_optional and not wants(person, notification.kind):
        return False
    try:
        message = message_for(notification, person)
        message.message()
    except (ValueError, UnicodeError) as error:
        raise _Refused(f"The e-mail cannot be written: {error}") from error
    deadline = Deadline(MAX_SECONDS)
    try:
        try:
            connection.open()
            connection.send_messages([message])
        finally:
            deadline.stop()
    except DeadlineExceeded:
        deadline.stop()
        raise _ServerFailed(f"The server took more than {MAX_SECONDS} seconds.") from None
    except SMTPRecipientsRefused as error:
        (code, text), *_ = error.recipients.values()
        raise _refusal(code, text) from error
    except SMTPDataError as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (SMTPException, OSError) as error:
        raise _ServerFailed(str(error) or type(error).__name__) from error
    return True


def _refusal(code: int, text: bytes | str) -> Exception:
    """Return the exception for a reply of the server: codes from 500 on are final."""
    reply = text.decode(errors="replace") if isinstance(text, bytes) else text
    return (_Refused if code >= 500 else _NotYet)(f"{code} {reply}")


def _finish(notification: Notification, delivery: Notification.Delivery, error: str = "") -> None:
    Notification.objects.filter(pk=notification.pk).update(
        delivery=delivery, next_attempt_at=None, error=error[:ERROR_LENGTH]
    )


def _postpone(notification: Notification, error: str, now: datetime) -> bool:
    """Keep an e-mail for the next attempt, or give it up after three days and return True."""
    is_over = now - notification.at >= GIVE_UP_AFTER
    if is_over:
        _finish(notification, _Delivery.FAILED, error)
    else:
        Notification.objects.filter(pk=notification.pk).update(error=error[:ERROR_LENGTH])
    return is_over
