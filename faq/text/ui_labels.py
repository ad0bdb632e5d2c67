"""Labels in Markdown: [[Close my account]] is text on the screen, [[Jobs › My Jobs]] a path through menus."""

import re
from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MAX_LENGTH = 120
# [[1]](/address/) is a link.
_LABEL = re.compile(rf"\[\[([^\[\]\n]{{1,{MAX_LENGTH}}})\]\](?![(\[])")
_ARROW = re.compile(r"›|>|→")


def label(text: str) -> str:
    """Return the Markdown of a label."""
    return f"[[{text}]]"


def parts_of(text: str) -> list[str]:
    """Return the labels of a path through menus, or the text alone if it is no path."""
    parts = [" ".join(part.split()) for part in _ARROW.split(text)]
    return parts if all(parts) else [" ".join(text.split())]


def parse_label(state: StateInline, silent: bool) -> bool:
    """Parse a label at the position of a line; a rule of markdown-it for lines, before links.

    The token has the type `ui_label`; its content is the text between the brackets.
    """
    found = _LABEL.match(state.src, state.pos, state.posMax)
    if found is None or not found[1].strip():
        return False
    if not silent:
        state.push("ui_label", "span", 0).content = found[1]
    state.pos = found.end()
    return True


def bold_paths(state: StateCore) -> None:
    """Turn bold paths through menus, **Jobs › My Jobs**, into labels; a rule of markdown-it after lines."""
    for token in state.tokens:
        if token.children:
            token.children = list(_with_labels(token.children))


def _with_labels(tokens: list[Token]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        end = _end_of_bold(tokens, at)
        text = "".join(token.content or " " for token in tokens[at + 1 : end])
        if end and len(parts_of(text)) > 1:
            yield Token("ui_label", "span", 0, content=text, level=tokens[at].level)
            at = end
        else:
            yield tokens[at]
        at += 1


def _end_of_bold(tokens: list[Token], at: int) -> int:
    """Return the index at which bold text that begins here ends; 0 if it holds more than text."""
    if tokens[at].type != "strong_open":
        return 0
    end = at + 1
    while tokens[end].type in {"text", "softbreak"}:
        end += 1
    return end if tokens[end].type == "strong_close" else 0
