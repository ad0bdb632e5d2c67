"""What tests of publishing read back from the database."""

from faq.models import AuditEntry, Question


class Log:
    """What was noted since it was begun."""

    def __init__(self) -> None:
        self.begun = AuditEntry.objects.count()

    def read(self) -> list[tuple[str, str, str, str, str]]:
        rows = AuditEntry.objects.order_by("pk")[self.begun :]
        return [(row.by_name, row.act, row.kind, row.name, row.detail) for row in rows]


def log() -> list[tuple[str, str, str]]:
    """Who did what to what, oldest first."""
    rows = AuditEntry.objects.filter(kind="question").order_by("pk")
    return [(row.by_name, row.act, row.name) for row in rows]


def stored(question: Question) -> Question:
    return Question.with_copies.get(pk=question.pk)
