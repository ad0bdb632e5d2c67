"""The registry of checks that every publication has to pass.

faq/apps.py registers them: the style rules of publishing/style_check.py and the phrasings of
insights/promises.py.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from faq.models import Question
from faq.publishing.content_snapshot import ContentSnapshot, snapshot_of
from faq.publishing.exceptions import NoteRequired


class CheckResult(NamedTuple):
    """The result of a check of a text that may be published.

    Attributes:
        problem: an exception, raised unless the reviewer gives a reason to publish anyway; or None.
        on_published: called with the published question in the same transaction, unless it is scheduled.
    """

    problem: NoteRequired | None = None
    on_published: Callable[[Question], None] | None = None


# Takes a stored draft or working copy, its content and the time of publication. Raises CannotPublish if the
# text cannot be published for any reason.
Check = Callable[[Question, ContentSnapshot, datetime], CheckResult]

_checks: list[Check] = []


def register(check: Check) -> None:
    """Add a check, to run after those that are already registered."""
    if check not in _checks:
        _checks.append(check)


class Verdict(NamedTuple):
    """The results of all checks for one text.

    Attributes:
        content: the checked text.
        results: one result for each check.
    """

    content: ContentSnapshot
    results: list[CheckResult]

    def note(self, note: str, reason: str) -> str:
        """Return the note for the revision: what the editor wrote, and the problems that were accepted.

        Raises:
            NoteRequired: a check found a problem, and `reason` is empty.
        """
        problems = [result.problem for result in self.results if result.problem]
        if problems and not reason.strip():
            raise problems[0]
        return "\n".join(
            filter(None, [note, *(problem.accepted(reason.strip()) for problem in problems)])
        )

    def published(self, question: Question) -> None:
        """Tell the checks that the text is published."""
        for result in self.results:
            if result.on_published:
                result.on_published(question)


def run(question: Question, now: datetime) -> Verdict:
    """Run all checks on a draft or working copy.

    Args:
        question: the stored draft or working copy.
        now: the time of publication.

    Raises:
        CannotPublish: a check forbids the publication.
    """
    content = snapshot_of(question)
    return Verdict(content, [check(question, content, now) for check in _checks])
