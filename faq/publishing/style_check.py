"""Checks texts against the style rules, looking up in the database where their links lead."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from faq import conf
from faq.models import Question, ReviewComment, Revision
from faq.publishing import style_rules
from faq.publishing.checks import CheckResult
from faq.publishing.content_snapshot import ContentSnapshot, snapshot_of
from faq.publishing.exceptions import BreaksStyleRules, NoteRequired
from faq.publishing.style_rules import Finding, errors, warnings
from faq.publishing.urls.link_rewriting import with_current_links
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
    return style_rules.check(
        content,
        language=conf.language_code(),
        find_link_target=finder,
        video_hosts=conf.video_hosts(),
    )


class ExplanationRequired(NoteRequired):
    """The style rules warn of something that nobody explained for these words.

    Attributes:
        keys: what a note stores that explains the warnings.
    """

    def __init__(self, findings: Sequence[Finding], keys: Collection[str]) -> None:
        self.keys = sorted(set(keys))
        super().__init__(_("Fix these, or explain why they are right:"), findings)


def unexplained_warnings(
    question: Question, content: ContentSnapshot, now: datetime
) -> ExplanationRequired | None:
    """Return the exception for the warnings in a text that somebody has to explain, or None.

    A warning is explained if a note to the reviewers was about it, or if the text that readers saw last has
    it too, both for the same words in its field.

    Args:
        question: the stored draft or working copy.
        content: its content.
        now: the current time.

    Raises:
        BreaksStyleRules: the text has errors.
    """
    findings = check_snapshot(content, now)
    if broken := errors(findings):
        raise BreaksStyleRules(_("Fix this first:"), broken)
    keys = {finding: _key(finding, content) for finding in findings}
    # Most texts have no warning, and cost no query.
    explained = _explained(question, now) if findings else set()
    new = {finding: key for finding, key in keys.items() if key not in explained}
    return ExplanationRequired(list(new), new.values()) if new else None


def check_style(question: Question, content: ContentSnapshot, now: datetime) -> CheckResult:
    """Check a publication against the style rules. Warnings in a scheduled text were explained before."""
    warning = unexplained_warnings(question, content, now)
    return CheckResult(None if question.is_scheduled(now) else warning)


def _explained(question: Question, now: datetime) -> set[str]:
    """Return the keys of the warnings that were explained in a text, or that readers saw the text with."""
    # The notes to earlier versions belong to the question.
    notes = ReviewComment.objects.filter(question__in={question.pk, question.copy_of_id} - {None})
    keys = notes.exclude(explains=None).values_list("explains", flat=True)
    explained = {key for explains in keys for key in explains or ()}
    seen_by_readers = Revision.objects.filter(question=question.copy_of or question)
    # The question of a copy may have been deleted since.
    if last := seen_by_readers.newest_first().first() or question.based_on:
        seen = with_current_links(last.content)
        explained |= {_key(finding, seen) for finding in warnings(check_snapshot(seen, now))}
    return explained


def _key(finding: Finding, content: ContentSnapshot) -> str:
    """Return the rule and a hash of the field that breaks it, whatever the number of its step is now."""
    field, _dot, rest = finding.place.partition(".")
    texts: Mapping[str, object] = content
    if rest:
        number, _dot, field = rest.partition(".")
        texts = content["steps"][int(number) - 1]
    # A finding in the whole answer has no field: it is explained once.
    text = str(texts.get(field, ""))
    return f"{finding.rule} {hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}"


def grade_of(content: ContentSnapshot) -> float | None:
    """Return the reading grade of a text, in years of school; None for short texts and sites not in English."""
    return style_rules.grade_of(content, language=conf.language_code())
