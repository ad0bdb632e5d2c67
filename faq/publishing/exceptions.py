"""Why the workflow does not do what somebody asks for."""

from faq.publishing.style_rules import Finding


class CannotPublish(Exception):
    """The question is not fit for readers; the message says why."""


class CannotMove(Exception):
    """The question is not where one could do that with it; the message says where it is."""


class LiveTextChanged(CannotPublish):
    """The text that readers see is not the one that the working copy was begun with."""


class IsArchived(CannotPublish):
    """The question that the working copy belongs to was taken from readers."""


class BreaksStyleRules(CannotMove, CannotPublish):
    """The text does not keep to the content contract.

    Attributes:
        findings: what is to be mended before it can be reviewed or published.
    """

    def __init__(self, message: str, findings: list[Finding]) -> None:
        self.findings = findings
        said = [f"{each.message} ({each.where})" for each in findings]
        super().__init__(" ".join([message, *said]))


class NoteRequired(BreaksStyleRules):
    """The text may be right as it is, but its author has to say why.

    Attributes:
        findings: what a word is needed on.
    """
