"""Callouts in Markdown: block quotations that begin with [!NOTE], [!TIP] or [!WARNING], as GitHub writes them."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# GitHub has two kinds more.
_KINDS = {
    "note": "note",
    "tip": "tip",
    "warning": "warning",
    "important": "note",
    "caution": "warning",
}
KINDS = ("note", "tip", "warning")
_MARK = re.compile(rf"\[!({'|'.join(_KINDS)})\][ \t]*(?:\n|$)", re.IGNORECASE)


def callouts(state: StateCore) -> None:
    """Turn block quotations with a mark into callouts; a rule of markdown-it between blocks and lines.

    The tokens of a callout are `callout_open` and `callout_close`; `info` holds one of KINDS. A quotation
    that holds nothing but the mark stays as it is.
    """
    kinds: list[str] = []
    kept: list[Token] = []
    tokens = iter(enumerate(state.tokens))
    for at, token in tokens:
        kept.append(token)
        if token.type == "blockquote_open":
            mark = _mark(state.tokens, at)
            kinds.append(_KINDS[mark[1].lower()] if mark else "")
            if mark:
                _rename(token, "callout_open", kinds[-1])
                text = state.tokens[at + 2]
                text.content = text.content[mark.end() :]
                if not text.content:
                    # The paragraph held nothing but the mark.
                    for _ in range(3):
                        next(tokens)
        elif token.type == "blockquote_close" and (kind := kinds.pop()):
            _rename(token, "callout_close", kind)
    state.tokens = kept


def _mark(tokens: list[Token], at: int) -> re.Match[str] | None:
    """Return the mark at the beginning of a quotation, if it has one and something after it."""
    first = tokens[at + 1]
    mark = _MARK.match(tokens[at + 2].content) if first.type == "paragraph_open" else None
    if mark is None:
        return None
    is_alone = mark.end() == len(tokens[at + 2].content)
    return None if is_alone and tokens[at + 4].type == "blockquote_close" else mark


def _rename(token: Token, kind: str, info: str) -> None:
    token.type, token.tag, token.info = kind, "div", info
