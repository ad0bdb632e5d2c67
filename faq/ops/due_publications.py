"""Publishes scheduled texts when somebody first reads the content after their time."""

import logging
import threading
import time
from datetime import datetime

from faq.models.signals import publications_due
from faq.ops.busy_timeout import short_busy_timeout
from faq.publishing import publish_due

log = logging.getLogger(__name__)

# In seconds. Readers get the former text rather than wait for an import that holds the lock.
BUSY_TIMEOUT = 0.25
# In seconds, until this process tries again after it could not.
PAUSE = 5.0

_at_work = threading.Lock()
_paused_until = 0.0


def connect_receiver() -> None:
    """Connect the receiver that publishes what is due."""
    publications_due.connect(publish_in_time, dispatch_uid="faq_publish_in_time")


def publish_in_time(now: datetime, **kwargs: object) -> None:
    """Publish what is due, unless another thread is doing so. Whatever fails, readers get the former text."""
    global _paused_until
    if time.monotonic() < _paused_until or not _at_work.acquire(blocking=False):
        return
    try:
        with short_busy_timeout(BUSY_TIMEOUT):
            publish_due(now)
    except Exception:
        _paused_until = time.monotonic() + PAUSE
        log.exception("Scheduled texts could not be published. In %.0f s it is tried again.", PAUSE)
    finally:
        _at_work.release()


def resume() -> None:
    """Try again at once, even if it has just failed."""
    global _paused_until
    _paused_until = 0.0
