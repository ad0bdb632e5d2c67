"""Choices of what somebody gets by e-mail, and links in e-mails that turn a kind off without signing in."""

from collections.abc import Collection
from datetime import timedelta

from django.contrib.auth.models import User
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction

from faq.models import Notification, NotificationPreferences

# How long the link in an e-mail works.
VALID = timedelta(days=90)


def save_preferences(person: User, *, muted: Collection[str], language: str) -> None:
    """Store which kinds somebody does not want by e-mail, and in which language the others are.

    Args:
        person: who chose.
        muted: kinds among Notification.OPTIONAL.
        language: a code of the interface, or empty for that of the site.
    """
    NotificationPreferences.objects.update_or_create(
        person=person, defaults={"muted": sorted(muted), "language": language}
    )


def make_token(person: User, kind: str) -> str:
    """Return the part of an address that turns off one kind of e-mail for one person."""
    return _signer().sign_object([person.pk, kind], compress=False)


def read_token(token: str) -> tuple[User, Notification.Kind] | None:
    """Return whose e-mail a link turns off and of which kind, or None if it is forged or too old."""
    try:
        pk, kind = _signer().unsign_object(token, max_age=VALID)
    except BadSignature:
        return None
    person = User.objects.filter(pk=pk).first()
    return (person, Notification.Kind(kind)) if person else None


def mute(person: User, kind: Notification.Kind) -> None:
    """Turn off one kind of e-mail."""
    with transaction.atomic():
        stored, _ = NotificationPreferences.objects.select_for_update().get_or_create(person=person)
        stored.muted = sorted({*stored.muted, kind})
        stored.save(update_fields=["muted"])


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="faq.notifications.preferences")
