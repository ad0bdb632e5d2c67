"""Takes in a table as its plan said, all of it or nothing."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from faq.importing.sheets.planning import Change, Plan, plan_of
from faq.importing.sheets.reading import Row
from faq.models import AuditEntry, Question
from faq.publishing import WorkingCopyExists, apply_snapshot, open_working_copy
from faq.publishing.audit import record


class ChangedMeanwhile(Exception):
    """What was looked at is not what would be done now; nothing was done."""


def carry_out(rows: list[Row], digest: str, *, by: Any, at: datetime, name: str = "") -> Plan:
    """Make new drafts, write into what readers do not see, and begin working copies of what they see.

    Args:
        rows: as they were read.
        digest: of the plan that somebody looked at.
        by: who takes it in.
        at: when.
        name: of the file, for the audit log.

    Returns:
        what was done.

    Raises:
        ChangedMeanwhile: something of it was changed since the plan was made.
        NotAllowed: by whoever may not edit and make drafts.
    """
    try:
        with transaction.atomic():
            # Anew, since nobody else changes anything from here on.
            plan = plan_of(rows, by=by)
            if plan.problems or plan.digest != digest:
                raise ChangedMeanwhile(_moved())
            for change in plan.changes:
                _save(change, by=by, at=at, name=name)
    except (WorkingCopyExists, IntegrityError) as problem:
        raise ChangedMeanwhile(_moved()) from problem
    return plan


def _moved() -> str:
    return _(
        "Something of it was changed meanwhile, and nothing was taken in. Look at it once more."
    )


def _save(change: Change, *, by: Any, at: datetime, name: str) -> None:
    question = change.question or Question(owner=by)
    if change.kind == "copy":
        question = open_working_copy(question, by=by, at=at, content=change.content)
    else:
        apply_snapshot(change.content, question)
    record(AuditEntry.Act.IMPORTED, question, by=by, at=at, detail=name)
