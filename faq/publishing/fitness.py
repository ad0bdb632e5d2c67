"""Whether a text is fit to be reviewed and read: the content contract, asked of what is stored."""

from datetime import datetime

from faq import conf
from faq.models import Question
from faq.publishing import contract
from faq.publishing.contents import Content, content_of
from faq.publishing.contract import Finding
from faq.publishing.links import target_finder


def examine(question: Question, now: datetime) -> list[Finding]:
    """What the contract says of a question, a draft or a working copy, as it is stored."""
    return examine_content(content_of(question), now)


def examine_content(content: Content, now: datetime) -> list[Finding]:
    """The same of a text that need not be stored: as it is typed, restored or imported.

    Args:
        content: in the language of the site.
        now: decides which of the questions it links to are published.
    """
    finder = target_finder(content, now)
    return contract.check(content, language=conf.language_code(), find_target=finder)


def grade_of(content: Content) -> float | None:
    """How many years of school a text asks for; None if it is short, or the site is not in English."""
    return contract.grade_of(content, language=conf.language_code())
