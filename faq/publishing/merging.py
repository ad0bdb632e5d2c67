"""Two questions made one: the other's words lead to the one that stays, and its address too."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, Redirect
from faq.models.revision import NOTE_LENGTH
from faq.publishing import permissions
from faq.publishing.audit import record
from faq.publishing.content_snapshot import snapshot_of
from faq.publishing.exceptions import CannotMove
from faq.publishing.locking import locked
from faq.publishing.urls.redirects import path_of
from faq.publishing.workflow import archive, publish
from faq.publishing.working_copies import WorkingCopyExists, open_working_copy, working_copy_of


def merge(
    question: Question, into: Question, *, by: User, at: datetime, reason: str = ""
) -> Question:
    """Archive a question in favour of another one, which is found by its words from now on; one transaction.

    Title and phrasings become phrasings of the one that stays, as a revision of it. The address of the
    other one leads there. What readers said of it stays with it.

    Args:
        question: the one that goes.
        into: the one that stays, and that readers see.
        by: who merges.
        at: when.
        reason: why it is right to merge them though a check of publications asks for a reason.

    Returns:
        the one that stays.

    Raises:
        CannotMove: one of them is not where one could do that, or somebody writes a new version of it.
        CannotPublish: the one that stays is not fit to be published again.
        NoteRequired: such a check asks, and no reason is given.
        NotAllowed: by whoever may not publish.
    """
    permissions.require(permissions.may_publish(by), _("Only reviewers merge questions here."))
    with transaction.atomic():
        question, into = locked(question), locked(into)
        _require_mergeable(question, into, at=at)
        archive(question, by=by, at=at, replaced_by=into)
        stays = _take_words(question, into, by=by, at=at, reason=reason)
        question.redirects.update(question=stays)
        if question.published_at is not None and question.published_at <= at:
            Redirect.objects.update_or_create(
                old_path=path_of(question), defaults={"question": stays, "topic": None}
            )
        record(AuditEntry.Act.MERGED, question, by=by, at=at, detail=_("Into “{}”.").format(stays))
    return stays


def _require_mergeable(question: Question, into: Question, *, at: datetime) -> None:
    if question.pk == into.pk:
        raise CannotMove(_("A question cannot replace itself."))
    if question.is_copy:
        raise CannotMove(_("A working copy is discarded, not merged."))
    if not Question.objects.published(at).filter(pk=into.pk).exists():
        raise CannotMove(_("Readers do not see “{}”, so they cannot be led there.").format(into))
    for each in (question, into):
        if copy := working_copy_of(each):
            said = _("“{}” has a working copy. Publish or discard it first. {}")
            raise CannotMove(said.format(each, WorkingCopyExists(copy)))


def _take_words(
    question: Question, into: Question, *, by: User, at: datetime, reason: str
) -> Question:
    """Publish the one that stays with the words of the other, if any are new to it."""
    content = snapshot_of(into)
    known = {text.casefold() for text in (content["title"], *content["phrasings"])}
    theirs = snapshot_of(question)
    new = {
        text.casefold(): text
        for text in (theirs["title"], *theirs["phrasings"])
        if text.casefold() not in known
    }
    if not new:
        return into
    content["phrasings"] += new.values()
    copy = open_working_copy(into, by=by, at=at, content=content)
    note = _("Merged with “{}”.").format(question)[:NOTE_LENGTH]
    return publish(copy, by=by, at=at, note=note, reason=reason)
