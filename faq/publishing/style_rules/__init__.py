"""The content contract: what a text must keep to before it is reviewed, and what needs a word."""

from collections.abc import Callable, Iterator

from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.style_rules import steps, texts
from faq.publishing.style_rules.findings import ERROR, WARNING, Finding, Target
from faq.publishing.style_rules.passages import passages

__all__ = ["ERROR", "WARNING", "Finding", "Target", "check", "errors", "grade_of", "warnings"]


def check(
    content: ContentSnapshot, *, language: str, find_target: Callable[[str], Target]
) -> list[Finding]:
    """Hold a question, a draft, a copy or a revision against the contract; asks no database by itself.

    Args:
        content: what it says.
        language: the code of the language it is in; some rules know English only.
        find_target: what a link leads to, for an address as it is written.

    Returns:
        what was found, in the order in which one reads the question; each thing once.
    """
    return list(dict.fromkeys(_findings(content, _is_english(language), find_target)))


def grade_of(content: ContentSnapshot, *, language: str) -> float | None:
    """How many years of school the answer asks for; None if it is short or not in English."""
    return texts.grade_of(content, passages(content)) if _is_english(language) else None


def _is_english(language: str) -> bool:
    return language.startswith("en")


def errors(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == ERROR]


def warnings(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == WARNING]


def _findings(
    content: ContentSnapshot, is_english: bool, find_target: Callable[[str], Target]
) -> Iterator[Finding]:
    yield from texts.title(content)
    yield from texts.summary(content)
    found = passages(content)
    for passage in found:
        if passage.place.endswith(".title"):
            yield from steps.length(passage)
            if is_english:
                yield from steps.verb_first(passage)
                yield from steps.one_action(passage)
        if is_english and passage.place.startswith("steps."):
            yield from steps.labels(passage)
        yield from texts.links(passage, find_target)
        yield from texts.images(passage)
    if is_english:
        yield from steps.cautions(content, found)
        yield from texts.grade(content, found)
