"""What importing a table would change, and how the change is made: all of it or nothing."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from faq.importing.spreadsheets.csv_file import TableRow
from faq.importing.spreadsheets.validation import KnownSlugs, RowProblem, validate_row
from faq.models import Audience, AuditEntry, Question, Topic
from faq.publishing import (
    ContentSnapshot,
    WorkingCopyExists,
    apply_snapshot,
    fingerprint,
    open_working_copy,
    permissions,
    snapshots_of,
)
from faq.publishing.audit import record
from faq.publishing.content_snapshot import StepSnapshot
from faq.publishing.urls.redirects import claimed_by, former_owners

# As many as one request can save in its time; others wait for the database meanwhile.
MAX_CHANGES = 500
# Rows that are compared with the database at once.
_BATCH = 500

ChangeKind = Literal["new", "text", "copy"]


class StalePlan(Exception):
    """The questions have changed since somebody looked at the plan; nothing was imported."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Something of it was changed meanwhile, and nothing was taken in. Look at it once more."
            )
        )


class RowChange(NamedTuple):
    """What importing one row would change.

    Args:
        row: the number of the row, as a spreadsheet counts.
        kind: "new" becomes a draft, "copy" a working copy of a published question; "text" is written into a
            question that readers do not see.
        question: the stored one; None for a new one.
        before: its stored content; None for a new one.
        content: what the row says.
    """

    row: int
    kind: ChangeKind
    question: Question | None
    before: ContentSnapshot | None
    content: ContentSnapshot


class TablePlan(NamedTuple):
    """What importing a table would change.

    Args:
        changes: one for each row that differs from its question.
        unchanged: how many rows are as their questions.
        problems: why the table is not imported.
    """

    changes: list[RowChange]
    unchanged: int
    problems: list[RowProblem]

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """How many changes there are of each kind."""
        kinds = [change.kind for change in self.changes]
        every: tuple[ChangeKind, ...] = ("new", "text", "copy")
        return {kind: kinds.count(kind) for kind in every}

    @property
    def digest(self) -> str:
        """The same for plans that make the same changes to the same content; 32 hexadecimal digits."""
        whole = hashlib.blake2b(digest_size=16)
        for change in self.changes:
            before = fingerprint(change.before) if change.before else ""
            after = fingerprint(_without_new_uids(change))
            whole.update(f"{change.row} {change.kind} {before} {after}\n".encode())
        return whole.hexdigest()


def plan_table(rows: list[TableRow], *, by: User) -> TablePlan:
    """Plan the import of a table. Nothing is changed.

    Args:
        rows: of the table.
        by: who imports it.

    Raises:
        NotAllowed: this person may not edit questions and make drafts.
    """
    permissions.require(permissions.may_move(by), _("Only editors take in tables."))
    known = KnownSlugs(
        set(Topic.objects.values_list("slug", flat=True)),
        set(Audience.objects.values_list("slug", flat=True)),
    )
    changes: list[RowChange] = []
    problems: list[RowProblem] = []
    unchanged = 0
    first: dict[str, int] = {}
    for row, question, before, owner in _with_stored(rows):
        content, found = validate_row(row, before, known)
        slug = content["slug"]
        if slug in first:
            message = _("Row {} has the same address.").format(first[slug])
            found.append(RowProblem(row.number, "slug", message))
        first.setdefault(slug, row.number)
        if content == before and not found:
            unchanged += 1
            continue
        change = RowChange(row.number, _kind(question), question, before, content)
        if message := _conflict(change, owner, by):
            found.append(RowProblem(row.number, "slug", message))
        problems += found
        changes.append(change)
    if len(changes) > MAX_CHANGES:
        message = _("It would change {} questions; at most {} are changed at once. Divide it.")
        message = message.format(len(changes), MAX_CHANGES)
        problems.append(RowProblem(changes[MAX_CHANGES].row, "slug", message))
    return TablePlan(changes, unchanged, problems)


def apply_plan(
    rows: list[TableRow], digest: str, *, by: User, at: datetime, name: str = ""
) -> TablePlan:
    """Import a table in one transaction: new drafts, new texts of drafts, and working copies.

    Args:
        rows: of the table.
        digest: of the plan that somebody looked at.
        by: who imports it.
        at: when.
        name: of the file, for the audit log.

    Returns:
        what was done.

    Raises:
        StalePlan: the questions have changed since the plan was made.
        NotAllowed: this person may not edit questions and make drafts.
    """
    try:
        with transaction.atomic():
            # Made anew within the transaction, during which nobody else can change anything.
            plan = plan_table(rows, by=by)
            if plan.problems or plan.digest != digest:
                raise StalePlan
            for change in plan.changes:
                _save(change, by=by, at=at, name=name)
    except (WorkingCopyExists, IntegrityError) as problem:
        raise StalePlan from problem
    return plan


def _with_stored(
    rows: list[TableRow],
) -> Iterator[tuple[TableRow, Question | None, ContentSnapshot | None, Question | Topic | None]]:
    """Each row with its question, the content of that, and what a new address of it redirects to."""
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        slugs = [row.cells["slug"].strip() for row in batch]
        found = Question.objects.filter(slug__in=slugs)
        contents = snapshots_of(found)
        stored = {each.slug: each for each in found.select_related("copy__started_by")}
        owners = former_owners(slugs)
        for row, slug in zip(batch, slugs, strict=True):
            question = stored.get(slug)
            before = contents[question.pk] if question else None
            yield row, question, before, owners.get(slug)


def _kind(question: Question | None) -> ChangeKind:
    if question is None:
        return "new"
    return "copy" if question.status == Question.Status.PUBLISHED else "text"


def _conflict(change: RowChange, owner: Question | Topic | None, by: User) -> str:
    """Why a change cannot be made as things are; empty if it can."""
    question = change.question
    if question is None:
        return claimed_by(owner) if owner else ""
    if change.kind == "copy":
        copy = getattr(question, "copy", None)
        message = _("{} Publish or discard it first, or leave the row out.")
        return message.format(WorkingCopyExists(copy)) if copy else ""
    if question.status == Question.Status.IN_REVIEW and not permissions.may_publish(by):
        return _("It is in review. Take it back first, or leave the row out.")
    begins, ends = question.published_at, change.content["expires_at"]
    if begins and ends and ends <= begins.isoformat():
        return _("It would end before it begins.")
    return ""


def _save(change: RowChange, *, by: User, at: datetime, name: str) -> None:
    question = change.question or Question(owner=by)
    if change.kind == "copy":
        question = open_working_copy(question, by=by, at=at, content=change.content)
    else:
        apply_snapshot(change.content, question)
    record(AuditEntry.Act.IMPORTED, question, by=by, at=at, detail=name)


def _without_new_uids(change: RowChange) -> ContentSnapshot:
    """The content without the uids of new steps, which differ each time the plan is made."""
    known = {step["uid"] for step in change.before["steps"]} if change.before else set()
    steps: list[StepSnapshot] = [
        step if step["uid"] in known else {**step, "uid": ""} for step in change.content["steps"]
    ]
    return {**change.content, "steps": steps}
