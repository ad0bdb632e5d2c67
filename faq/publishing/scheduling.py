"""Scheduled publications: change and cancel them, publish them in time, and set when a question ends."""

import logging
from datetime import datetime

from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from faq import conf
from faq.models import AuditEntry, Question, ScheduledPublication
from faq.models.scheduled_publication import PROBLEM_LENGTH
from faq.publishing import permissions, revisions
from faq.publishing.audit import name_of, record
from faq.publishing.content_snapshot import snapshot_of
from faq.publishing.exceptions import CannotMove, CannotPublish
from faq.publishing.locking import lock
from faq.publishing.publication import make_public, publishable, require_future, require_replaceable
from faq.publishing.working_copies import working_copy_of
from faq.text.times import show_time

log = logging.getLogger(__name__)

# A request publishes this many. Later requests publish the others.
MAX_AT_ONCE = 20


def reschedule(question: Question, since: datetime, *, by: User, at: datetime) -> None:
    """Change the time at which a scheduled text is published.

    Raises:
        CannotMove: it is not scheduled.
        CannotPublish: the time has passed, or it is after the text ends.
        NotAllowed: `by` may not publish.
    """
    _require_may_publish(by)
    require_future(since, at)
    with transaction.atomic():
        question, schedule, before = _scheduled(question, by, at)
        if question.expires_at and question.expires_at <= since:
            raise CannotPublish(_("It would end before it begins."))
        schedule.publish_at = since
        schedule.save()
        if not question.is_copy:
            question.published_at = since
            question.save()
        detail = _("From {} to {}.").format(show_time(before), show_time(since))
        record(AuditEntry.Act.RESCHEDULED, question, by=by, at=at, detail=detail)


def cancel_schedule(question: Question, *, by: User, at: datetime) -> None:
    """Return a scheduled text to the state it had before. Readers notice nothing.

    Raises:
        CannotMove: it is not scheduled, or the new question has a working copy.
        NotAllowed: `by` may not publish.
    """
    _require_may_publish(by)
    with transaction.atomic():
        question, schedule, before = _scheduled(question, by, at)
        if working_copy_of(question):
            raise CannotMove(_("It has a working copy. Publish or discard that first."))
        if not question.is_copy:
            question.status = schedule.previous_status
            question.published_at = schedule.previous_published_at
            question.save()
        drop_schedule(question, before, by=by, at=at)


def last_typed(question: Question) -> dict[str, str]:
    """Return the note and the reason of the last schedule of a text that is not published yet."""
    entries = AuditEntry.objects.filter(
        kind="question",
        object_key=question.pk,
        act__in=[AuditEntry.Act.SCHEDULED, AuditEntry.Act.PUBLISHED],
    )
    last = entries.order_by("-at", "-pk").first()
    if last is None or last.act != AuditEntry.Act.SCHEDULED:
        return {}
    return {name: str(texts[1]) for name, texts in last.changes.items()}


def drop_schedule(question: Question, since: datetime, *, by: User, at: datetime) -> None:
    """Delete the schedule of a locked text, and record that.

    Args:
        question: the text.
        since: for when it was scheduled.
        by: the user.
        at: the current time.
    """
    detail = _("It was scheduled for {}.").format(show_time(since))
    record(AuditEntry.Act.UNSCHEDULED, question, by=by, at=at, detail=detail)
    ScheduledPublication.objects.filter(question=question).delete()


def set_end(question: Question, end: datetime | None, *, by: User, at: datetime) -> None:
    """Set until when readers see a published question.

    Args:
        question: the published or scheduled question.
        end: the time, or None for no end.
        by: the user.
        at: the current time.

    Raises:
        CannotMove: it is not published, or the time has passed or is before it begins.
        NotAllowed: `by` may not publish.
    """
    _require_may_publish(by)
    with transaction.atomic():
        question = lock(question, among=Question.objects.all())
        if question.status != Question.Status.PUBLISHED or question.published_at is None:
            raise CannotMove(_("It is not published."))
        if end and end <= at:
            raise CannotMove(_("{} has passed. To end it now, archive it.").format(show_time(end)))
        if end and end <= question.published_at:
            raise CannotMove(_("It would end before it begins."))
        base = revisions.ensure_current(question, at=at)
        before, question.expires_at = question.expires_at, end
        question.save()
        detail = _("Published until {}.").format(show_time(end)) if end else _("No end.")
        revision = revisions.create_revision(
            question, snapshot_of(question), by=by, at=at, note=detail
        )
        copy = working_copy_of(question)
        if copy and copy.based_on_id == base.pk:
            # The copy was begun from this text, and so it gets the same end unless it has one of its own.
            copy.based_on = revision
            copy.expires_at = end if copy.expires_at == before else copy.expires_at
            copy.save()
        record(AuditEntry.Act.END_SET, question, by=by, at=at, detail=detail)


