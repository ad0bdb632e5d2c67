"""Invitations to new members of the team, and requests for a new password."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group, User
from django.db import transaction

from faq.models import Notification
from faq.notifications.sender_process import send_after_commit
from faq.publishing.audit import name_of
from faq.publishing.permissions import team
from faq.text.cleaning import one_line

_Kind, _Delivery = Notification.Kind, Notification.Delivery


def invite(*, username: str, email: str, groups: Iterable[Group], by: User, at: datetime) -> User:
    """Create an account without a password, and e-mail its owner a link that sets one.

    Args:
        username: of the account; nobody has it yet.
        email: a valid address.
        groups: to which the account belongs.
        by: the person who invites.
        at: the current time.
    """
    with transaction.atomic():
        person = User(username=username, email=email, is_staff=True)
        person.set_unusable_password()
        person.save()
        person.groups.set(groups)
        _queue(_Kind.INVITATION, at=at, recipient=person, by_name=name_of(by))
    return person


def request_password_reset(address: str, *, at: datetime) -> None:
    """Queue a request for a new password, in the same way whether or not the address is known.

    Whoever asks learns nothing from the time this takes, because the process that sends looks it up.
    """
    with transaction.atomic():
        _queue(_Kind.PASSWORD_RESET, at=at, address=one_line(address)[:254])


def answer_reset_request(request: Notification) -> None:
    """Replace a request by an e-mail to each account with its address. Usually that is one or none."""
    wanted = request.address.casefold()
    with transaction.atomic():
        request.delete()
        for person in team().filter(email__iexact=request.address):
            # Databases take some letters for each other that are not the same.
            if person.email.casefold() == wanted:
                _queue(_Kind.PASSWORD_RESET, at=request.at, recipient=person)


def _queue(kind: Notification.Kind, *, at: datetime, **columns: object) -> None:
    row = Notification.objects.create(
        kind=kind, at=at, delivery=_Delivery.WAITING, next_attempt_at=at, **columns
    )
    send_after_commit([row])
