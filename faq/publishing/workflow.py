"""The transitions of a question: submit, send back, publish and archive."""

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
from faq.publishing.locking import lock
from faq.publishing.style_check import require_style
from faq.publishing.style_rules import warnings
from faq.publishing.urls.redirects import find_address_owner, remove_redirect_from


def submit(question: Question, *, by: User, at: datetime, note: str = "") -> None:
    """Submit a draft or working copy for review.

    Args:
        question: the stored draft or working copy.
        by: the author, to whom reviewers send it back.
        at: the current time.
        note: a comment for the reviewers. It has to explain the warnings of the style rules, if any.

    Raises:
        CannotMove: the text is not a draft or has no answer, or the note is too long.
        BreaksStyleRules: the text breaks a style rule.
        NoteRequired: the style rules warn of something, and the note is empty.
        NotAllowed: `by` may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors can send texts for review."))
    with transaction.atomic():
        question = lock(question)
        if question.status != Question.Status.DRAFT:
            raise CannotMove(_("Its state is already “{}”.").format(question.get_status_display()))
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
        record(AuditEntry.Act.SUBMITTED, question, by=by, at=at)


def send_back(question: Question, text: str, *, by: User, at: datetime) -> None:
    """Send a text in review back to its author, with a comment that says why.

    Authors may take their own text back, without a comment.

    Raises:
        CannotMove: the text is not in review, or the comment is empty or too long.
        NotAllowed: `by` neither may review nor submitted the text.
    """
    with transaction.atomic():
        question = lock(question)
        is_own = question.submitted_by_id == by.pk and permissions.may_edit(by)
        permissions.require(
            permissions.may_review(by) or is_own, _("Only reviewers can send texts back.")
        )
        if question.status != Question.Status.IN_REVIEW:
            raise CannotMove(_("It is not in review."))
        if not is_own or text:
            _comment(question, text, by=by, at=at, sends_back=True)
        question.status = Question.Status.DRAFT
        # Authors who take a text back need no reminder.
        question.sent_back_at = None if is_own else at
        question.save()
        record(AuditEntry.Act.SENT_BACK, question, by=by, at=at)


def comment(question: Question, text: str, *, by: User, at: datetime) -> None:
    """Add a review comment to a draft or working copy.

    Raises:
        CannotMove: the comment is empty or too long.
        NotAllowed: `by` may not edit.
    """
    permissions.require(
        permissions.may_edit(by) or permissions.may_review(by),
        _("Only editors and reviewers can comment."),
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
    """Publish a draft, or replace the text of a question with its working copy; one transaction.

    Args:
        question: the stored draft or working copy. A working copy is deleted.
        by: the user.
        at: the current time.
        since: when readers see the question first, by default at once; a later time schedules it.
        note: for the revision: what has changed.
        reason: why to publish even though a check finds a problem; added to the note.
        over_changes: replace the published text even if it has changed since the copy was started.
        bring_back: publish the working copy of an archived question.

    Returns:
        the published question.

    Raises:
        CannotPublish: the text has no answer, its address is taken, it is already published, or the note
            is too long.
        BreaksStyleRules: the text breaks a style rule.
        NoteRequired: a check finds a problem, and no reason is given.
        IsArchived: the question of the copy is archived, and `bring_back` is false.
        LiveTextChanged: the published text has changed, and `over_changes` is false.
        NotAllowed: `by` may not publish.
    """
    permissions.require(
        permissions.may_publish(by), _("Only reviewers can publish. Send it for review.")
    )
    since = since or at
    with transaction.atomic():
        question = _publishable(question, since=since, at=at)
    # Outside of a transaction: a check may run hundreds of searches, and other writers would wait.
    verdict = checks.run(question, at)
    with transaction.atomic():
        question = _publishable(question, since=since, at=at)
        if snapshot_of(question) != verdict.content:
            verdict = checks.run(question, at)
        note = verdict.note(note, reason)
        if len(note) > NOTE_LENGTH:
            problem = _("The note has {} characters. Use at most {}.")
            raise CannotPublish(problem.format(len(note), NOTE_LENGTH))
        if question.copy_of:
            live = _replace_live_text(
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
            # The new text of a scheduled question keeps its time.
            live.published_at = since
        live.status = Question.Status.PUBLISHED
        live.replaced_by = None
        live.submitted_by = live.submitted_at = live.sent_back_at = None
        live.save()
        remove_redirect_from(live)
        revisions.create_revision(live, snapshot_of(live), by=by, at=at, note=note)
        is_scheduled = live.published_at and live.published_at > at
        act = AuditEntry.Act.SCHEDULED if is_scheduled else AuditEntry.Act.PUBLISHED
        record(act, live, by=by, at=at, detail=note)
        if not is_scheduled:
            verdict.published(live)
    return live


def archive(
    question: Question, *, by: User, at: datetime, replaced_by: Question | None = None
) -> None:
    """Archive a question: readers no longer see it, editors do.

    Args:
        question: the stored question.
        by: the user.
        at: the current time.
        replaced_by: the question to which the page at the old address links.

    Raises:
        CannotMove: it is a working copy, already archived, or its own replacement.
        NotAllowed: `by` may not publish.
    """
    permissions.require(permissions.may_publish(by), _("Only reviewers can archive questions."))
    with transaction.atomic():
        question = lock(question)
        if question.is_copy:
            raise CannotMove(_("A working copy cannot be archived. Discard it instead."))
        if replaced_by is not None and replaced_by.pk == question.pk:
            raise CannotMove(_("A question cannot replace itself."))
        if question.status == Question.Status.ARCHIVED:
            raise CannotMove(_("Its state is already “{}”.").format(question.get_status_display()))
        if question.status == Question.Status.PUBLISHED:
            revisions.ensure_current(question, at=at)
        question.status = Question.Status.ARCHIVED
        if question.published_at and question.published_at > at:
            # It was never visible, so readers are not told that it is gone.
            question.published_at = None
        question.replaced_by = replaced_by or question.replaced_by
        question.save()
        detail = _("The old address links to “{}”.").format(replaced_by) if replaced_by else ""
        record(AuditEntry.Act.ARCHIVED, question, by=by, at=at, detail=detail)


def live_text_changed(copy: Question) -> bool:
    """Return whether the published text has changed since a working copy was started."""
    if copy.copy_of is None:
        return False
    base = copy.based_on
    return base is None or not revisions.has_content(base, snapshot_of(copy.copy_of))


def _nothing_to_read(question: Question) -> str:
    if question.summary or question.body or question.steps.exists():
        return ""
    return _("It has no answer yet: write a summary, a body or steps.")


def _publishable(question: Question, *, since: datetime, at: datetime) -> Question:
    """Lock a question and return it if its state allows publication."""
    question = lock(question)
    if question.status == Question.Status.PUBLISHED:
        raise CannotPublish(_("It is already published."))
    if problem := _nothing_to_read(question):
        raise CannotPublish(problem)
    if owner := find_address_owner(question):
        raise CannotPublish(
            _("The address {} already leads to “{}”. Choose another one.").format(
                question.get_absolute_url(), owner
            )
        )
    scheduled = question.copy_of and question.copy_of.published_at
    if question.expires_at and question.expires_at <= max(since, scheduled or since):
        raise CannotPublish(
            _("The time in “published until” is before it is published. Change or clear that time.")
        )
    if question.copy_of and since > at:
        raise CannotPublish(
            _("Only new questions can be scheduled. A new version replaces the old one at once.")
        )
    return question


def _require_style(question: Question, note: str, *, at: datetime) -> None:
    found = warnings(require_style(snapshot_of(question), at))
    if found and not note.strip():
        raise NoteRequired(_("Fix these, or explain why they are right:"), found)


def _replace_live_text(
    copy: Question, live: Question, *, at: datetime, over_changes: bool, bring_back: bool
) -> Question:
    live = lock(live)
    if live.status == Question.Status.ARCHIVED and not bring_back:
        raise IsArchived(
            _(
                "The question is archived. Publish the copy only if readers should see the question again."
            )
        )
    if not over_changes and live_text_changed(copy):
        raise LiveTextChanged(
            _(
                "The published text has changed since this copy was started. "
                "Compare the two, then publish the copy over it."
            )
        )
    # Keeps changes that a fixture or a program made to the live text.
    revisions.ensure_current(live, at=at)
    content = snapshot_of(copy)
    copy.review_comments.update(question=live)
    # Before the copy is applied, because the steps of both have the same uids.
    copy.delete()
    apply_snapshot(content, live)
    return live


def _comment(
    question: Question, text: str, *, by: User, at: datetime, sends_back: bool = False
) -> None:
    text = text.strip()
    if not text:
        raise CannotMove(_("Write a comment that says what is missing."))
    if len(text) > COMMENT_LENGTH:
        problem = _("The comment has {} characters. Use at most {}.")
        raise CannotMove(problem.format(len(text), COMMENT_LENGTH))
    ReviewComment.objects.create(
        question=question, at=at, by=by, by_name=name_of(by), text=text, sends_back=sends_back
    )
