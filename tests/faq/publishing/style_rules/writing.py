"""Snapshots for the tests of style rules, which follow the rules by default."""

from typing import Any

from faq.publishing import ContentSnapshot, blank
from faq.publishing.style_rules import Finding, LinkTarget, check

Found = tuple[str, str, str, str]


def written(*steps: str | dict[str, str], **fields: Any) -> ContentSnapshot:
    """A question that breaks no rule, but for what is given.

    Args:
        steps: their titles, or their texts by name.
        fields: of the question.
    """
    texts = [{"title": step} if isinstance(step, str) else step for step in steps]
    content: Any = {
        **blank(),
        "topic": "account",
        "title": "How do I do it?",
        "slug": "do-it",
        "summary": "Like this.",
        "steps": [
            {"uid": str(n), "title": "Open it", "body": "", "caution": "", **text}
            for n, text in enumerate(texts, start=1)
        ],
        **fields,
    }
    return content


def target(href: str) -> LinkTarget:
    """A site that has one page, one draft, one step, and whatever is elsewhere."""
    if href == "/questions/draft/":
        return LinkTarget.WAITING
    if href.startswith("/questions/beyond-"):
        return LinkTarget.NOT_CHECKED
    if href in {"#step-2", "/questions/short/#step-9"}:
        return LinkTarget.NO_STEP
    is_there = href in {"#step-1", "/questions/there/"} or "://" in href
    return LinkTarget.READABLE if is_there else LinkTarget.MISSING


def findings(content: ContentSnapshot, language: str = "en-gb") -> list[Finding]:
    return check(content, language=language, find_link_target=target)


def found(content: ContentSnapshot, language: str = "en-gb") -> list[Found]:
    """Rule, severity, place and words of each finding."""
    return [
        (each.rule, each.severity, each.place, each.words) for each in findings(content, language)
    ]
