"""Checks that every publication has to pass, whoever asks for it and however many questions it is about."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from faq.models import Question
from faq.publishing.content_snapshot import ContentSnapshot, snapshot_of
from faq.publishing.exceptions import NoteRequired


class CheckResult(NamedTuple):
    """What a check found in a text that may be published.

    Attributes:
        problem: raised unless whoever publishes gives a reason; None if there is nothing to explain.
        on_published: called with the published question, in the same transaction, if readers see it at
            once.
    """

    problem: NoteRequired | None = None
    on_published: Callable[[Question], None] | None = None


# Takes a draft or a working copy as it is stored, its content and the time of publication. Raises
# CannotPublish if no reason would do.
Check = Callable[[Question, ContentSnapshot, datetime], CheckResult]

_checks: list[Check] = []


def register(check: Check) -> None:
    """Make every publication pass a check, after those that are registered already."""
    if check not in _checks:
        _checks.append(check)


class Verdict(NamedTuple):
    """What all checks say of one text.

    Attributes:
        content: the text.
        results: one of each check.
    """

    content: ContentSnapshot
    results: list[CheckResult]

    def note(self, note: str, reason: str) -> str:
        """The note for the history: what the editor wrote, and which problems were accepted and why.

        Raises:
            NoteRequired: a check found a problem, and no reason is given.
        """
        problems = [each.problem for each in self.results if each.problem]
        if problems and not reason.strip():
            raise problems[0]
        return "\n".join(
            filter(None, [note, *(each.accepted(reason.strip()) for each in problems)])
        )

    def published(self, question: Question) -> None:
        """Tell the checks that readers see the text now."""
        for each in self.results:
            if each.on_published:
                each.on_published(question)


def run(question: Question, now: datetime) -> Verdict:
    """Ask all checks about a draft or a working copy.

    Args:
        question: as it is stored.
        now: the time of publication.

    Raises:
        CannotPublish: it cannot be published, whatever the reason.
    """
    content = snapshot_of(question)
    return Verdict(content, [check(question, content, now) for check in _checks])
