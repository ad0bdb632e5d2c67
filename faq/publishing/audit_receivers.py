"""The receivers that write the audit log: of rows that readers see the effect of, accounts and permissions."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone
from django.utils.translation import override

from faq.models import (
    Attachment,
    Audience,
    AuditEntry,
    Banner,
    Image,
    Page,
    Question,
    Redirect,
    Section,
    Synonym,
    Topic,
)
from faq.models.audit_entry import Changes
from faq.models.signals import rows_changed
from faq.publishing.audit import current_user, record

# The fields of each model whose changes are recorded, whichever program saves the row.
AUDITED: dict[type[Model], tuple[str, ...]] = {
    Topic: ("title", "slug", "summary", "group", "icon", "position"),
    Section: ("topic", "title", "slug", "summary", "position"),
    Audience: ("title", "slug", "position"),
    Synonym: ("words", "means"),
    Image: ("name", "alt"),
    Attachment: ("name", "title"),
    Redirect: ("old_path", "question", "topic"),
    Page: ("title", "slug", "body", "position"),
    Banner: ("kind", "text", "starts_at", "ends_at"),
    Group: ("name",),
    User: ("username", "first_name", "last_name", "email", "password"),
}
_RIGHTS: tuple[type[Model], ...] = (
    User.groups.through,
    User.user_permissions.through,
    Group.permissions.through,
)
# Fields that decide who may sign in to the admin, and what they may do there.
_FLAGS = ("is_active", "is_staff", "is_superuser")
# What readers of an archived question see: its address, and the link to its replacement. It is the one
# text that changes in place; all others go through the workflow, which writes entries of its own.
_ARCHIVED = ("slug", "replaced_by")
_MAX_TEXT = 1_000


def connect_receivers() -> None:
    """Connect the receivers that write the audit log."""
    for model in AUDITED:
        pre_save.connect(_store, sender=model, dispatch_uid="faq_audit_store")
        post_save.connect(_saved, sender=model, dispatch_uid="faq_audit_save")
        post_delete.connect(_deleted, sender=model, dispatch_uid="faq_audit_delete")
        rows_changed.connect(_rows_changed, sender=model, dispatch_uid="faq_audit_rows")
    pre_save.connect(_store, sender=Question, dispatch_uid="faq_audit_store")
    post_save.connect(_question_saved, sender=Question, dispatch_uid="faq_audit_save")
    post_delete.connect(_question_deleted, sender=Question, dispatch_uid="faq_audit_delete")
    post_save.connect(_logged_by_the_admin, sender=LogEntry, dispatch_uid="faq_audit_admin")
    for through in _RIGHTS:
        m2m_changed.connect(_rights_changed, sender=through, dispatch_uid="faq_audit_rights")


def changes_between(before: Model | None, after: Model | None, fields: Iterable[str]) -> Changes:
    """Return the texts of the fields that differ between two states of a row.

    Args:
        before: the row as it was; None for a new one.
        after: the row as it is; None for a deleted one.
        fields: names of fields.
    """
    changes: Changes = {}
    for name in fields:
        was, now = (_text(row, name) if row else "" for row in (before, after))
        if was != now:
            changes[name] = ("", "…") if name == "password" else (was, now)
    return changes


def one_line(changes: Changes) -> str:
    """Return changes as a text for the list of entries."""
    return "; ".join(
        f"{name}: {before} → {after or '—'}" if before else f"{name}: {after}"
        for name, (before, after) in changes.items()
    )


def _text(row: Model, name: str) -> str:
    field = cast("Field[Any, Any]", row._meta.get_field(name))
    if field.is_relation:
        try:
            return str(getattr(row, name) or "")[:_MAX_TEXT]
        except ObjectDoesNotExist:
            # It was deleted just before, and has an entry with this key.
            return str(field.value_from_object(row))
    value = field.to_python(field.value_from_object(row))
    return "" if value is None else str(value)[:_MAX_TEXT]


def _record(
    act: AuditEntry.Act, thing: Model, *, detail: str = "", changes: Changes | None = None
) -> None:
    now = timezone.now()
    record(act, thing, by=current_user(), at=now, detail=detail, changes=changes)


def _store(instance: Model, update_fields: frozenset[str] | None = None, **kwargs: object) -> None:
    """Remember the stored row until the new one is saved."""
    is_stored = instance.pk is not None and _is_audited(type(instance), update_fields)
    stored: Model | None = None
    if is_stored and isinstance(instance, Question):
        stored = instance._stored
    elif is_stored:
        stored = type(instance)._base_manager.filter(pk=instance.pk).first()
    instance._audit_before = stored  # type: ignore[attr-defined]


def _is_audited(model: type[Model], update_fields: frozenset[str] | None) -> bool:
    """Return whether a save writes audited fields. Signing in, for one, saves only its time."""
    audited = {*AUDITED.get(model, _ARCHIVED), *(_FLAGS if model is User else ())}
    return update_fields is None or not audited.isdisjoint(update_fields)


def _saved(
    instance: Model,
    created: bool,
    update_fields: frozenset[str] | None = None,
    **kwargs: object,
) -> None:
    before: Model | None = instance.__dict__.pop("_audit_before", None)
    if not created and before is None:
        return
    model = type(instance)
    fields = [name for name in AUDITED[model] if update_fields is None or name in update_fields]
    _record_changes(before, instance, fields)
    if isinstance(instance, User):
        _record_flags(before, instance, update_fields)


def _record_changes(before: Model | None, after: Model, fields: Iterable[str]) -> None:
    changes = changes_between(before, after, fields)
    if before is None:
        changes.pop("password", None)
        _record(AuditEntry.Act.ADDED, after, detail=one_line(changes), changes=changes)
    elif changes:
        _record(AuditEntry.Act.CHANGED, after, detail=one_line(changes), changes=changes)


def _record_flags(before: Model | None, user: User, update_fields: frozenset[str] | None) -> None:
    # A new account is active by default.
    known = dict.fromkeys(_FLAGS, False) | {"is_active": True}
    changes: Changes = {}
    for name in _FLAGS:
        was = getattr(before, name) if before else known[name]
        now = getattr(user, name)
        if was != now and (update_fields is None or name in update_fields):
            changes[name] = ("yes" if was else "no", "yes" if now else "no")
    if changes:
        detail = ", ".join(f"{name}: {now}" for name, (_was, now) in changes.items())
        _record(AuditEntry.Act.RIGHTS_CHANGED, user, detail=detail, changes=changes)


def _deleted(instance: Model, **kwargs: object) -> None:
    changes = changes_between(instance, None, AUDITED[type(instance)])
    changes.pop("password", None)
    _record(AuditEntry.Act.DELETED, instance, changes=changes)


def _rows_changed(before: list[Model], after: list[Model], **kwargs: object) -> None:
    """Log rows that were added or changed many at once."""
    stored = {row.pk: row for row in before}
    for row in after:
        _record_changes(stored.get(row.pk), row, AUDITED[type(row)])


def _question_saved(instance: Question, **kwargs: object) -> None:
    before: Question | None = instance.__dict__.pop("_audit_before", None)
    archived = Question.Status.ARCHIVED
    if before is None or not (before.status == instance.status == archived and before.published_at):
        return
    if changes := changes_between(before, instance, _ARCHIVED):
        _record(AuditEntry.Act.CHANGED, instance, detail=one_line(changes), changes=changes)


def _question_deleted(instance: Question, **kwargs: object) -> None:
    # Publishing or discarding a working copy deletes it, and writes an entry of its own.
    if not instance.is_copy:
        _record(AuditEntry.Act.DELETED, instance)


def _logged_by_the_admin(instance: LogEntry, created: bool, **kwargs: object) -> None:
    """Copy an entry of the admin's own log, which is deleted with its user, if nothing else records it."""
    acts = {ADDITION: AuditEntry.Act.ADDED, CHANGE: AuditEntry.Act.CHANGED}
    content_type = instance.content_type
    model = content_type.model_class() if content_type else None
    if not created or model is None or model in AUDITED or instance.action_flag not in acts:
        return
    thing = model._base_manager.filter(pk=instance.object_id).first()
    if thing is not None:
        with override(None):
            detail = instance.get_change_message()
        record(
            acts[instance.action_flag], thing, by=instance.user, at=timezone.now(), detail=detail
        )


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
        _record(act, holder, detail=names)
