"""The audit log of changes to content and permissions, and the receivers that write it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from datetime import datetime

from django.contrib.auth.models import AnonymousUser, Group, User
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone
from django.utils.translation import override

from faq.models import AuditEntry, Question, Topic
from faq.models.audit_entry import DETAIL_LENGTH, OBJECT_LENGTH
from faq.models.mixins import NAME_LENGTH

_DELETED: tuple[type[Model], ...] = (Question, Topic, Group, User)
_RIGHTS: tuple[type[Model], ...] = (
    User.groups.through,
    User.user_permissions.through,
    Group.permissions.through,
)
# Fields that decide who may sign in to the admin, and what they may do there.
_FLAGS = ("is_active", "is_staff", "is_superuser")

_person: ContextVar[User | None] = ContextVar("faq_acting_user", default=None)


def record(
    act: AuditEntry.Act, thing: Model, *, by: User | None, at: datetime, detail: str = ""
) -> AuditEntry:
    """Write an entry to the audit log, in the transaction of the change.

    Args:
        act: the action.
        thing: the changed object. Its name is stored, because the object may be deleted later.
        by: the user, or None for a command.
        at: the current time.
        detail: further details, truncated to DETAIL_LENGTH characters.
    """
    # In English, whatever the language of the user.
    with override(None):
        kind = str(thing._meta.verbose_name)
    return AuditEntry.objects.create(
        at=at,
        by=by if by is not None and by.pk else None,
        by_name=name_of(by),
        act=act,
        kind=kind,
        name=str(thing)[:OBJECT_LENGTH],
        detail=detail[:DETAIL_LENGTH],
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


def connect_receivers() -> None:
    """Connect the receivers that write the audit log."""
    for model in _DELETED:
        post_delete.connect(_deleted, sender=model, dispatch_uid="faq_watch_deletions")
    for through in _RIGHTS:
        m2m_changed.connect(_rights_changed, sender=through, dispatch_uid="faq_watch_rights")
    pre_save.connect(_store_flags, sender=User, dispatch_uid="faq_watch_flags")
    post_save.connect(_flags_changed, sender=User, dispatch_uid="faq_watch_flags")


def _record_by_current_user(act: AuditEntry.Act, thing: Model, detail: str = "") -> None:
    person = current_user()
    if person == thing:
        # Users who delete themselves are named, but there may be no row to refer to.
        person = copy(person)
        person.pk = None
    record(act, thing, by=person, at=timezone.now(), detail=detail)


def _deleted(instance: Model, **kwargs: object) -> None:
    # Publishing or discarding a working copy deletes it, and writes an entry of its own.
    if not getattr(instance, "is_copy", False):
        _record_by_current_user(AuditEntry.Act.DELETED, instance)


def _rights_changed(
    sender: type[Model],
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[int] | None,
    **kwargs: object,
) -> None:
    """Log changed permissions of a user or group; `reverse` is set for changes as through group.user_set."""
    acts = {"post_add": AuditEntry.Act.RIGHTS_GIVEN, "post_remove": AuditEntry.Act.RIGHTS_TAKEN}
    if action == "pre_clear":
        _cleared(instance, reverse, sender)
    elif action in acts and pk_set:
        others = list(model._default_manager.filter(pk__in=pk_set))
        _record_rights(acts[action], instance, others, reverse)


def _cleared(instance: Model, reverse: bool, sender: type[Model]) -> None:
    own, other = _ends(sender, instance)
    rows = sender._default_manager.filter(**{own: instance}).select_related(other)
    others = [getattr(row, other) for row in rows]
    if others:
        _record_rights(AuditEntry.Act.RIGHTS_TAKEN, instance, others, reverse)


def _ends(sender: type[Model], instance: Model) -> tuple[str, str]:
    """Return the names of a through table's foreign keys: to the changed object, and to the others."""
    names = {field.related_model: field.name for field in sender._meta.fields if field.is_relation}
    own = names.pop(instance._meta.concrete_model)
    (other,) = names.values()
    return own, other


def _record_rights(
    act: AuditEntry.Act, instance: Model, others: list[Model], reverse: bool
) -> None:
    given = [instance] if reverse else others
    names = ", ".join(sorted(getattr(right, "codename", str(right)) for right in given))
    for holder in others if reverse else [instance]:
        _record_by_current_user(act, holder, detail=names)


def _store_flags(instance: User, **kwargs: object) -> None:
    stored = User.objects.filter(pk=instance.pk).values(*_FLAGS).first() if instance.pk else None
    # The defaults of a new account.
    instance._flags_before = stored or dict.fromkeys(_FLAGS, False) | {"is_active": True}  # type: ignore[attr-defined]


def _flags_changed(
    instance: User, update_fields: frozenset[str] | None = None, **kwargs: object
) -> None:
    before: dict[str, bool] = instance._flags_before  # type: ignore[attr-defined]
    saved = _FLAGS if update_fields is None else set(_FLAGS) & set(update_fields)
    changed = [name for name in _FLAGS if name in saved and getattr(instance, name) != before[name]]
    if changed:
        states = [f"{name}: {'yes' if getattr(instance, name) else 'no'}" for name in changed]
        _record_by_current_user(AuditEntry.Act.RIGHTS_CHANGED, instance, detail=", ".join(states))
