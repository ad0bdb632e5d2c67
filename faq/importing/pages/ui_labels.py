"""Makes the names of buttons, fields and menu paths in a step bold."""

import re

from faq.text.english import SCREEN_VERBS

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


def bold_labels(text: str) -> str:
    """Return a sentence with the names on the screen in bold.

    Args:
        text: a sentence of Markdown. One with bold, code or links is returned unchanged.
    """
    if _is_marked(text):
        return text
    text = bold_menu_paths(text)
    for pattern in (_LABEL_BEFORE_THING, _LABEL_AT_END, _LABEL_IN_CAPITALS):
        text = pattern.sub(r"\1**\2**", text)
    return text


def bold_menu_paths(text: str) -> str:
    """Return a sentence with menu paths in bold: **Jobs › My Jobs**."""
    if _is_marked(text):
        return text
    return _MENU_PATH.sub(lambda found: f"**{' › '.join(_parts(found[1]))}**", text)


def _parts(path: str) -> list[str]:
    return [part.strip() for part in _ARROW.split(path)]


def _is_marked(text: str) -> bool:
    """Return whether a text contains bold, code or links."""
    return "**" in text or "`" in text or "](" in text
