"""Marks what is written on the screen in the words of a step: ways through menus, buttons, fields."""

import re

from faq.text.english import SCREEN_VERBS

_NAME = r"[A-ZÀ-Ý][\w’'&-]*(?:\s(?:[A-ZÀ-Ý][\w’'&-]*|&))*"
# Settings • Contact Info, Jobs > My Jobs
_WAY = re.compile(
    rf"\b((?!(?:Go|Open|Click|Select|Choose)\b){_NAME}(?:\s*[›»→•>|]\s*(?!(?:Click|Tap|Select)\b){_NAME})+)"
)
_ARROW = re.compile(r"\s*[›»→•>|]\s*")
_THING = r"(?:tab|button|link|icon|menu|option|page|box|field|checkbox|section|screen)"
_VERB = rf"(?i:(?:{'|'.join(SCREEN_VERBS)})(?: on)?|go to)"
# Within a sentence, a capital makes it a name: “your Open Jobs”.
_ACT = rf"(?:^(?=[A-Z])|\b(?=[a-z])){_VERB}"
# Click the Jobs tab
_NAMED = re.compile(rf"({_ACT} the )([A-ZÀ-Ý][\w’'& ]{{0,40}}?)(?= {_THING}\b)")
# Click End contract.
_LAST = re.compile(
    rf"({_ACT} )([A-ZÀ-Ý][\w’'&-]*(?: (?!and\b|or\b|to\b|in\b|from\b)[\w’'&-]+){{0,3}})(?=[.,;]|$)"
)
# Go to My Jobs to locate the contract
_CAPITALS = re.compile(rf"({_ACT} )({_NAME})(?= (?:to|in|from|at|under|and|on|for)\b)")


def bold_labels(text: str) -> str:
    """The same words, with what is written on the screen in bold.

    Args:
        text: one sentence of Markdown without bold in it.
    """
    if _is_marked(text):
        return text
    text = bold_menu_paths(text)
    for pattern in (_NAMED, _LAST, _CAPITALS):
        text = pattern.sub(r"\1**\2**", text)
    return text


def bold_menu_paths(text: str) -> str:
    """The same words, with ways through menus in bold: **Jobs › My Jobs**."""
    if _is_marked(text):
        return text
    return _WAY.sub(lambda found: f"**{' › '.join(_ARROW.split(found[1]))}**", text)


def _is_marked(text: str) -> bool:
    """Whether somebody has put bold, code or links into it already."""
    return "**" in text or "`" in text or "](" in text
