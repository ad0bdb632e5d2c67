"""What taking in a table would change, before anything is changed."""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from faq.importing.sheets.checking import Names, Problem, content_of_row
from faq.importing.sheets.reading import Row
from faq.models import Audience, Question, Topic
from faq.publishing import (
    ContentSnapshot,
    WorkingCopyExists,
    fingerprint,
    permissions,
    snapshots_of,
)
from faq.publishing.urls.redirects import claimed_by, former_owners

# What is done well within the time that a server gives a request, and others wait to save.
MAX_CHANGES = 500
_AT_ONCE = 500


class Change(NamedTuple):
    """
    Attributes:
        row: as whoever sees the table counts.
        kind: "new" becomes a draft, "copy" a working copy of what readers see, "text" is written into the
            question itself, which they do not see.
        question: as it is stored, None for a new one.
        before: what it says now, None for a new one.
        content: what the row says.
    """

    row: int
    kind: str
    question: Question | None
    before: ContentSnapshot | None
    content: ContentSnapshot


class Plan(NamedTuple):
    """
    Attributes:
        changes: one for each row that says something new.
        unchanged: how many rows say what is stored already.
        problems: why the table is not taken in.
    """

    changes: list[Change]
    unchanged: int
    problems: list[Problem]

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in ("new", "text", "copy")}

    @property
    def digest(self) -> str:
        """The same for plans that change the same into the same, 32 hexadecimal digits."""
        whole = hashlib.blake2b(digest_size=16)
        for change in self.changes:
            before = fingerprint(change.before) if change.before else ""
            after = fingerprint(_without_new_uids(change))
            whole.update(f"{change.row} {change.kind} {before} {after}\n".encode())
        return whole.hexdigest()


def plan_of(rows: list[Row], *, by: Any) -> Plan:
    """What each row of a table would change, and all that stands in the way.

    Args:
        rows: as they were read.
        by: who takes it in; what somebody may not change stands in the way.

    Raises:
        NotAllowed: by whoever may not edit and make drafts.
    """
    permissions.require(permissions.may_move(by), _("Only editors take in tables."))
    plan = Plan([], 0, [])
    names = Names(
        set(Topic.objects.values_list("slug", flat=True)),
        set(Audience.objects.values_list("slug", flat=True)),
    )
    unchanged = 0
    first: dict[str, int] = {}
    for row, question, before, owner in _beside_stored(rows):
        content, problems = content_of_row(row, before, names)
        slug = content["slug"]
        if slug in first:
            said = _("Row {} has the same address.").format(first[slug])
            problems.append(Problem(row.number, "slug", said))
        first.setdefault(slug, row.number)
        if content == before and not problems:
            unchanged += 1
            continue
        change = Change(row.number, _kind(question), question, before, content)
        if said := _in_the_way(change, owner, by):
            problems.append(Problem(row.number, "slug", said))
        plan.problems.extend(problems)
        plan.changes.append(change)
    if len(plan.changes) > MAX_CHANGES:
        said = _("It would change {} questions; at most {} are changed at once. Divide it.")
        said = said.format(len(plan.changes), MAX_CHANGES)
        plan.problems.append(Problem(plan.changes[MAX_CHANGES].row, "slug", said))
    return plan._replace(unchanged=unchanged)


def _beside_stored(
    rows: list[Row],
) -> Iterator[tuple[Row, Question | None, ContentSnapshot | None, Question | Topic | None]]:
    """Each row with the question it is of, what that says, and whose earlier address it would take."""
    for begin in range(0, len(rows), _AT_ONCE):
        some = rows[begin : begin + _AT_ONCE]
        slugs = [row.values["slug"].strip() for row in some]
        found = Question.objects.filter(slug__in=slugs)
        contents = snapshots_of(found)
        stored = {each.slug: each for each in found.select_related("copy__started_by")}
        owners = former_owners(slugs)
        for row, slug in zip(some, slugs, strict=True):
            question = stored.get(slug)
            before = contents[question.pk] if question else None
            yield row, question, before, owners.get(slug)


def _kind(question: Question | None) -> str:
    if question is None:
        return "new"
    return "copy" if question.status == Question.Status.PUBLISHED else "text"


def _in_the_way(change: Change, owner: Question | Topic | None, by: Any) -> str:
    """Why a row cannot be taken in as things stand."""
    question = change.question
    if question is None:
        return claimed_by(owner) if owner else ""
    if change.kind == "copy":
        copy = getattr(question, "copy", None)
        said = _("{} Publish or discard it first, or leave the row out.")
        return said.format(WorkingCopyExists(copy)) if copy else ""
    if question.status == Question.Status.IN_REVIEW and not permissions.may_publish(by):
        return _("It is in review. Take it back first, or leave the row out.")
    begins, ends = question.published_at, change.content["expires_at"]
    if begins and ends and ends <= begins.isoformat():
        return _("It would end before it begins.")
    return ""


def _without_new_uids(change: Change) -> ContentSnapshot:
    """Steps that are new get another identity each time the plan is made."""
    known = {step["uid"] for step in change.before["steps"]} if change.before else set()
    steps = [
        step if step["uid"] in known else {**step, "uid": ""} for step in change.content["steps"]
    ]
    return {**change.content, "steps": steps}  # type: ignore[typeddict-item]
