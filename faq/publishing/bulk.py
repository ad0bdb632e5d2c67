"""Changes to many questions at once. A question that cannot be changed is skipped, with the reason."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from faq.models import Audience, AuditEntry, Question, Topic
from faq.models.revision import NOTE_LENGTH
from faq.publishing import permissions
from faq.publishing.audit import name_of, record
from faq.publishing.content_snapshot import ContentSnapshot, apply_snapshot, snapshot_of
from faq.publishing.exceptions import CannotMove, CannotPublish
from faq.publishing.locking import lock
from faq.publishing.workflow import publish, submit
from faq.publishing.working_copies import WorkingCopyExists, open_working_copy

_REFUSED = (CannotMove, CannotPublish, WorkingCopyExists, permissions.NotAllowed)


class Skipped(NamedTuple):
    """A question that was not changed, and the reason."""

    question: Question
    reason: str


class BulkResult(NamedTuple):
    """
    Attributes:
        done: the number of changed questions.
        sent: the number of published questions for which a working copy was submitted for review instead.
        skipped: the questions that were not changed.
    """

    done: int
    sent: int
    skipped: list[Skipped]


class BulkEdit(NamedTuple):
    """Changes to apply to many questions; None changes nothing."""

    topic: Topic | None = None
    add: Audience | None = None
    remove: Audience | None = None

    def applied_to(self, content: ContentSnapshot) -> ContentSnapshot:
        """Return the snapshot with the changes."""
        audiences = {*content["audiences"], *([self.add.slug] if self.add else [])}
        audiences -= {self.remove.slug} if self.remove else set()
        topic = self.topic.slug if self.topic else content["topic"]
        return {**content, "topic": topic, "audiences": sorted(audiences)}

    def __str__(self) -> str:
        changes = {
            _("Topic: {}."): self.topic,
            _("Also for {}."): self.add,
            _("No longer for {}."): self.remove,
        }
        return " ".join(text.format(value) for text, value in changes.items() if value)[
            :NOTE_LENGTH
        ]


def apply_to_each(
    questions: Iterable[Question], do: Callable[[Question], bool | None]
) -> BulkResult:
    """Call a function for each question, each in a transaction of its own.

    Args:
        questions: the questions.
        do: the function. It returns True if it submitted a working copy for review instead of the change.
    """
    done = sent = 0
    skipped = []
    for question in questions:
        try:
            with transaction.atomic():
                is_sent = bool(do(question))
        except _REFUSED as problem:
            skipped.append(Skipped(question, str(problem)))
        else:
            sent += is_sent
            done += not is_sent
    return BulkResult(done, sent, skipped)


def assign_all(
    questions: Iterable[Question], owner: User | None, *, by: User, at: datetime
) -> BulkResult:
    """Make somebody the owner of many questions. This changes nothing for readers.

    Raises:
        NotAllowed: `by` may not edit.
    """
    permissions.require(
        permissions.may_edit(by), _("Only editors can change the owner of a question.")
    )

    def do(question: Question) -> None:
        Question.with_copies.filter(pk=question.pk).update_editorial(owner=owner)
        record(
            AuditEntry.Act.ASSIGNED,
            question,
            by=by,
            at=at,
            detail=_("To {}.").format(name_of(owner)),
        )

    return apply_to_each(questions, do)


def edit_all(
    questions: Iterable[Question], edit: BulkEdit, *, by: User, at: datetime
) -> BulkResult:
    """Change the topic or audiences of many questions.

    A question that is not published is changed directly. A published one gets a working copy, which is
    published if `by` may publish, and otherwise submitted for review.

    Raises:
        NotAllowed: `by` may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors can change questions."))
    publishes = permissions.may_publish(by)

    def do(question: Question) -> bool:
        question = lock(question)
        before = snapshot_of(question)
        after = edit.applied_to(before)
        if after == before:
            raise CannotMove(_("It already has this topic and these audiences."))
        if question.status == Question.Status.IN_REVIEW and not publishes:
            raise CannotMove(_("It is in review, so only reviewers can change it."))
        if question.status != Question.Status.PUBLISHED:
            apply_snapshot(after, question)
            return False
        copy = open_working_copy(question, by=by, at=at, content=after)
        if publishes:
            publish(copy, by=by, at=at, note=str(edit))
        else:
            submit(copy, by=by, at=at, note=str(edit))
        return not publishes

    return apply_to_each(questions, do)
