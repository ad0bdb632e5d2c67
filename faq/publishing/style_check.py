"""Checks texts against the style rules, looking up in the database where their links lead."""

from datetime import datetime

from django.utils.translation import gettext as _

from faq import conf
from faq.models import Question
from faq.publishing import style_rules
from faq.publishing.checks import CheckResult
from faq.publishing.content_snapshot import ContentSnapshot, snapshot_of
from faq.publishing.exceptions import BreaksStyleRules
from faq.publishing.style_rules import Finding, errors
from faq.publishing.urls.links import link_target_finder


def check_question(question: Question, now: datetime) -> list[Finding]:
    """Return the findings in a stored question, draft or working copy."""
    return check_snapshot(snapshot_of(question), now)


def check_snapshot(content: ContentSnapshot, now: datetime) -> list[Finding]:
    """Return the findings in a text that need not be stored.

    Args:
        content: a snapshot in the language of the site.
        now: the current time, at which questions it links to have to be published.
    """
    finder = link_target_finder(content, now)
    return style_rules.check(content, language=conf.language_code(), find_link_target=finder)


def require_style(content: ContentSnapshot, now: datetime) -> list[Finding]:
    """Return the warnings in a text.

    Raises:
        BreaksStyleRules: the text has errors.
    """
    findings = check_snapshot(content, now)
    if broken := errors(findings):
        raise BreaksStyleRules(_("Fix this first:"), broken)
    return findings


def check_style(question: Question, content: ContentSnapshot, now: datetime) -> CheckResult:
    """Check a publication against the style rules. Warnings were answered when the text was submitted."""
    require_style(content, now)
    return CheckResult()


def grade_of(content: ContentSnapshot) -> float | None:
    """Return the reading grade of a text, in years of school; None for short texts and sites not in English."""
    return style_rules.grade_of(content, language=conf.language_code())
