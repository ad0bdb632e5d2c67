"""Marks the names of buttons, fields and menu paths in a step as labels."""

import re

from faq.text.bold_labels import mark_labels
from faq.text.english import SCREEN_VERBS
from faq.text.ui_labels import label

# Bounded: otherwise each word of a long run of capitals begins a search to its end.
_WORD = r"[A-ZÀ-Ý][\w’'&-]{0,40}"
_NAME = rf"{_WORD}(?:\s(?:{_WORD}|&)){{0,7}}"
# Settings • Contact Info, Jobs > My Jobs
_MENU_PATH = re.compile(
    rf"\b((?!(?:Go|Open|Click|Select|Choose)\b){_NAME}(?:\s*[›»→•>|]\s*(?!(?:Click|Tap|Select)\b){_NAME})+)"
)
_ARROW = re.compile(r"[›»→•>|]")
_THING = r"(?:tab|button|link|icon|menu|option|page|box|field|checkbox|section|screen)"
_VERB = rf"(?i:(?:{'|'.join(SCREEN_VERBS)})(?: on)?|go to)"
# Within a sentence, a capital makes it a name: “your Open Jobs”.
_INSTRUCTION = rf"(?:^(?=[A-Z])|\b(?=[a-z])){_VERB}"
# Click the Jobs tab
_LABEL_BEFORE_THING = re.compile(
    rf"({_INSTRUCTION} the )([A-ZÀ-Ý][\w’'& ]{{0,40}}?)(?= {_THING}\b)"
)
# Click End contract.
_LABEL_AT_END = re.compile(
    rf"({_INSTRUCTION} )([A-ZÀ-Ý][\w’'&-]*(?: (?!and\b|or\b|to\b|in\b|from\b)[\w’'&-]+){{0,3}})(?=[.,;]|$)"
)
# Go to My Jobs to locate the contract
_LABEL_IN_CAPITALS = re.compile(
    rf"({_INSTRUCTION} )({_NAME})(?= (?:to|in|from|at|under|and|on|for)\b)"
)


def mark_title(text: str) -> str:
    """Return the title of a step with the names on the screen marked as labels.

    Args:
        text: a sentence of Markdown. In one with bold, only bold words become labels; one with code or links
            stays as it is.
    """
    if _is_marked(text):
        return mark_labels(text, is_title=True).text
    text = mark_block(text)
    for pattern in (_LABEL_BEFORE_THING, _LABEL_AT_END, _LABEL_IN_CAPITALS):
        text = pattern.sub(lambda found: found[1] + label(found[2]), text)
    return text


def mark_block(text: str) -> str:
    """Return a block with menu paths marked as labels, and bold words where they certainly are labels."""
    if _is_marked(text):
        return mark_labels(text).text
    return _MENU_PATH.sub(lambda found: label(" › ".join(_parts(found[1]))), text)


def _parts(path: str) -> list[str]:
    return [part.strip() for part in _ARROW.split(path)]


def _is_marked(text: str) -> bool:
    """Return whether a text contains labels, bold, code or links."""
    return any(mark in text for mark in ("[[", "**", "`", "]("))
