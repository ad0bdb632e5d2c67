"""The same done with many questions: what cannot be done with one is left out, and said why."""

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
from faq.publishing.locking import locked
from faq.publishing.workflow import publish, submit
from faq.publishing.working_copies import WorkingCopyExists, open_working_copy

_REFUSED = (CannotMove, CannotPublish, WorkingCopyExists, permissions.NotAllowed)


class LeftOut(NamedTuple):
    """A question with which nothing was done, and why."""

    question: Question
    reason: str


class BulkResult(NamedTuple):
    """
    Attributes:
        done: with how many questions it was done.
        sent: of how many published ones a new version was sent for review instead.
        left_out: the others.
    """

    done: int
    sent: int
    left_out: list[LeftOut]


class BulkEdit(NamedTuple):
    """What is to be changed in many questions; None leaves it as it is."""

    topic: Topic | None = None
    add: Audience | None = None
    remove: Audience | None = None

    def applied_to(self, content: ContentSnapshot) -> ContentSnapshot:
        """What a question says then."""
        audiences = {*content["audiences"], *([self.add.slug] if self.add else [])}
        audiences -= {self.remove.slug} if self.remove else set()
        topic = self.topic.slug if self.topic else content["topic"]
        return {**content, "topic": topic, "audiences": sorted(audiences)}

    def __str__(self) -> str:
        said = {
            _("Topic: {}."): self.topic,
            _("Also for {}."): self.add,
            _("No longer for {}."): self.remove,
        }
        return " ".join(text.format(each) for text, each in said.items() if each)[:NOTE_LENGTH]


def each(questions: Iterable[Question], do: Callable[[Question], bool | None]) -> BulkResult:
    """Do something with each of many questions, a transaction for each.

    Args:
        questions: with which.
        do: does it, and returns True if a new version was sent for review instead.
    """
    done = sent = 0
    left_out = []
    for question in questions:
        try:
            with transaction.atomic():
                is_sent = bool(do(question))
        except _REFUSED as problem:
            left_out.append(LeftOut(question, str(problem)))
        else:
            sent += is_sent
            done += not is_sent
    return BulkResult(done, sent, left_out)


def assign_all(
    questions: Iterable[Question], owner: User | None, *, by: User, at: datetime
) -> BulkResult:
    """Make somebody the owner of many questions, which readers do not notice.

    Raises:
        NotAllowed: by whoever may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors say who looks after a question."))

    def do(question: Question) -> None:
        Question.with_copies.filter(pk=question.pk).update_editorial(owner=owner)
        record(
            AuditEntry.Act.GIVEN, question, by=by, at=at, detail=_("To {}.").format(name_of(owner))
        )

    return each(questions, do)


def edit_all(
    questions: Iterable[Question], edit: BulkEdit, *, by: User, at: datetime
) -> BulkResult:
    """Change topic or audiences of many questions.

    What readers do not see is changed in its place. A published question is published anew, with a
    revision, by whoever may publish; of others a working copy is sent for review.

    Raises:
        NotAllowed: by whoever may not edit.
    """
    permissions.require(permissions.may_edit(by), _("Only editors change questions."))
    publishes = permissions.may_publish(by)

    def do(question: Question) -> bool:
        question = locked(question)
        before = snapshot_of(question)
        after = edit.applied_to(before)
        if after == before:
            raise CannotMove(_("It is so already."))
        if question.status == Question.Status.IN_REVIEW and not publishes:
            raise CannotMove(_("It is in review."))
        if question.status != Question.Status.PUBLISHED:
            apply_snapshot(after, question)
            return False
        copy = open_working_copy(question, by=by, at=at, content=after)
        if publishes:
            publish(copy, by=by, at=at, note=str(edit))
        else:
            submit(copy, by=by, at=at, note=str(edit))
        return not publishes

    return each(questions, do)
