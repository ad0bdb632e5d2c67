"""Finds the labels among bold words, in texts from a time or a place that had no other way to mark them."""

import re
from typing import NamedTuple

from faq.text.english import SCREEN_VERBS
from faq.text.ui_labels import MAX_LENGTH, label, parts_of

# Code is left alone, and the words of a link.
_BOLD = re.compile(
    rf"(?P<code>```[^`]*```|`[^`\n]*`)|(?<![*_\\\[\w])(?P<mark>\*\*|__)(?![\s*_])"
    rf"(?P<words>[^*_`\[\]\n]{{1,{MAX_LENGTH}}}?)(?<!\s)(?P=mark)(?![*_\w])"
)
_VERB_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(SCREEN_VERBS))}|go to|under|in|from|on)(?: on)?(?: the| a| your)?\s*$",
    re.I,
)
_THING_AFTER = re.compile(
    r"\s*(?:tab|button|link|icon|menu|option|page|box|field|checkbox|section|screen|list)\b", re.I
)
# In characters.
_CONTEXT = 40
_MAX_WORDS = 6
_SENTENCE_ENDS = ".,:;!?"


class Marked(NamedTuple):
    """
    Args:
        text: the text with what is certainly a label marked as one.
        labels: what is marked now.
        doubtful: bold words that may be labels and stay bold.
    """

    text: str
    labels: list[str]
    doubtful: list[str]


def mark_labels(text: str, *, is_title: bool = False) -> Marked:
    """Mark bold words as labels if they stand where a label does.

    A path through menus is a label. So are a few words with a capital, a digit or a sign at their beginning
    after “choose”, “open” or “in”, or before “button” or “menu”; in the title of a step, anywhere. Bold words
    in lower case and whole sentences are emphasis.

    Args:
        text: Markdown.
        is_title: whether it is the title of a step.
    """
    labels: list[str] = []
    doubtful: list[str] = []

    def marked(found: re.Match[str]) -> str:
        words = found["words"]
        if words is None or not _may_be_label(words):
            return found[0]
        before = text[max(0, found.start() - _CONTEXT) : found.start()]
        after = text[found.end() : found.end() + _CONTEXT]
        is_certain = is_title or _VERB_BEFORE.search(before) or _THING_AFTER.match(after)
        if is_certain or len(parts_of(words)) > 1:
            labels.append(words)
            return label(words)
        doubtful.append(words)
        return found[0]

    return Marked(_BOLD.sub(marked, text), labels, doubtful)


def _may_be_label(words: str) -> bool:
    is_path = len(parts_of(words)) > 1
    is_short = len(words.split()) <= _MAX_WORDS and words[-1] not in _SENTENCE_ENDS
    return is_path or (is_short and not words[0].islower())
