"""Whether a text is fit to be reviewed and read: the content contract, asked of what is stored."""

from datetime import datetime

from django.utils.translation import gettext as _

from faq import conf
from faq.models import Question
from faq.publishing import style_rules
from faq.publishing.checks import CheckResult
from faq.publishing.content_snapshot import ContentSnapshot, snapshot_of
from faq.publishing.exceptions import BreaksStyleRules
from faq.publishing.style_rules import Finding, errors
from faq.publishing.urls.links import target_finder


def check_question(question: Question, now: datetime) -> list[Finding]:
    """What the contract says of a question, a draft or a working copy, as it is stored."""
    return check_snapshot(snapshot_of(question), now)


def check_snapshot(content: ContentSnapshot, now: datetime) -> list[Finding]:
    """The same of a text that need not be stored: as it is typed, restored or imported.

    Args:
        content: in the language of the site.
        now: decides which of the questions it links to are published.
    """
    finder = target_finder(content, now)
    return style_rules.check(content, language=conf.language_code(), find_target=finder)


def require_style(content: ContentSnapshot, now: datetime) -> list[Finding]:
    """All that the style rules find in a text, if nothing in it has to be fixed first.

    Raises:
        BreaksStyleRules: something has to be.
    """
    findings = check_snapshot(content, now)
    if broken := errors(findings):
        raise BreaksStyleRules(_("Fix this first:"), broken)
    return findings


def check_publication(question: Question, content: ContentSnapshot, now: datetime) -> CheckResult:
    """The style rules as a check of publications; warnings were answered for when it was submitted."""
    require_style(content, now)
    return CheckResult()


def grade_of(content: ContentSnapshot) -> float | None:
    """How many years of school a text asks for; None if it is short, or the site is not in English."""
    return style_rules.grade_of(content, language=conf.language_code())
