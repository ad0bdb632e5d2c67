"""Versions of texts: before a stored text is replaced or deleted in part, it is kept as a DraftVersion.

Every way that stores a text saves rows, so the receivers here see all of them: forms, imports, fixtures,
the workflow and programs. The newest version of a text is the question itself.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.translation import gettext as _

from faq.models import DraftVersion, Question, Revision
from faq.models.draft_version import MAX_VERSIONS
from faq.models.signals import text_changing
from faq.publishing import permissions
from faq.publishing.audit import current_user, name_of
from faq.publishing.content_snapshot import (
    ContentSnapshot,
    apply_snapshot,
    fingerprint,
    snapshot_of,
)
from faq.publishing.exceptions import CannotMove
from faq.publishing.locking import lock_changeable
from faq.publishing.saves import in_one_save, is_first_change
from faq.publishing.urls.redirects import find_address_owner
from faq.publishing.working_copies import open_working_copy, restorable


class Saver(NamedTuple):
    """Somebody who saved a text.

    Attributes:
        pk: of the account, if it still exists and a person saved the text.
        name: of the person; empty for a command.
    """

    pk: int | None
    name: str


def connect_receivers() -> None:
    """Connect the receivers that keep versions."""
    text_changing.connect(_text_changing, dispatch_uid="faq_text_changing")
    post_save.connect(_question_saved, sender=Question, dispatch_uid="faq_question_created")


def _question_saved(instance: Question, created: bool, **kwargs: object) -> None:
    if created:
        # The rest of a new text is stored in the same save.
        is_first_change(instance.pk)


def _text_changing(
    question_ids: Iterable[int], question: Question | None, is_addition: bool, **kwargs: object
) -> None:
    saved = {"saved_by": current_user(), "saved_at": timezone.now()}
    if question is not None:
        for name, value in saved.items():
            setattr(question, name, value)
    if is_addition and not in_one_save():
        # A program adds one row after another. Nothing is lost.
        return
    for pk in question_ids:
        if is_first_change(pk):
            _keep(pk)
            if question is None:
                Question.with_copies.filter(pk=pk).update_editorial(**saved)


def _keep(pk: int) -> None:
    """Store the present text of a question as a version, unless its last version or revision has it."""
    row = Question.with_copies.select_related("saved_by").filter(pk=pk).first()
    if row is None:
        return
    content = snapshot_of(row)
    digest = fingerprint(content)
    newest = row.versions.newest_first()
    last = newest.values_list("digest", flat=True).first()
    revision = Revision.objects.filter(question=row.copy_of_id or pk).newest_first().first()
    if digest == last or (revision and fingerprint(revision.content) == digest):
        return
    row.versions.create(
        content=content,
        digest=digest,
        saved_at=row.saved_at,
        by=row.saved_by,
        by_name=name_of(row.saved_by),
    )
    beyond = newest.values_list("pk", flat=True)[MAX_VERSIONS : MAX_VERSIONS + 1].first()
    if beyond is not None:
        row.versions.filter(pk__lte=beyond).delete()


def savers_since(question: Question, opened: ContentSnapshot) -> list[Saver]:
    """Return who saved a question after it had a certain text, the last one first and nobody twice."""
    savers = [Saver(question.saved_by_id, name_of(question.saved_by))]
    digest = fingerprint(opened)
    for version in question.versions.newest_first().defer("content"):
        if version.digest == digest:
            break
        savers.append(Saver(version.by_id, version.by_name))
    return list(dict.fromkeys(savers))


def restore_version(version: DraftVersion, *, by: User, at: datetime) -> tuple[Question, list[str]]:
    """Store a version as the text of its draft or working copy, or in a new copy of what readers see.

    The replaced text becomes a version.

    Returns:
        the text, and a sentence for each part of the version that could not be restored.

    Raises:
        CannotMove: the text was deleted, or is in review and `by` may not publish.
        WorkingCopyExists: readers see the question, and it has a working copy.
        NotAllowed: `by` may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors can restore versions."))
    if version.question is None:
        raise CannotMove(_("The question of this version was deleted. Look for it in the trash."))
    content, notes = restorable(version.content, at=at)
    with transaction.atomic():
        question = lock_changeable(version.question, by, at)
        if question.status in {Question.Status.PUBLISHED, Question.Status.ARCHIVED}:
            return open_working_copy(question, by=by, at=at, content=content), notes
        notes += _keep_free_slug(content, question)
        return question, notes + apply_snapshot(content, question)


def _keep_free_slug(content: ContentSnapshot, question: Question) -> list[str]:
    """Leave the address of a question as it is if another one has the address of the content."""
    current, question.slug = question.slug, content["slug"]
    if find_address_owner(question) is None:
        return []
    content["slug"] = current
    return [_("Another question has the address of this version, so the address did not change.")]
