"""Writes into the audit log what is done on any way: deletions, and changes of who may do what."""

from copy import copy
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone

from faq.models import AuditEntry, Question, Topic
from faq.publishing.acting import who_acts
from faq.publishing.audit import note

_DELETED: tuple[type[Model], ...] = (Question, Topic, Group, User)
_RIGHTS: tuple[Any, ...] = (
    User.groups.through,
    User.user_permissions.through,
    Group.permissions.through,
)
# What decides whether somebody may sign in to the admin, and what they may do there.
_FLAGS = ("is_active", "is_staff", "is_superuser")


def connect() -> None:
    """Connect the signals."""
    for model in _DELETED:
        post_delete.connect(_deleted, sender=model, dispatch_uid="faq_watch_deletions")
    for through in _RIGHTS:
        m2m_changed.connect(_rights_changed, sender=through, dispatch_uid="faq_watch_rights")
    pre_save.connect(_remember_flags, sender=User, dispatch_uid="faq_watch_flags")
    post_save.connect(_flags_changed, sender=User, dispatch_uid="faq_watch_flags")


def _note(act: AuditEntry.Act, thing: Model, detail: str = "") -> None:
    person = who_acts()
    if person == thing:
        # Somebody who deletes themselves, or changes what they may do, is named and maybe gone.
        person = copy(person)
        person.pk = None
    note(act, thing, by=person, at=timezone.now(), detail=detail)


def _deleted(instance: Any, **kwargs: Any) -> None:
    # A working copy goes when it is published or discarded, which is noted as that.
    if not getattr(instance, "is_copy", False):
        _note(AuditEntry.Act.DELETED, instance)


def _rights_changed(
    instance: Any, action: str, reverse: bool, model: Any, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Of a person or a group; `reverse` if it was changed from the other end, as in group.user_set."""
    acts = {"post_add": AuditEntry.Act.GAVE_RIGHTS, "post_remove": AuditEntry.Act.TOOK_RIGHTS}
    if action == "pre_clear":
        _cleared(instance, reverse, kwargs["sender"])
    elif action in acts and pk_set:
        others = list(model._default_manager.filter(pk__in=pk_set))
        _note_rights(acts[action], instance, others, reverse)


def _cleared(instance: Any, reverse: bool, sender: Any) -> None:
    own, other = _ends(sender, instance)
    rows = sender._default_manager.filter(**{own: instance}).select_related(other)
    others = [getattr(row, other) for row in rows]
    if others:
        _note_rights(AuditEntry.Act.TOOK_RIGHTS, instance, others, reverse)


def _ends(sender: Any, instance: Any) -> tuple[str, str]:
    """The names of the two columns: of what was changed, and of what it was changed by."""
    names = [field.name for field in sender._meta.fields if field.is_relation]
    own = next(
        name for name in names if isinstance(instance, sender._meta.get_field(name).related_model)
    )
    return own, next(name for name in names if name != own)


def _note_rights(act: AuditEntry.Act, instance: Any, others: list[Any], reverse: bool) -> None:
    given = [instance] if reverse else others
    names = ", ".join(sorted(getattr(each, "codename", str(each)) for each in given))
    for holder in others if reverse else [instance]:
        _note(act, holder, detail=names)


def _remember_flags(instance: User, **kwargs: Any) -> None:
    stored = User.objects.filter(pk=instance.pk).values(*_FLAGS).first() if instance.pk else None
    # Somebody new might sign in, and has no rights.
    instance._flags_before = stored or dict.fromkeys(_FLAGS, False) | {"is_active": True}  # type: ignore[attr-defined]


def _flags_changed(instance: User, update_fields: Any = None, **kwargs: Any) -> None:
    before: dict[str, bool] = instance._flags_before  # type: ignore[attr-defined]
    saved = _FLAGS if update_fields is None else set(_FLAGS) & set(update_fields)
    changed = [name for name in _FLAGS if name in saved and getattr(instance, name) != before[name]]
    if changed:
        said = [f"{name}: {'yes' if getattr(instance, name) else 'no'}" for name in changed]
        _note(AuditEntry.Act.EMPOWERED, instance, detail=", ".join(said))
