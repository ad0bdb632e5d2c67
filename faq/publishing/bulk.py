"""Changes to many questions at once. A question that cannot be changed is skipped, with the reason."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from faq.models import Audience, AuditEntry, Question, Topic
from faq.models.mixins import NOTE_LENGTH
from faq.progress import Report, no_report
from faq.publishing import permissions
from faq.publishing.audit import name_of, record
from faq.publishing.content_snapshot import ContentSnapshot, apply_snapshot, snapshot_of
from faq.publishing.exceptions import CannotMove, CannotPublish
from faq.publishing.locking import lock_changeable
from faq.publishing.publication import publish
from faq.publishing.workflow import archive, submit
from faq.publishing.working_copies import WorkingCopyExists, open_working_copy

# The actions that are transitions, with what to say afterwards.
TRANSITIONS: dict[str, tuple[Callable[..., object], Promise]] = {
    "submit": (submit, gettext_lazy("Sent for review: {}.")),
    "publish": (publish, gettext_lazy("Published: {}.")),
    "archive": (archive, gettext_lazy("Archived: {}.")),
}
_REFUSED = (CannotMove, CannotPublish, WorkingCopyExists, permissions.NotAllowed)


class Skipped(NamedTuple):
    """A question that was not changed, and the reason."""

    question: Question
    reason: str


MAX_REASONS = 20


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

    def refusals(self) -> list[str]:
        """Say which questions were not changed and why: the first MAX_REASONS, and the number of the others."""
        unchanged = _("“{question}” was not changed. {reason}")
        said = [
            unchanged.format(question=question, reason=reason)
            for question, reason in self.skipped[:MAX_REASONS]
        ]
        if more := len(self.skipped[MAX_REASONS:]):
            said.append(_("{} more were not changed.").format(more))
        return said

    def successes(self, message: str, **values: str) -> list[str]:
        """Say how many questions were changed.

        Args:
            message: with {} for the number, and names in braces for the values.
        """
        said = [message.format(self.done, **values)] if self.done else []
        if self.sent:
            said.append(_("New versions sent for review: {}.").format(self.sent))
        return said


class BulkEdit(NamedTuple):
    """Changes to apply to many questions; None changes nothing."""

    topic: Topic | None = None
    add: Audience | None = None
    remove: Audience | None = None

    def applied_to(self, content: ContentSnapshot) -> ContentSnapshot:
        """Return the snapshot with the changes."""
        audiences = {*content["audiences"], *([self.add.slug] if self.add else [])}
        audiences -= {self.remove.slug} if self.remove else set()
        changed: ContentSnapshot = {**content, "audiences": sorted(audiences)}
        if self.topic and self.topic.slug != content["topic"]:
            changed["topic"], changed["section"] = self.topic.slug, ""
        return changed

    def __str__(self) -> str:
        changes = {
            _("Topic: {}."): self.topic,
            _("Also for {}."): self.add,
            _("No longer for {}."): self.remove,
        }
        return " ".join(text.format(value) for text, value in changes.items() if value)[
            :NOTE_LENGTH
        ]


class BulkMessages(NamedTuple):
    """What an action did, in sentences."""

    refusals: list[str]
    successes: list[str]


def apply_action(
    name: str,
    questions: Collection[Question],
    *,
    by: User,
    edit: BulkEdit | None = None,
    owner: User | None = None,
    report: Report = no_report,
) -> BulkMessages:
    """Apply an action to many questions.

    Args:
        name: of the action: a key of TRANSITIONS, or "edit".
        questions: the questions.
        by: the person who acts.
        edit: the changes, for "edit".
        owner: the new owner, for "edit"; None to leave the owners.
        report: called before each question.
    """
    refusals: list[str] = []
    successes: list[str] = []

    def add(result: BulkResult, message: str, **values: str) -> None:
        refusals.extend(result.refusals())
        successes.extend(result.successes(message, **values))

    if name in TRANSITIONS:
        transition, message = TRANSITIONS[name]

        def do(question: Question) -> None:
            transition(question, by=by, at=timezone.now())

        add(apply_to_each(questions, do, report=report), str(message))
    if edit and any(edit):
        result = edit_all(questions, edit, by=by, at=timezone.now(), report=report)
        add(result, _("Changed: {}."))
    if owner:
        result = assign_all(questions, owner, by=by, at=timezone.now(), report=report)
        add(result, _("Owner set to {owner}: {}."), owner=name_of(owner))
    return BulkMessages(refusals, successes)


def apply_to_each(
    questions: Collection[Question],
    do: Callable[[Question], bool | None],
    *,
    report: Report = no_report,
) -> BulkResult:
    """Call a function for each question, each in a transaction of its own.

    Args:
        questions: the questions.
        do: the function. It returns True if it submitted a working copy for review instead of the change.
        report: called before each question.
    """
    done = sent = 0
    skipped = []
    for number, question in enumerate(questions):
        report(number, len(questions))
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
    questions: Collection[Question],
    owner: User | None,
    *,
    by: User,
    at: datetime,
    report: Report = no_report,
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

    return apply_to_each(questions, do, report=report)


def edit_all(
    questions: Collection[Question],
    edit: BulkEdit,
    *,
    by: User,
    at: datetime,
    report: Report = no_report,
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
        question = lock_changeable(question, by, at)
        before = snapshot_of(question)
        after = edit.applied_to(before)
        if after == before:
            raise CannotMove(_("It already has this topic and these audiences."))
        if question.status != Question.Status.PUBLISHED:
            apply_snapshot(after, question)
            return False
        copy = open_working_copy(question, by=by, at=at, content=after)
        if publishes:
            publish(copy, by=by, at=at, note=str(edit))
        else:
            submit(copy, by=by, at=at, note=str(edit))
        return not publishes

    return apply_to_each(questions, do, report=report)
