"""Merging two questions. The archived one gives its title, phrasings and address to the other one."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, Redirect, limits
from faq.models.mixins import NOTE_LENGTH
from faq.publishing import permissions
from faq.publishing.audit import record
from faq.publishing.content_snapshot import snapshot_of
from faq.publishing.exceptions import CannotMove
from faq.publishing.locking import lock
from faq.publishing.publication import publish
from faq.publishing.urls.backlinks import recheck_links_to
from faq.publishing.urls.redirects import path_of
from faq.publishing.workflow import archive
from faq.publishing.working_copies import WorkingCopyExists, open_working_copy, working_copy_of


def merge(
    question: Question, into: Question, *, by: User, at: datetime, reason: str = ""
) -> Question:
    """Archive a question and publish its title and phrasings as phrasings of another one; one transaction.

    The address of the archived question redirects to the other one. Votes and stuck reports stay with
    the archived question.

    Args:
        question: the question to archive.
        into: the published question to merge it into.
        by: the user.
        at: the current time.
        reason: why to publish even though a check finds a problem.

    Returns:
        the published question.

    Raises:
        CannotMove: the state of a question forbids it, or a question has a working copy.
        CannotPublish: a check forbids the publication.
        NoteRequired: a check finds a problem, and no reason is given.
        NotAllowed: `by` may not publish.
    """
    permissions.require(permissions.may_publish(by), _("Only reviewers can merge questions."))
    with transaction.atomic():
        question, into = lock(question), lock(into)
        _require_mergeable(question, into, at=at)
        archive(question, by=by, at=at, replaced_by=into)
        merged = _publish_words(question, into, by=by, at=at, reason=reason)
        question.redirects.update(question=merged)
        if question.published_at is not None and question.published_at <= at:
            Redirect.objects.update_or_create(
                old_path=path_of(question), defaults={"question": merged, "topic": None}
            )
        record(AuditEntry.Act.MERGED, question, by=by, at=at, detail=_("Into “{}”.").format(merged))
        recheck_links_to(question, at)
    return merged


def _require_mergeable(question: Question, into: Question, *, at: datetime) -> None:
    if question.pk == into.pk:
        raise CannotMove(_("A question cannot replace itself."))
    if question.is_copy:
        raise CannotMove(_("A working copy cannot be merged. Discard it instead."))
    if not Question.objects.published(at).filter(pk=into.pk).exists():
        raise CannotMove(
            _("“{}” is not published, so readers cannot be redirected there.").format(into)
        )
    for merged in (question, into):
        if copy := working_copy_of(merged):
            message = _("“{}” has a working copy. Publish or discard it first. {}")
            raise CannotMove(message.format(merged, WorkingCopyExists(copy)))


def _publish_words(
    question: Question, into: Question, *, by: User, at: datetime, reason: str
) -> Question:
    """Publish the title and phrasings of a question as phrasings of another one, if they are new to it."""
    content = snapshot_of(into)
    known = {text.casefold() for text in (content["title"], *content["phrasings"])}
    archived = snapshot_of(question)
    new = {
        text.casefold(): text
        for text in (archived["title"], *archived["phrasings"])
        if text.casefold() not in known
    }
    if not new:
        return into
    content["phrasings"] += new.values()
    if len(content["phrasings"]) > limits.MAX_PHRASINGS:
        raise CannotMove(limits.too_many_phrasings())
    copy = open_working_copy(into, by=by, at=at, content=content)
    note = _("Merged with “{}”.").format(question)[:NOTE_LENGTH]
    return publish(copy, by=by, at=at, note=note, reason=reason)
