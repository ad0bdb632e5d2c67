"""Who is told what: the people whom an act concerns, except the one who did it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.contrib.auth.models import User

from faq import conf
from faq.models import Notification, NotificationPreferences, Question, TrashedText
from faq.notifications.sender_process import send_after_commit
from faq.publishing.audit import name_of
from faq.publishing.permissions import may_view, reviewers, team


def notify(
    kind: Notification.Kind,
    people: Collection[int],
    *,
    question: Question | None,
    title: str,
    by: User | None,
    at: datetime,
    comment: str = "",
    trashed: TrashedText | None = None,
) -> int:
    """Write a notification for each of these people who may still read questions, except the one who acts.

    Call it in the transaction of the act. An act that notifies somebody twice leaves the last one.

    Args:
        kind: what happened.
        people: the keys of the accounts.
        question: the text, if it still exists.
        title: of the text.
        by: the person who acts, or None.
        at: the time of the act.
        comment: what that person said, or for when or why not.
        trashed: the text in the trash, if it was removed.

    Returns:
        how many people were notified.
    """
    rows = [
        Notification(
            recipient=person,
            kind=kind,
            at=at,
            question=question,
            title=title,
            by_name=name_of(by),
            comment=comment,
            trashed=trashed,
            **delivery_to(person, kind, at),
        )
        for person in _told(pk for pk in people if by is None or pk != by.pk)
    ]
    if rows:
        Notification.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["recipient", "question", "at"],
            update_fields=["kind", "title", "by_name", "comment", "delivery", "next_attempt_at"],
        )
        send_after_commit(rows)
    return len(rows)


def reviewer_ids() -> set[int]:
    """Return the keys of the reviewers, or of the superusers if there are no others."""
    named = set(reviewers().values_list("pk", flat=True))
    return named or set(team().filter(is_superuser=True).values_list("pk", flat=True))


def may_be_told(person: User) -> bool:
    """Return whether somebody may sign in and see questions, and so what happens to them."""
    return person.is_active and person.is_staff and may_view(person)


def preferences_of(person: User) -> NotificationPreferences:
    """Return what somebody chose, or the defaults, which are not stored."""
    stored = getattr(person, "notification_preferences", None)
    return stored or NotificationPreferences(person=person)


def wants(person: User, kind: str) -> bool:
    """Return whether somebody has an address and wants e-mail of this kind."""
    return bool(person.email) and kind not in preferences_of(person).muted


def delivery_to(person: User, kind: str, at: datetime) -> dict[str, object]:
    """Return the columns of a notification that say whether it goes out by e-mail."""
    if not (conf.sends_mail() and wants(person, kind)):
        return {}
    return {"delivery": Notification.Delivery.WAITING, "next_attempt_at": at}


def _told(people: Iterable[int]) -> list[User]:
    accounts = team().filter(pk__in=people).select_related("notification_preferences")
    return [person for person in accounts.order_by("pk") if may_be_told(person)]
