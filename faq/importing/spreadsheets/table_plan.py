"""Plans and applies the import of a table: all of its changes or none."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple, get_args

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from faq.importing.spreadsheets.csv_file import TableRow
from faq.importing.spreadsheets.row_validation import KnownSlugs, RowProblem, validate_row
from faq.models import Audience, AuditEntry, Question, Topic
from faq.progress import Report, no_report
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
from faq.publishing.urls.redirects import claim_message, former_owners

# Other writers wait for the transaction that saves them.
MAX_CHANGES = 500
# The number of rows that are compared with the database at once.
_BATCH = 500

ChangeKind = Literal["new", "text", "copy"]


class StalePlan(Exception):
    """The questions have changed since the plan was made. Nothing was imported."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Nothing was imported, because the questions have changed since the preview. Check the "
                "new preview."
            )
        )


class RowChange(NamedTuple):
    """The change that the import of one row makes.

    Args:
        row: the number of the row in a spreadsheet program.
        kind: "new" creates a draft, "copy" a working copy of a published question, and "text" changes a
            question that readers do not see.
        question: the stored question; None for "new".
        before: the stored content; None for "new".
        content: the content after the import.
    """

    row: int
    kind: ChangeKind
    question: Question | None
    before: ContentSnapshot | None
    content: ContentSnapshot


class TablePlan(NamedTuple):
    """The changes that the import of a table makes.

    Args:
        changes: one for each row that differs from its question.
        unchanged: the number of other rows.
        problems: the errors in the table. It is imported only if there are none.
    """

    changes: list[RowChange]
    unchanged: int
    problems: list[RowProblem]

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """The number of changes of each kind."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in get_args(ChangeKind)}

    def imported_message(self) -> str:
        """Return what to say once the plan is applied."""
        message = _("Imported: {new} new drafts, {text} texts changed, {copy} new working copies.")
        return message.format(**self.counts)

    @property
    def digest(self) -> str:
        """A hash of the changes and of the content that they change, in 32 hexadecimal digits."""
        whole = hashlib.blake2b(digest_size=16)
        for change in self.changes:
            before = fingerprint(change.before) if change.before else ""
            after = fingerprint(_without_new_uids(change))
            whole.update(f"{change.row} {change.kind} {before} {after}\n".encode())
        return whole.hexdigest()


def plan_table(rows: list[TableRow], *, by: User) -> TablePlan:
    """Plan the import of a table. This changes nothing.

    Args:
        rows: the rows of the table.
        by: the person who imports it.

    Raises:
        NotAllowed: the person may not edit questions and create drafts.
    """
    permissions.require(permissions.may_import_and_export(by), _("Only editors can import tables."))
    known = KnownSlugs(
        set(Topic.objects.values_list("slug", flat=True)),
        set(Audience.objects.values_list("slug", flat=True)),
    )
    changes: list[RowChange] = []
    problems: list[RowProblem] = []
    unchanged = 0
    first_rows: dict[str, int] = {}
    for row, question, before, owner in _with_stored(rows):
        content, row_problems = validate_row(row, before, known)
        slug = content["slug"]
        if slug in first_rows:
            message = _("Row {} has the same address. Delete one of the two rows.").format(
                first_rows[slug]
            )
            row_problems.append(RowProblem(row.number, "slug", message))
        first_rows.setdefault(slug, row.number)
        if content == before and not row_problems:
            unchanged += 1
            continue
        change = RowChange(row.number, _kind(question), question, before, content)
        if message := _conflict(change, owner, by):
            row_problems.append(RowProblem(row.number, "slug", message))
        problems += row_problems
        changes.append(change)
    if len(changes) > MAX_CHANGES:
        message = _(
            "The table changes {} questions. An import changes at most {}. Split the table."
        )
        message = message.format(len(changes), MAX_CHANGES)
        problems.append(RowProblem(changes[MAX_CHANGES].row, "slug", message))
    return TablePlan(changes, unchanged, problems)


def apply_plan(
    rows: list[TableRow],
    digest: str,
    *,
    by: User,
    at: datetime,
    name: str = "",
    report: Report = no_report,
) -> TablePlan:
    """Import a table in one transaction: new drafts, new texts of drafts, and working copies.

    Args:
        rows: the rows of the table.
        digest: the digest of the plan that the person confirmed.
        by: the person who imports it.
        at: the time of the import.
        name: the name of the file, for the audit log.
        report: called with the number of saved changes and of all, after each.

    Returns:
        The plan that was applied.

    Raises:
        StalePlan: the questions have changed since that plan was made.
        NotAllowed: the person may not edit questions and create drafts.
    """
    try:
        with transaction.atomic():
            # Plan again within the transaction, during which nobody else can change anything.
            plan = plan_table(rows, by=by)
            if plan.problems or plan.digest != digest:
                raise StalePlan
            for number, change in enumerate(plan.changes, start=1):
                _save(change, by=by, at=at, name=name)
                report(number, len(plan.changes))
    except (WorkingCopyExists, IntegrityError) as problem:
        raise StalePlan from problem
    return plan


def _with_stored(
    rows: list[TableRow],
) -> Iterator[tuple[TableRow, Question | None, ContentSnapshot | None, Question | Topic | None]]:
    """Yield each row with its stored question, its content, and what its address redirects to."""
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
    """Return why a change cannot be made now, or an empty text."""
    question = change.question
    if question is None:
        return claim_message(owner) if owner else ""
    if change.kind == "copy":
        copy = getattr(question, "copy", None)
        message = _("{} Publish or discard it first, or delete the row.")
        return message.format(WorkingCopyExists(copy)) if copy else ""
    if permissions.why_locked_by_review(question, by):
        return _("The question is in review. Withdraw it first, or delete the row.")
    begins, ends = question.published_at, change.content["expires_at"]
    if begins and ends and datetime.fromisoformat(ends) <= begins:
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
    """Return the new content without the uids of new steps, which are random."""
    known = {step["uid"] for step in change.before["steps"]} if change.before else set()
    steps: list[StepSnapshot] = [
        step if step["uid"] in known else {**step, "uid": ""} for step in change.content["steps"]
    ]
    return {**change.content, "steps": steps}
