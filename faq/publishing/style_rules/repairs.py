"""Repairs: changes to a text that settle a finding, where a machine can make them."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from faq.publishing.content_snapshot import ContentSnapshot, StepSnapshot
from faq.publishing.style_rules.findings import Finding
from faq.text.english import QUESTION_WORDS
from faq.text.sentences import sentence_starts
from faq.text.ui_labels import label

_HOW_TO = re.compile(r"how to\s+", re.IGNORECASE)
# Between two actions in one title.
_JOINTS = {"and", "then", "also", "after", "that", ""}
# “Choose End contract.”: the small words at the end of a sentence belong to the label.
_REST = (
    r"(?:(?: (?!(?:and|at|box|button|field|for|from|icon|in|link|menu|of|on|option|or|page|tab|the|to|with)"
    r"\b)[a-z][a-z’'-]{0,20}){1,3}(?=[.,;]|$))?"
)
_QUOTES = '“”"«»„'
# Code, links, bold words and labels keep their words.
_MARKED = re.compile(r"`[^`]*`|\*\*[^*]*\*\*|\[[^\]]{0,200}\]\([^)]{0,200}\)|\[\[[^\]]{0,200}\]\]")


class Repair(NamedTuple):
    """
    Args:
        name: what the repair does, for a button.
        texts: new texts by place, as in Finding.
        next_step: the title of a step to add after that of the finding; empty for none.
    """

    name: str
    texts: dict[str, str]
    next_step: str = ""


def find_repair(finding: Finding, content: ContentSnapshot) -> Repair | None:
    """Return the repair of a finding in a text, or None if an editor has to make it."""
    if finding.rule == "question":
        return _ask(content["title"])
    if finding.rule == "summary" and finding.words:
        return _shorten_summary(content)
    kind, _dot, rest = finding.place.partition(".")
    if kind != "steps":
        return None
    number, _dot, part = rest.partition(".")
    step = content["steps"][int(number) - 1]
    if finding.rule == "bold-labels":
        return _mark_label(finding, {"title": step["title"], "body": step["body"]}.get(part, ""))
    if finding.rule == "one-action":
        return _split(finding, step)
    if finding.rule == "caution" and not step["caution"].strip():
        place = f"steps.{number}.caution"
        return Repair(_("Add a caution"), {place: "You cannot undo this."})
    return None


def _ask(title: str) -> Repair | None:
    """Return the title with a question mark, if it begins like a question."""
    title = title.strip().rstrip(".!:").rstrip()
    if title.lower() == "how to":
        return None
    if how_to := _HOW_TO.match(title):
        asked = f"How do I {title[how_to.end() :]}?"
        return Repair(_("Change it to “{}”").format(asked), {"title": asked})
    first = title.split(maxsplit=1)[:1]
    if first and first[0].lower() in QUESTION_WORDS and "?" not in title:
        return Repair(_("Add the question mark"), {"title": f"{title}?"})
    return None


def _shorten_summary(content: ContentSnapshot) -> Repair:
    summary = content["summary"].strip()
    start = next(sentence_starts(summary))
    rest = summary[start:].strip()
    body = f"{rest}\n\n{content['body']}".strip()
    texts = {"summary": summary[:start].strip(), "body": body}
    return Repair(_("Move the rest into the body"), texts)


def _mark_label(finding: Finding, text: str) -> Repair | None:
    """Return the text with the words marked as a label, and without quotation marks around them."""
    words = rf"[{_QUOTES}]?(?P<label>{re.escape(finding.words)}{_REST})[{_QUOTES}]?"
    # The last one: the first word of a step is its verb.
    for found in reversed(list(re.finditer(rf"(?<!\w){words}(?!\w)", text))):
        if not any(
            marked.start() < found.end() and found.start() < marked.end()
            for marked in _MARKED.finditer(text)
        ):
            repaired = text[: found.start()] + label(found["label"]) + text[found.end() :]
            return Repair(_("Mark it as a label"), {finding.place: repaired})
    return None


def _split(finding: Finding, step: StepSnapshot) -> Repair | None:
    """Return the step with its first action or sentence only; what follows goes into the next or into its body."""
    title = step["title"].strip()
    at = title.find(finding.words)
    if at <= 0:
        return None
    first, rest = title[:at], title[at:]
    place = finding.place.removesuffix("title")
    if title[at - 1].isspace() and first.rstrip().endswith((".", "!", "?", "…")):
        body = f"{rest.strip()}\n\n{step['body']}".strip()
        texts = {finding.place: first.rstrip().rstrip("."), f"{place}body": body}
        return Repair(_("Move the rest into the body"), texts)
    first, following = _without_joints(first.split(), -1), _without_joints(rest.split(), 0)
    if not first or not following:
        return None
    following = following[0].upper() + following[1:]
    return Repair(_("Split the step"), {finding.place: first}, following)


def _without_joints(words: list[str], end: int) -> str:
    """Return words as a text without “and then” and similar at their beginning, 0, or at their end, -1."""
    while words and words[end].strip(",;").lower() in _JOINTS:
        words.pop(end)
    return " ".join(words).strip(" ,;")
