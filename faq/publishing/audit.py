"""The audit log: what was done to what readers see and to who may do it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.translation import override

from faq.models import AuditEntry
from faq.models.audit_entry import DETAIL_LENGTH, THING_LENGTH
from faq.models.record import NAME_LENGTH


def note(
    act: AuditEntry.Act, thing: Model, *, by: User | None, at: datetime, detail: str = ""
) -> AuditEntry:
    """Write down that somebody did something, in the transaction in which it is done.

    Args:
        act: what.
        thing: to what; its name is kept, since it may be gone tomorrow.
        by: who; None for a command.
        at: when.
        detail: what else one would ask.
    """
    # One kind has one name in the log, whatever language its writers read.
    with override(None):
        kind = str(thing._meta.verbose_name)
    return AuditEntry.objects.create(
        at=at,
        by=by if by is not None and by.pk else None,
        by_name=name_of(by),
        act=act,
        kind=kind,
        name=str(thing)[:THING_LENGTH],
        detail=detail[:DETAIL_LENGTH],
    )


def name_of(person: Any) -> str:
    """What a colleague calls somebody, as far as it is kept; empty for nobody."""
    return (person.get_full_name() or person.get_username())[:NAME_LENGTH] if person else ""
