"""The ways a question gets to its reviewer, to readers and away from them again."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, ReviewComment
from faq.models.review_comment import COMMENT_LENGTH
from faq.models.revision import NOTE_LENGTH
from faq.publishing import checks, permissions, revisions
from faq.publishing.audit import name_of, record
from faq.publishing.content_snapshot import apply_snapshot, snapshot_of
from faq.publishing.exceptions import (
    CannotMove,
    CannotPublish,
    IsArchived,
    LiveTextChanged,
    NoteRequired,
)
from faq.publishing.locking import locked
from faq.publishing.style_check import require_style
from faq.publishing.style_rules import warnings
from faq.publishing.urls.redirects import find_owner, reclaim


def submit(question: Question, *, by: User, at: datetime, note: str = "") -> None:
    """Hand a draft or a working copy to the reviewers.

    Args:
        question: as it is stored.
        by: who wrote it, and gets it back if it is sent back.
        at: when.
        note: to the reviewers, as a comment; says why the text is right where the style rules warn.

    Raises:
        CannotMove: it is no draft, has no answer yet, or the note is too long.
        BreaksStyleRules: it breaks a style rule.
        NoteRequired: the style rules warn of something, and there is no note.
        NotAllowed: by whoever may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors send texts for review."))
    with transaction.atomic():
        question = locked(question)
        if question.status != Question.Status.DRAFT:
            raise CannotMove(_("Its state is “{}” already.").format(question.get_status_display()))
        if problem := _nothing_to_read(question):
            raise CannotMove(problem)
        _require_style(question, note, at=at)
        if note.strip():
            _comment(question, note, by=by, at=at)
        question.status = Question.Status.IN_REVIEW
        question.submitted_by = by
        question.submitted_at = at
        question.sent_back_at = None
        question.save()
        record(AuditEntry.Act.SENT, question, by=by, at=at)


def send_back(question: Question, text: str, *, by: User, at: datetime) -> None:
    """Give a text in review back to whoever sent it, and say why.

    Raises:
        CannotMove: it is not in review, or nothing is said.
        NotAllowed: by whoever may neither review nor is the one who sent it.
    """
    with transaction.atomic():
        question = locked(question)
        is_own = question.submitted_by_id == by.pk and permissions.may_edit(by)
        permissions.require(
            permissions.may_review(by) or is_own, _("Only reviewers send texts back.")
        )
        if question.status != Question.Status.IN_REVIEW:
            raise CannotMove(_("It is not in review."))
        if not is_own or text:
            _comment(question, text, by=by, at=at, sends_back=True)
        question.status = Question.Status.DRAFT
        # Whoever takes a text back knows it.
        question.sent_back_at = None if is_own else at
        question.save()
        record(AuditEntry.Act.SENT_BACK, question, by=by, at=at)


def comment(question: Question, text: str, *, by: User, at: datetime) -> None:
    """Say something about a draft or a working copy, to be read by all who work on it.

    Raises:
        CannotMove: nothing is said, or too much.
        NotAllowed: by whoever may not edit.
    """
    permissions.require(
        permissions.may_edit(by) or permissions.may_review(by), _("Only editors comment.")
    )
    _comment(question, text, by=by, at=at)


def publish(
    question: Question,
    *,
    by: User,
    at: datetime,
    since: datetime | None = None,
    note: str = "",
    reason: str = "",
    over_changes: bool = False,
    bring_back: bool = False,
) -> Question:
    """Let readers see a draft, or a working copy in the place of what they see now; one transaction.

    Args:
        question: as it is stored; of a working copy nothing but the history is left.
        by: who publishes.
        at: when; readers see it from this moment on, unless another is given.
        since: from when on readers see it; a time to come schedules it.
        note: for the history: what is new.
        reason: why it is right to publish it though a check asks for a reason; follows the note.
        over_changes: publish a copy though the text that readers see was changed meanwhile.
        bring_back: publish a copy though its question is archived.

    Returns:
        the question that readers see.

    Raises:
        CannotPublish: it has no answer, its address is taken, it is published already, or what the
            history is to say is too long.
        BreaksStyleRules: it breaks a style rule.
        NoteRequired: a check asks for a reason, and none is given.
        IsArchived: of a copy, and `bring_back` is false.
        LiveTextChanged: of a copy, and `over_changes` is false.
        NotAllowed: by whoever may not publish.
    """
    permissions.require(
        permissions.may_publish(by), _("Only reviewers publish here. Send it for review.")
    )
    since = since or at
    with transaction.atomic():
        question = _publishable(question, since=since, at=at)
    # Not in a transaction of our own: a check may search hundreds of times, and other writers would wait.
    verdict = checks.run(question, at)
    with transaction.atomic():
        question = _publishable(question, since=since, at=at)
        if snapshot_of(question) != verdict.content:
            verdict = checks.run(question, at)
        note = verdict.note(note, reason)
        if len(note) > NOTE_LENGTH:
            problem = _("The note has {} characters; at most {} fit. Say it in fewer words.")
            raise CannotPublish(problem.format(len(note), NOTE_LENGTH))
        if question.copy_of:
            live = _put_in_place(
                question,
                question.copy_of,
                at=at,
                over_changes=over_changes,
                bring_back=bring_back,
            )
        else:
            live = question
            live.is_copy = False
        if live.status != Question.Status.PUBLISHED:
            # A new version of what is scheduled waits with it.
            live.published_at = since
        live.status = Question.Status.PUBLISHED
        live.replaced_by = None
        live.submitted_by = live.submitted_at = live.sent_back_at = None
        live.save()
        reclaim(live)
        revisions.create_revision(live, snapshot_of(live), by=by, at=at, note=note)
        waits = live.published_at and live.published_at > at
        act = AuditEntry.Act.SCHEDULED if waits else AuditEntry.Act.PUBLISHED
        record(act, live, by=by, at=at, detail=note)
        if not waits:
            verdict.published(live)
    return live


