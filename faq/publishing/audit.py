"""The audit log of changes to content and permissions: how an entry is written, and by whom."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model
from django.dispatch import Signal
from django.utils.translation import override

from faq.models import AuditEntry, Question
from faq.models.audit_entry import DETAIL_LENGTH, OBJECT_LENGTH, Changes
from faq.models.mixins import NAME_LENGTH

# Sent in the transaction of a change of a question, with the arguments of record().
recorded = Signal()

_person: ContextVar[User | None] = ContextVar("faq_acting_user", default=None)


def record(
    act: AuditEntry.Act,
    thing: Model,
    *,
    by: User | None,
    at: datetime,
    detail: str = "",
    changes: Changes | None = None,
    concerned: Collection[int] | None = None,
) -> AuditEntry:
    """Write an entry to the audit log, in the transaction of the change.

    Args:
        act: the action.
        thing: the changed object. Its name is stored, because the object may be deleted later.
        by: the user, or None for a command.
        at: the current time.
        detail: further details, truncated to DETAIL_LENGTH characters.
        changes: the values before and after.
        concerned: the keys of those who wrote or scheduled a text, if the question no longer says so.
    """
    if isinstance(thing, Question):
        recorded.send(
            sender=Question,
            act=act,
            question=thing,
            by=by,
            at=at,
            detail=detail,
            concerned=concerned,
        )
    # In English, whatever the language of the user.
    with override(None):
        kind = str(thing._meta.verbose_name)
    return AuditEntry.objects.create(
        at=at,
        by=by if by is not None and by.pk and by != thing else None,
        by_key=by.pk if by is not None else None,
        by_name=name_of(by),
        act=act,
        kind=kind,
        object_key=thing.pk,
        name=str(thing)[:OBJECT_LENGTH],
        detail=detail[:DETAIL_LENGTH],
        changes=changes or {},
    )


def name_of(person: User | None) -> str:
    """Return the full name or else the user name, truncated to NAME_LENGTH; empty for None."""
    return (person.get_full_name() or person.get_username())[:NAME_LENGTH] if person else ""


@contextmanager
def acting_user(person: User | AnonymousUser) -> Iterator[None]:
    """Make somebody the current user within the context."""
    token = _person.set(person if isinstance(person, User) else None)
    try:
        yield
    finally:
        _person.reset(token)


def current_user() -> User | None:
    """Return the user who is signed in, or None outside of requests."""
    return _person.get()