def publish_due(now: datetime) -> None:
    """Publish the texts whose time has come, each in a transaction of its own and only once.

    A text that can no longer be published returns to its former state, and its schedule says why.

    Args:
        now: the current time. What is recorded has the scheduled one.
    """
    due = ScheduledPublication.objects.due(now)
    # The first reader may speak any language.
    with override(conf.language_code()):
        for pk in list(due.values_list("pk", flat=True)[:MAX_AT_ONCE]):
            with transaction.atomic():
                # Another process may have been faster.
                schedule = due.select_for_update().filter(pk=pk).first()
                if schedule is None or schedule.publish_at is None:
                    continue
                question = lock(schedule.question)
                if question.is_copy:
                    _publish_copy(question, schedule, schedule.publish_at)
                else:
                    _record_publication(question, schedule, now)


def _publish_copy(question: Question, schedule: ScheduledPublication, at: datetime) -> None:
    """Publish a working copy, or say in its schedule why it cannot be published."""
    try:
        with transaction.atomic():
            publishable(question, since=at, at=at)
            if question.copy_of is None:
                raise CannotPublish(_("The question of this copy was deleted."))
            question.copy_of = lock(question.copy_of)
            require_replaceable(question, question.copy_of, bring_back=schedule.brings_back)
            live = make_public(question, by=_person(schedule), at=at, note=schedule.note)
            Question.objects.filter(pk=live.pk).touch(at)
        return
    except (OperationalError, InterfaceError):
        raise
    except (CannotMove, CannotPublish) as error:
        problem = str(error)
    except Exception:
        # It would fail at every request, and no other text would be published.
        log.exception(
            "The scheduled version of question %s was not published.", question.copy_of_id
        )
        problem = _("An error occurred. Publish it now, or tell the people who run this site.")
    schedule.publish_at, schedule.problem = None, problem[:PROBLEM_LENGTH]
    schedule.save()
    record(AuditEntry.Act.NOT_PUBLISHED, question, by=None, at=at, detail=problem)


def _record_publication(question: Question, schedule: ScheduledPublication, now: datetime) -> None:
    """Write the revision and the audit entry of a new question, which readers see since its time."""
    since = question.published_at
    if question.status != Question.Status.PUBLISHED or since is None:
        # A fixture has changed its state.
        schedule.delete()
    elif since > now:
        schedule.publish_at = since
        schedule.save()
    else:
        content, person = snapshot_of(question), _person(schedule)
        revisions.create_revision(question, content, by=person, at=since, note=schedule.note)
        record(AuditEntry.Act.PUBLISHED, question, by=person, at=since, detail=schedule.note)
        schedule.delete()


def _person(schedule: ScheduledPublication) -> User:
    """Return who scheduled a text, by the name alone if the account was deleted."""
    return schedule.by or User(username=schedule.by_name)


def _scheduled(
    question: Question, by: User, at: datetime
) -> tuple[Question, ScheduledPublication, datetime]:
    """Lock a scheduled text and return it with its schedule and its time.

    A question that a fixture scheduled has no row yet, and gets one only when somebody changes it.
    """
    question = lock(question)
    since = question.scheduled_at(at)
    if since is None:
        raise CannotMove(_("It is not scheduled."))
    schedule = ScheduledPublication.objects.filter(question=question).first()
    return question, schedule or _new_schedule(question, since, by), since


def _new_schedule(question: Question, since: datetime, by: User) -> ScheduledPublication:
    return ScheduledPublication(
        question=question,
        publish_at=since,
        by=by,
        by_name=name_of(by),
        previous_status=Question.Status.DRAFT,
    )


def _require_may_publish(by: User) -> None:
    permissions.require(
        permissions.may_publish(by), _("Only reviewers can change when a text is published.")
    )
