"""Collapsible details in Markdown: <details>, <summary>…</summary> and </details>, as GitHub writes them."""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Deeper ones stay text. Nobody reads folds in folds in folds.
MAX_DEPTH = 4

_MARK = re.compile(
    r"(?P<open><details(?P<is_open> open)?>)(?:\s*<summary>(?P<first>.*)</summary>)?"
    r"|<summary>(?P<summary>.*)</summary>|(?P<close></details>)",
    re.IGNORECASE,
)
# Elements that people set the summary in, because theirs shows no Markdown.
_STYLING = re.compile(r"</?(?:b|strong|i|em|code|h[1-6])>", re.IGNORECASE)


def details_mark(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a line that begins or ends details, or holds their summary; a block rule of markdown-it."""
    if state.is_code_block(start):
        return False
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    if not text.startswith("<") or not _MARK.fullmatch(text):
        return False
    if not silent:
        state.line = start + 1
        token = state.push("details_mark", "", 0)
        token.content, token.map = text, [start, start + 1]
    return True


def details(state: StateCore) -> None:
    """Turn the marks into details; a rule of markdown-it between blocks and lines.

    The tokens of details are `details_open`, `summary_open`, `inline`, `summary_close`, then blocks, and
    `details_close`. What has no beginning or no end stays text.
    """
    found: list[list[Token]] = []
    # The places in `found` where details are open, for each block around them.
    around: list[list[int]] = [[]]
    for token in state.tokens:
        if token.type != "details_mark":
            if token.nesting > 0:
                around.append([])
            elif token.nesting < 0:
                around.pop()
            found.append([token])
            continue
        mark = _MARK.fullmatch(token.content)
        assert mark is not None  # noqa: S101
        places = around[-1]
        # Until its end is found, a mark is text.
        found.append(_text(token.content))
        if mark["open"]:
            places.append(len(found) - 1)
        elif mark["close"] and places:
            at = places.pop()
            if sum(map(len, around)) < MAX_DEPTH:
                found[at], found[-1] = _opened(found, at), [_fold("details_close", "details", -1)]
    state.tokens = [token for tokens in found for token in tokens]


def _opened(found: list[list[Token]], at: int) -> list[Token]:
    """Return the tokens that begin details, and take the summary from the next mark if it is one."""
    mark = _MARK.fullmatch(found[at][1].content)
    assert mark is not None  # noqa: S101
    summary, following = mark["first"], found[at + 1] if at + 1 < len(found) else []
    if summary is None and len(following) == 3:
        next_mark = _MARK.fullmatch(following[1].content)
        if next_mark and next_mark["summary"] is not None:
            summary, found[at + 1] = next_mark["summary"], []
    opened = _fold("details_open", "details", 1)
    if mark["is_open"]:
        opened.attrs = {"open": ""}
    return [
        opened,
        _fold("summary_open", "summary", 1),
        _inline(" ".join(_STYLING.sub("", summary or "").split())),
        _fold("summary_close", "summary", -1),
    ]


def _fold(kind: str, tag: str, nesting: int) -> Token:
    return Token(kind, tag, nesting, block=True)  # type: ignore[arg-type]


def _inline(text: str) -> Token:
    return Token("inline", "", 0, content=text, children=[], block=True)


def _text(text: str) -> list[Token]:
    return [
        _fold("paragraph_open", "p", 1),
        _inline(text),
        _fold("paragraph_close", "p", -1),
    ]
