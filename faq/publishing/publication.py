"""Publication: a draft or working copy becomes what readers see, now or later."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import AuditEntry, Question, ScheduledPublication
from faq.models.audit_entry import Changes
from faq.models.mixins import NOTE_LENGTH
from faq.publishing import checks, permissions, revisions
from faq.publishing.audit import name_of, record
from faq.publishing.content_snapshot import apply_snapshot, snapshot_of
from faq.publishing.exceptions import (
    CannotPublish,
    IsArchived,
    LiveTextChanged,
)
from faq.publishing.locking import lock
from faq.publishing.urls.backlinks import recheck_links_to
from faq.publishing.urls.redirects import find_address_owner, remove_redirect_from
from faq.text.times import show_time


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
        since: when readers see this text first, by default now. At a later time it is published by itself.
        note: for the revision: what has changed.
        reason: why to publish even though a check finds a problem; added to the note.
        over_changes: replace the published text even if it has changed since the copy was started.
        bring_back: publish the working copy of an archived question.

    Returns:
        the published question, or the text that is scheduled.

    Raises:
        CannotPublish: the text has no answer, its address is taken, it is already published, `since` has
            passed, or the note is too long.
        BreaksStyleRules: the text breaks a style rule.
        NoteRequired: a check finds a problem, and no reason is given.
        IsArchived: the question of the copy is archived, and `bring_back` is false.
        LiveTextChanged: the published text has changed, and `over_changes` is false.
        NotAllowed: `by` may not publish.
    """
    permissions.require(
        permissions.may_publish(by), _("Only reviewers can publish. Send it for review.")
    )
    if since is not None:
        require_future(since, at)
    since = since or at
    with transaction.atomic():
        question = publishable(question, since=since, at=at)
    # Outside of a transaction: a check may run hundreds of searches, and other writers would wait.
    verdict = checks.run(question, at)
    with transaction.atomic():
        question = publishable(question, since=since, at=at)
        if snapshot_of(question) != verdict.content:
            verdict = checks.run(question, at)
        typed = {"note": ("", note), "reason": ("", reason)}
        note = verdict.note(note, reason)
        if len(note) > NOTE_LENGTH:
            problem = _("The note has {} characters. Use at most {}.")
            raise CannotPublish(problem.format(len(note), NOTE_LENGTH))
        if question.copy_of:
            question.copy_of = lock(question.copy_of)
            require_replaceable(
                question, question.copy_of, over_changes=over_changes, bring_back=bring_back
            )
        if since > at:
            return _schedule(
                question, since, by=by, at=at, note=note, brings_back=bring_back, typed=typed
            )
        live = make_public(question, by=by, at=at, note=note)
        if not live.is_scheduled(at):
            verdict.published(live)
        recheck_links_to(live, at)
    return live


def make_public(question: Question, *, by: User, at: datetime, note: str) -> Question:
    """Make a locked text what readers see, in the transaction of the caller. A working copy is deleted.

    Returns:
        the published question. The new text of a scheduled question keeps its time.
    """
    live, concerned = question, question.concerned_ids()
    if question.copy_of:
        live = _replace_live_text(question, question.copy_of, at=at)
    if live is question or live.status != Question.Status.PUBLISHED:
        live.published_at = at
    live.status = Question.Status.PUBLISHED
    live.is_copy = False
    live.replaced_by = None
    live.submitted_by = live.submitted_at = live.sent_back_at = None
    live.save()
    remove_redirect_from(live)
    revisions.create_revision(live, snapshot_of(live), by=by, at=at, note=note)
    is_scheduled = live.is_scheduled(at)
    if not is_scheduled:
        ScheduledPublication.objects.filter(question=live).delete()
    act = AuditEntry.Act.SCHEDULED if is_scheduled else AuditEntry.Act.PUBLISHED
    record(act, live, by=by, at=at, detail=note, concerned=concerned)
    return live


def _schedule(
    question: Question,
    since: datetime,
    *,
    by: User,
    at: datetime,
    note: str,
    brings_back: bool,
    typed: Changes,
) -> Question:
    """Let time publish a locked text. Until then nobody changes it.

    The audit log keeps what was typed, for the form after the schedule was cancelled.
    """
    known = ScheduledPublication.objects.waiting().filter(question=question).first()
    ScheduledPublication.objects.update_or_create(
        question=question,
        defaults={
            "publish_at": since,
            "by": by,
            "by_name": name_of(by),
            "note": note,
            "previous_status": known.previous_status if known else question.status,
            "previous_published_at": (
                known.previous_published_at if known else question.published_at
            ),
            "brings_back": brings_back,
            "problem": "",
        },
    )
    if question.copy_of:
        # Changes of the published text up to now are accepted, later ones are not.
        question.based_on = revisions.ensure_current(question.copy_of, at=at)
    else:
        question.status = Question.Status.PUBLISHED
        question.published_at = since
        question.is_copy = False
        remove_redirect_from(question)
    question.save()
    detail = _("For {}.").format(show_time(since))
    record(
        AuditEntry.Act.SCHEDULED,
        question,
        by=by,
        at=at,
        detail=f"{detail} {note}".strip(),
        changes={name: texts for name, texts in typed.items() if texts[1]},
    )
    return question


def require_future(since: datetime, at: datetime) -> None:
    """Raise CannotPublish unless a time is still to come."""
    if since <= at:
        raise CannotPublish(_("{} has passed. Choose a later time.").format(show_time(since)))


def live_text_changed(copy: Question) -> bool:
    """Return whether the published text has changed since a working copy was started."""
    if copy.copy_of is None:
        return False
    base = copy.based_on
    return base is None or not revisions.has_content(base, snapshot_of(copy.copy_of))


def nothing_to_read(question: Question) -> str:
    """Return why a text cannot be read by anybody, or an empty text."""
    if question.summary or question.body or question.steps.exists():
        return ""
    return _("It has no answer yet: write a summary, a body or steps.")


def publishable(question: Question, *, since: datetime, at: datetime) -> Question:
    """Lock a question and return it if its state allows publication."""
    question = lock(question)
    if question.status == Question.Status.PUBLISHED and not question.is_scheduled(at):
        raise CannotPublish(_("It is already published."))
    if problem := nothing_to_read(question):
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
    return question


def require_replaceable(
    copy: Question, live: Question, *, over_changes: bool = False, bring_back: bool = False
) -> None:
    """Refuse to replace a text that readers no longer see, or that has changed since.

    Raises:
        IsArchived: the question of the copy is archived, and `bring_back` is false.
        LiveTextChanged: the published text has changed, and `over_changes` is false.
    """
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


def _replace_live_text(copy: Question, live: Question, *, at: datetime) -> Question:
    # Keeps changes that a fixture or a program made to the live text.
    revisions.ensure_current(live, at=at)
    content = snapshot_of(copy)
    copy.review_comments.update(question=live)
    copy.versions.update(question=live)
    # Before the copy is applied, because the steps of both have the same uids.
    copy.is_superseded = True
    copy.delete()
    apply_snapshot(content, live)
    return live
