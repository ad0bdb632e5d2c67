"""Exports questions as a table."""

from collections.abc import Collection
from datetime import date

from faq.importing.spreadsheets.csv_file import write_csv
from faq.models import Question
from faq.progress import Report, no_report
from faq.publishing import snapshots_of

_BATCH = 500


def export_csv(pks: Collection[int] | None, *, report: Report = no_report) -> bytes:
    """Return questions as CSV, in the order of their topics.

    Args:
        pks: primary keys of the questions; None for all, drafts included.
        report: called with the number of finished questions and of all, now and then.
    """
    questions = Question.objects.by_topic()
    if pks is not None:
        questions = questions.filter(pk__in=pks)
    in_order = list(questions.values_list("pk", "status"))
    rows = []
    for start in range(0, len(in_order), _BATCH):
        batch = in_order[start : start + _BATCH]
        contents = snapshots_of(Question.objects.filter(pk__in=[pk for pk, _ in batch]))
        rows += [(contents[pk], status) for pk, status in batch]
        report(len(rows), len(in_order))
    return write_csv(rows)


def export_name(day: date) -> str:
    """Return the name of an exported file."""
    return f"questions-{day.isoformat()}.csv"
