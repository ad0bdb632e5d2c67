"""Exceptions of the workflow."""

from collections.abc import Sequence

from faq.publishing.style_rules import Finding


class CannotPublish(Exception):
    """The question cannot be published; the message says why."""


class CannotMove(Exception):
    """The question's state does not allow this transition; the message says what the state is."""


class LiveTextChanged(CannotPublish):
    """The published text has changed since the working copy was begun."""


class IsArchived(CannotPublish):
    """The question that the working copy belongs to is archived."""


class BreaksStyleRules(CannotMove, CannotPublish):
    """The text breaks style rules that allow no exception.

    Attributes:
        findings: what has to be fixed before the text can be reviewed or published.
    """

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        self.findings = findings
        super().__init__(with_findings(message, findings))


class NoteRequired(CannotMove, CannotPublish):
    """The text may be right as it is, but somebody has to say why.

    Attributes:
        findings: the warnings of the style rules that need a reason; empty if another check asks.
    """

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        self.findings = findings
        super().__init__(with_findings(message, findings))

    def accepted(self, reason: str) -> str:
        """Return the line for the revision’s note that says why the text was published anyway."""
        return reason


def with_findings(message: str, findings: Sequence[Finding]) -> str:
    """Append the findings of the style rules, with their places, to a message."""
    return " ".join([message, *(f"{finding.message} ({finding.where})" for finding in findings)])
