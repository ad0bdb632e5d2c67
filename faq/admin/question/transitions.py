"""The transitions of the workflow: for each its button, its texts, who may use it and what it does."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from faq import publishing
from faq.admin.forms import CleanedData
from faq.admin.question.transition_forms import (
    ArchiveForm,
    CommentForm,
    EndForm,
    MergeForm,
    PublishForm,
    RescheduleForm,
    SubmitForm,
    TransitionForm,
)
from faq.models import Question
from faq.publishing import permissions
from faq.publishing.working_copies import working_copy_of

_DRAFT, _IN_REVIEW, _PUBLISHED, _ARCHIVED = Question.Status


class Transition(NamedTuple):
    """A transition of a question.

    Attributes:
        name: the last part of its address.
        label: the text of the button; starts with a verb.
        description: what will happen; shown before.
        done_message: what has happened; shown after.
        is_open: tells whether a user may make the transition in the question's present state.
        do: makes the transition and returns the question to show next, or None if it was deleted.
        form: asks for what `do` needs.
        is_destructive: whether readers or editors lose something.
        is_secondary: whether its button stands in the menu of further actions.
    """

    name: str
    label: StrOrPromise
    description: StrOrPromise
    done_message: StrOrPromise
    is_open: Callable[[Question, User], bool]
    do: Callable[[Question, User, datetime, CleanedData], Question | None]
    form: type[TransitionForm] = TransitionForm
    is_destructive: bool = False
    is_secondary: bool = False


def _edit(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    try:
        return publishing.open_working_copy(question, by=by, at=at)
    except publishing.WorkingCopyExists as problem:
        return problem.copy


def _submit(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    publishing.submit(question, by=by, at=at, **cleaned)
    return question


def _send_back(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    publishing.send_back(question, cleaned.get("text", ""), by=by, at=at)
    return question


def _publish(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    return publishing.publish(question, by=by, at=at, **cleaned)


def _reschedule(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    publishing.reschedule(question, cleaned["since"], by=by, at=at)
    return question


def _cancel_schedule(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    publishing.cancel_schedule(question, by=by, at=at)
    return question


def _set_end(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    publishing.set_end(question, cleaned["end"], by=by, at=at)
    return question


def _archive(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    publishing.archive(question, by=by, at=at, **cleaned)
    return question


def _discard(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question | None:
    live = question.copy_of
    publishing.discard(question, by=by, at=at)
    return live


def _comment(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    publishing.comment(question, cleaned["text"], by=by, at=at)
    return question


def _duplicate(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    return publishing.duplicate(question, by=by, at=at)


def _merge(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    return publishing.merge(
        question, cleaned["replaced_by"], by=by, at=at, reason=cleaned.get("reason", "")
    )


def _is_scheduled(question: Question) -> bool:
    return question.is_scheduled(timezone.now())


def _has_state(question: Question, state: Question.Status) -> bool:
    """Return whether a text has a state, and does not wait for its time."""
    return question.status == state and not _is_scheduled(question)


def _is_own(question: Question, by: User) -> bool:
    return _has_state(question, _IN_REVIEW) and question.submitted_by_id == by.pk


TRANSITIONS = {
    transition.name: transition
    for transition in (
        Transition(
            "edit",
            _("Edit"),
            _("Readers keep seeing the current text until the new one is published."),
            _("This is a working copy. Readers see the old text until you publish this one."),
            lambda question, by: (
                question.status == _PUBLISHED
                and permissions.may_edit(by)
                and not working_copy_of(question)
            ),
            _edit,
        ),
        Transition(
            "submit",
            _("Send for review"),
            _("It appears on the reviewers’ dashboard. They publish it or send it back."),
            _("Sent for review."),
            lambda question, by: _has_state(question, _DRAFT) and permissions.may_edit(by),
            _submit,
            SubmitForm,
        ),
        Transition(
            "take-back",
            _("Withdraw from review"),
            _("It becomes a draft again and you can keep writing."),
            _("Withdrawn. It is a draft again."),
            lambda question, by: _is_own(question, by) and permissions.may_edit(by),
            _send_back,
        ),
        Transition(
            "send-back",
            _("Send back"),
            _("It appears on the writer’s dashboard with your comment."),
            _("Sent back."),
            lambda question, by: (
                _has_state(question, _IN_REVIEW)
                and permissions.may_review(by)
                and not _is_own(question, by)
            ),
            _send_back,
            CommentForm,
        ),
        Transition(
            "publish",
            _("Publish"),
            _("Readers will see exactly this text."),
            _("Published."),
            lambda question, by: (
                (question.status != _PUBLISHED or _is_scheduled(question))
                and permissions.may_publish(by)
            ),
            _publish,
            PublishForm,
        ),
        Transition(
            "reschedule",
            _("Change the time"),
            _("Readers will see exactly this text from the new time on."),
            _("The time was changed."),
            lambda question, by: _is_scheduled(question) and permissions.may_publish(by),
            _reschedule,
            RescheduleForm,
        ),
        Transition(
            "cancel-schedule",
            _("Cancel the schedule"),
            _(
                "It returns to the state it had before, and can be edited again. Readers notice nothing."
            ),
            _(
                "The schedule was cancelled. Readers will not see this text until somebody publishes it."
            ),
            lambda question, by: _is_scheduled(question) and permissions.may_publish(by),
            _cancel_schedule,
        ),
        Transition(
            "end",
            _("Set the end"),
            _("This needs no new version. It is recorded in the history."),
            _("The end was changed."),
            lambda question, by: question.status == _PUBLISHED and permissions.may_publish(by),
            _set_end,
            EndForm,
            is_secondary=True,
        ),
        Transition(
            "discard",
            _("Discard this copy"),
            _(
                "This copy goes into the trash, where it can be restored for 30 days. Its author is told. "
                "Readers notice nothing."
            ),
            _("Discarded. The published text has not changed."),
            lambda question, by: (
                question.is_copy
                and not _is_scheduled(question)
                and permissions.may_edit(by)
                and not permissions.why_locked_by_review(question, by)
            ),
            _discard,
            is_destructive=True,
            is_secondary=True,
        ),
        Transition(
            "archive",
            _("Archive"),
            _("Readers are told that it is no longer answered. It stays here, with its history."),
            _("Archived."),
            lambda question, by: question.status == _PUBLISHED and permissions.may_publish(by),
            _archive,
            ArchiveForm,
            is_destructive=True,
            is_secondary=True,
        ),
        Transition(
            "duplicate",
            _("Duplicate"),
            _(
                "Creates a new draft with this text and its own address. This question does not change."
            ),
            _("This is the new draft. Give it its own title and address."),
            lambda question, by: not question.is_copy and permissions.may_add(by),
            _duplicate,
            is_secondary=True,
        ),
        Transition(
            "merge",
            _("Merge"),
            _(
                "This question is archived and its address redirects to the one you keep. Feedback "
                "from readers stays here."
            ),
            _("Merged. This is the question you kept."),
            lambda question, by: (
                not question.is_copy
                and question.status != _ARCHIVED
                and permissions.may_publish(by)
            ),
            _merge,
            MergeForm,
            is_destructive=True,
            is_secondary=True,
        ),
        Transition(
            "comment",
            _("Comment"),
            _("Everyone who works on this text can read it here."),
            _("Comment added."),
            lambda question, by: (
                question.status in {_DRAFT, _IN_REVIEW}
                and (permissions.may_edit(by) or permissions.may_review(by))
            ),
            _comment,
            CommentForm,
        ),
    )
}
