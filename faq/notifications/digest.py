"""The digest of questions that are due for review."""

from datetime import datetime, timedelta

from django.db import transaction

from faq import conf
from faq.models import Notification, Question
from faq.notifications.recipients import notify

_REVIEW_DUE = Notification.Kind.REVIEW_DUE


def notify_of_due_reviews(now: datetime, *, every: timedelta) -> int:
    """Notify the owners of questions that are due for review, each at most once in an interval.

    Args:
        now: the current time.
        every: the interval.

    Returns:
        the number of people who were notified.
    """
    due = Question.objects.published(now).due_for_review(now, default_days=conf.review_every())
    with transaction.atomic():
        owners = set(due.order_by().values_list("owner", flat=True).distinct()) - {None}
        recent = Notification.objects.filter(kind=_REVIEW_DUE, at__gt=now - every)
        owners -= set(recent.values_list("recipient", flat=True))
        return notify(_REVIEW_DUE, owners, question=None, title="", by=None, at=now)
