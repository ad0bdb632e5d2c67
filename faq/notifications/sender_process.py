"""Starts `manage.py mail_send` after a commit, so that no request waits for a server of e-mail."""

import logging
import threading
from collections.abc import Iterable

from django.db import transaction

from faq.models import Notification
from faq.ops.jobs import start_command

log = logging.getLogger(__name__)

_lock = threading.Lock()
# Whether a process that this one started is sending, and whether it has to look again when it is done.
_is_sending = _is_due = False


def send_after_commit(notifications: Iterable[Notification]) -> None:
    """Send the e-mails among these notifications as soon as the transaction commits."""
    if not any(row.delivery == Notification.Delivery.WAITING for row in notifications):
        return
    # A change of many questions needs one process, not one for each.
    last = transaction.get_connection().run_on_commit[-1:]
    if not any(callback[1] is start_sending for callback in last):
        transaction.on_commit(start_sending, robust=True)


def start_sending() -> None:
    """Start a process that sends what is due. If one is running, another follows it."""
    global _is_sending, _is_due
    with _lock:
        _is_due = True
        if _is_sending:
            return
        _is_sending = True
    threading.Thread(target=_send_while_due, name="mail", daemon=True).start()


def _send_while_due() -> None:
    global _is_sending, _is_due
    while True:
        with _lock:
            if not _is_due:
                _is_sending = False
                return
            _is_due = False
        try:
            start_command("mail_send").wait()
        except OSError:
            log.exception("The process that sends e-mail could not be started.")