def archive(
    question: Question, *, by: User, at: datetime, replaced_by: Question | None = None
) -> None:
    """Take the question away from readers and keep it for editors.

    Args:
        question: as it is stored.
        by: who archives.
        at: when; kept in the history.
        replaced_by: where its readers are led instead.

    Raises:
        CannotMove: it is a working copy, archived already, or its own replacement.
        NotAllowed: by whoever may not publish.
    """
    permissions.require(permissions.may_publish(by), _("Only reviewers archive here."))
    with transaction.atomic():
        question = locked(question)
        if question.is_copy:
            raise CannotMove(_("A working copy is discarded, not archived."))
        if replaced_by is not None and replaced_by.pk == question.pk:
            raise CannotMove(_("A question cannot replace itself."))
        if question.status == Question.Status.ARCHIVED:
            raise CannotMove(_("Its state is “{}” already.").format(question.get_status_display()))
        if question.status == Question.Status.PUBLISHED:
            revisions.current(question, at=at)
        question.status = Question.Status.ARCHIVED
        if question.published_at and question.published_at > at:
            # No reader ever saw it, so nobody shall be told that it is gone.
            question.published_at = None
        question.replaced_by = replaced_by or question.replaced_by
        question.save()
        detail = _("Readers are led to “{}”.").format(replaced_by) if replaced_by else ""
        record(AuditEntry.Act.ARCHIVED, question, by=by, at=at, detail=detail)


def live_text_changed(copy: Question) -> bool:
    """Whether what readers see is not what a working copy was begun with, so that publishing would undo it."""
    if copy.copy_of is None:
        return False
    begun_with = copy.based_on
    return begun_with is None or not revisions.says(begun_with, snapshot_of(copy.copy_of))


def _nothing_to_read(question: Question) -> str:
    if question.summary or question.body or question.steps.exists():
        return ""
    return _("It has no answer yet: write a summary, a body or steps.")


def _publishable(question: Question, *, since: datetime, at: datetime) -> Question:
    """The question as it is stored now, locked, if it may be published at all."""
    question = locked(question)
    if question.status == Question.Status.PUBLISHED:
        raise CannotPublish(_("It is published already."))
    if problem := _nothing_to_read(question):
        raise CannotPublish(problem)
    if owner := find_owner(question):
        raise CannotPublish(
            _("The address {} belongs to “{}” by now. Choose another.").format(
                question.get_absolute_url(), owner
            )
        )
    scheduled = question.copy_of and question.copy_of.published_at
    if question.expires_at and question.expires_at <= max(since, scheduled or since):
        raise CannotPublish(
            _("The time at which it ends comes before it begins. Change or clear it.")
        )
    if question.copy_of and since > at:
        raise CannotPublish(
            _(
                "A new version of a question replaces the old one at once. "
                "A time to come can be given to new questions only."
            )
        )
    return question


def _require_style(question: Question, note: str, *, at: datetime) -> None:
    found = warnings(require_style(snapshot_of(question), at))
    if found and not note.strip():
        raise NoteRequired(_("Fix these, or say in a few words why they are right:"), found)


def _put_in_place(
    copy: Question, live: Question, *, at: datetime, over_changes: bool, bring_back: bool
) -> Question:
    live = locked(live)
    if live.status == Question.Status.ARCHIVED and not bring_back:
        raise IsArchived(
            _("Readers are told that it is gone. Publish it only to bring it back for them.")
        )
    if not over_changes and live_text_changed(copy):
        raise LiveTextChanged(
            _(
                "The text that readers see was changed after this copy was begun. "
                "Compare the two, then publish over the change."
            )
        )
    # What was changed there is kept as well.
    revisions.current(live, at=at)
    content = snapshot_of(copy)
    copy.review_comments.update(question=live)
    # First: the steps of both have the same identities, and the copy is in nobody's way then.
    copy.delete()
    apply_snapshot(content, live)
    return live


def _comment(
    question: Question, text: str, *, by: User, at: datetime, sends_back: bool = False
) -> None:
    text = text.strip()
    if not text:
        raise CannotMove(_("Say in a few words what is missing."))
    if len(text) > COMMENT_LENGTH:
        problem = _("That is {} characters; at most {} are kept.")
        raise CannotMove(problem.format(len(text), COMMENT_LENGTH))
    ReviewComment.objects.create(
        question=question, at=at, by=by, by_name=name_of(by), text=text, sends_back=sends_back
    )
