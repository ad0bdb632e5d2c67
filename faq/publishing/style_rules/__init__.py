"""The style rules for texts. A text with errors cannot be reviewed; warnings have to be explained."""

from collections.abc import Callable, Collection, Iterator

from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.style_rules import steps, texts
from faq.publishing.style_rules.findings import ERROR, WARNING, Finding, LinkTarget
from faq.publishing.style_rules.passages import passages
from faq.text.videos import DEFAULT_HOSTS

__all__ = ["ERROR", "WARNING", "Finding", "LinkTarget", "check", "errors", "grade_of", "warnings"]


def check(
    content: ContentSnapshot,
    *,
    language: str,
    find_link_target: Callable[[str], LinkTarget],
    video_hosts: Collection[str] = DEFAULT_HOSTS,
) -> list[Finding]:
    """Check a text against the style rules, without a query of its own.

    Args:
        content: the text.
        language: the code of its language. Some rules are for English only.
        find_link_target: a function that tells what an address in the text leads to.
        video_hosts: the hosts, as in Video, whose videos are shown.

    Returns:
        the findings in reading order, without duplicates.
    """
    found = _findings(content, _is_english(language), find_link_target, video_hosts)
    return list(dict.fromkeys(found))


def grade_of(content: ContentSnapshot, *, language: str) -> float | None:
    """Return the reading grade of the answer, in years of school; None for short texts and other languages."""
    return texts.grade_of(content, passages(content)) if _is_english(language) else None


def _is_english(language: str) -> bool:
    return language.startswith("en")


def errors(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == ERROR]


def warnings(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == WARNING]


def _findings(
    content: ContentSnapshot,
    is_english: bool,
    find_link_target: Callable[[str], LinkTarget],
    video_hosts: Collection[str],
) -> Iterator[Finding]:
    yield from texts.title(content)
    yield from texts.summary(content)
    all_passages = passages(content)
    for passage in all_passages:
        if passage.place.endswith(".title"):
            yield from steps.length(passage)
            if is_english:
                yield from steps.verb_first(passage)
                yield from steps.one_action(passage)
        if is_english and passage.place.startswith("steps."):
            yield from steps.labels(passage)
        yield from texts.links(passage, find_link_target)
        yield from texts.images(passage)
        yield from texts.videos(passage, video_hosts)
    if is_english:
        yield from steps.cautions(content, all_passages)
        yield from texts.grade(content, all_passages)
