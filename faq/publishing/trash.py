"""The trash: deleted texts are kept for a month, with their versions and comments, and can be restored.

A receiver puts every question, draft or working copy there that is deleted, whoever deletes it and how.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Field
from django.db.models.signals import pre_delete
from django.utils import timezone
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, ReviewComment, Revision, Topic, TrashedText
from faq.publishing import permissions
from faq.publishing.audit import acting_user, current_user, name_of, record
from faq.publishing.content_snapshot import ContentSnapshot, apply_snapshot, snapshot_of
from faq.publishing.exceptions import CannotMove
from faq.publishing.locking import lock
from faq.publishing.urls.redirects import find_address_owner
from faq.publishing.urls.slugs import free_slug
from faq.publishing.working_copies import WorkingCopyExists, restorable, working_copy_of

_COLUMNS = (
    *("position", "published_at", "replaced_by", "review_every", "owner"),
    *("started_by", "started_at", "submitted_by", "submitted_at", "sent_back_at"),
    *("walked_through_at", "walked_through_by"),
)
_COMMENT = ("at", "by_id", "by_name", "text", "sends_back", "explains")


def connect_receivers() -> None:
    """Connect the receiver that puts deleted texts into the trash."""
    pre_delete.connect(_deleting, sender=Question, dispatch_uid="faq_into_trash")


def _deleting(instance: Question, **kwargs: object) -> None:
    # A working copy that is published becomes the text that readers see.
    if not instance.is_superseded:
        _put(instance, by=current_user(), at=timezone.now())


def _put(question: Question, *, by: User | None, at: datetime) -> None:
    """Put a text that is about to be deleted into the trash, and delete what is too old from it."""
    TrashedText.objects.outdated(at).delete()
    author = question.started_by or question.owner or question.submitted_by or question.saved_by
    trashed = TrashedText.objects.create(
        question_pk=question.pk,
        content=snapshot_of(question),
        status=question.status,
        is_copy=question.is_copy,
        copy_of=question.copy_of,
        based_on=question.based_on,
        columns={name: getattr(question, _attname(name)) for name in _COLUMNS},
        comments=list(question.review_comments.order_by("at", "pk").values(*_COMMENT)),
        revisions=list(question.revisions.values_list("pk", flat=True)),
        author=author,
        author_name=name_of(author),
        deleted_at=at,
        deleted_by=by,
        deleted_by_name=name_of(by),
    )
    question.versions.update(question=None, trashed=trashed)


def why_not_deletable(question: Question, by: User) -> str:
    """Return why somebody may not delete a question, or an empty text."""
    if not (by.is_active and by.has_perm("faq.delete_question")):
        return _("You do not have permission to delete questions.")
    if question.is_copy and question.is_scheduled(timezone.now()):
        return _("It is scheduled. Cancel the schedule first.")
    if problem := permissions.why_locked_by_review(question, by):
        return problem
    if question.published_at is not None and not permissions.may_publish(by):
        return _("Readers have seen it, so only reviewers can delete it.")
    return ""


def delete(question: Question, *, by: User) -> None:
    """Put a question, draft or working copy into the trash.

    Raises:
        CannotMove: it was deleted already.
        NotAllowed: `by` may not delete it.
    """
    with transaction.atomic(), acting_user(by):
        question = lock(question)
        problem = why_not_deletable(question, by)
        permissions.require(not problem, problem)
        question.delete()


def restore_trashed(trashed: TrashedText, *, by: User, at: datetime) -> tuple[Question, list[str]]:
    """Restore a text from the trash, with its comments, versions and revisions. Readers see nothing of it.

    A question that readers could see is archived afterwards.

    Returns:
        the text, and a sentence for each part that could not be restored as it was.

    Raises:
        CannotMove: it was restored already, or there is no topic left.
        WorkingCopyExists: the question of the working copy has another one.
        NotAllowed: `by` may not edit, or not publish if readers could see it.
    """
    permissions.require(permissions.may_edit(by), _("Only editors can restore texts."))
    with transaction.atomic(), acting_user(by):
        stored = TrashedText.objects.select_for_update().filter(pk=trashed.pk).first()
        if stored is None:
            raise CannotMove(
                _("It is no longer in the trash. Somebody restored it, or it expired.")
            )
        was_visible = stored.status in {Question.Status.PUBLISHED, Question.Status.ARCHIVED}
        permissions.require(
            permissions.may_publish(by) or not was_visible,
            _("Readers have seen it, so only reviewers can restore it."),
        )
        if stored.copy_of and (existing := working_copy_of(stored.copy_of)):
            raise WorkingCopyExists(existing)
        content, notes = restorable(stored.content, at=at)
        question = _row(stored, content, notes, at=at)
        notes += apply_snapshot(content, question)
        ReviewComment.objects.bulk_create(
            ReviewComment(question=question, **_existing_author(comment))
            for comment in stored.comments
        )
        Revision.objects.give_back(stored.revisions, question)
        stored.versions.update(question=question, trashed=None)
        record(AuditEntry.Act.RESTORED, question, by=by, at=at)
        stored.delete()
    return question, notes


def _row(
    trashed: TrashedText, content: ContentSnapshot, notes: list[str], *, at: datetime
) -> Question:
    """Return the row of a text before its content is stored, and adapt the content to what exists now."""
    values = {name: _existing(name, value) for name, value in trashed.columns.items()}
    question = Question(
        pk=trashed.question_pk,
        status=trashed.status,
        is_copy=trashed.is_copy,
        copy_of=trashed.copy_of,
        based_on=trashed.based_on,
        slug=content["slug"],
        **values,
    )
    if trashed.status == Question.Status.PUBLISHED:
        question.status = Question.Status.ARCHIVED
        if question.published_at and question.published_at > at:
            question.published_at = None
        notes.append(_("Readers do not see it until it is published again."))
    if not trashed.is_copy and find_address_owner(question):
        content["slug"] = free_slug(content["slug"], first=2)
        notes.append(
            _("Another question has its address now, so its address is {}.").format(content["slug"])
        )
    topic = Topic.objects.filter(slug=content["topic"]).first() or Topic.objects.in_order().first()
    if topic is None:
        raise CannotMove(_("There is no topic left. Create one, then restore the text."))
    if topic.slug != content["topic"]:
        notes.append(
            _("Its topic “{}” no longer exists, so it is in “{}” now.").format(
                content["topic"], topic
            )
        )
        content["topic"] = topic.slug
    return question


def _attname(name: str) -> str:
    return f"{name}_id" if Question._meta.get_field(name).is_relation else name


def _existing(name: str, value: object) -> object:
    """Return the stored value of a column, or None for a row that no longer exists."""
    field = Question._meta.get_field(name)
    if field.related_model:
        return field.related_model._base_manager.filter(pk=value).first()
    return field.to_python(value) if isinstance(field, Field) else value


def _existing_author(comment: dict[str, Any]) -> dict[str, Any]:
    # Any: the columns of a comment have different types.
    is_there = User.objects.filter(pk=comment["by_id"]).exists()
    return {**comment, "by_id": comment["by_id"] if is_there else None}
