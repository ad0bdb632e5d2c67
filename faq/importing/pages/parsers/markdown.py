"""Parses Markdown into blocks with their positions in the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from faq.importing.pages.blocks import Block, BlockKind
from faq.importing.pages.classify import is_question
from faq.importing.pages.sentences import Sentence, clean_markdown, split_block

# Only blocks are parsed here. Sentences are parsed one by one, because inline marks can be made to be slow.
_PARSER = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").disable("reference")
_PARSER.core.ruler.enableOnly(["normalize", "block"])

_CODE = {"fence", "code_block"}
_INVISIBLE_HTML = re.compile(r"\s*<(?:!--|script|style|template)", re.IGNORECASE)
_BOLD_LINE = re.compile(r"(?:\*\*|__)(.+?)(?:\*\*|__)\s*:?")


def parse(text: str) -> list[Block]:
    """Return the blocks of a Markdown text, in order."""
    tokens = _PARSER.parse(text)
    has_headings = any(token.type == "heading_open" for token in tokens)
    return list(_BlockParser(text, has_headings).blocks(tokens))


class _BlockParser:
    def __init__(self, text: str, has_headings: bool) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self.has_headings = has_headings
        # For each list around the block, the number of the item; None in a list without numbers.
        self.numbers: list[int | None] = []
        # The depth of each of these lists.
        self.depths: list[int] = []
        self.begins_item = False

    @property
    def depth(self) -> int:
        return self.depths[-1] if self.depths else 0

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        skipped_to = 0
        for place, token in enumerate(tokens):
            if place < skipped_to:
                continue
            kind = token.type
            if kind == "ordered_list_open":
                # “1. 1) Open it” is one list with two numbers for each item, not a list in a list.
                self.depths.append(self.depth if self.begins_item else self.depth + 1)
                self.numbers.append(int(token.attrGet("start") or 1) - 1)
            elif kind == "bullet_list_open":
                self.depths.append(self.depth + 1)
                self.numbers.append(None)
            elif kind in {"ordered_list_close", "bullet_list_close"}:
                self.numbers.pop()
                self.depths.pop()
            elif kind == "list_item_open":
                number = self.numbers[-1]
                self.numbers[-1] = None if number is None else number + 1
                self.begins_item = True
            elif kind == "list_item_close":
                self.begins_item = False
            elif kind == "table_open":
                skipped_to = next(
                    n for n in range(place, len(tokens)) if tokens[n].type == "table_close"
                )
                yield self._verbatim(token, BlockKind.VERBATIM)
            elif kind in _CODE:
                yield self._verbatim(token, BlockKind.VERBATIM)
            elif kind == "html_block":
                yield self._html(token)
            elif kind in {"heading_open", "paragraph_open"}:
                yield self._inline(token, tokens[place + 1])

    def _bounds(self, token: Token) -> tuple[int, int]:
        assert token.map is not None  # noqa: S101
        first, last = token.map
        start, end = self.starts[first], self.starts[last] - 1
        found = self.text[start:end]
        return start + len(found) - len(found.lstrip()), start + len(found.rstrip())

    def _verbatim(self, token: Token, kind: BlockKind) -> Block:
        start, end = self._bounds(token)
        sentence = Sentence(self.text[start:end], start, end, True)
        return Block(kind, (sentence,), start, end, depth=self.depth)

    def _html(self, token: Token) -> Block:
        start, end = self._bounds(token)
        found = self.text[start:end]
        if _INVISIBLE_HTML.match(found) or not re.search(r"\w", clean_markdown(found)):
            return self._verbatim(token, BlockKind.INVISIBLE)
        return self._block(BlockKind.PARAGRAPH, found, start, end)

    def _inline(self, token: Token, inline: Token) -> Block:
        start, end = self._bounds(token)
        is_item, self.begins_item = self.begins_item, False
        kind = BlockKind.LIST_ITEM if is_item else BlockKind.PARAGRAPH
        if token.type == "heading_open":
            kind = BlockKind.HEADING
        elif kind is BlockKind.PARAGRAPH and not self.numbers:
            bold = _BOLD_LINE.fullmatch(inline.content.strip())
            if is_question(bold[1] if bold else inline.content) and (bold or not self.has_headings):
                kind = BlockKind.HEADING
        return self._block(kind, inline.content, start, end, level=_level(token))

    def _block(self, kind: BlockKind, content: str, start: int, end: int, level: int = 0) -> Block:
        sentences = split_block(content, self._places(content, start), start, end, is_markdown=True)
        number = self.numbers[-1] if self.numbers and kind is BlockKind.LIST_ITEM else None
        return Block(kind, sentences, start, end, level=level, number=number, depth=self.depth)

    def _places(self, content: str, start: int) -> list[tuple[int, int]]:
        """Return the index of each line of a block in its content and in the page."""
        row, places, length = bisect_right(self.starts, start) - 1, [], 0
        for line in content.split("\n"):
            here = self.lines[row] if row < len(self.lines) else ""
            places.append((length, self.starts[row] + max(here.find(line.strip()), 0)))
            length += len(line) + 1
            row += row + 1 < len(self.lines)
        return places


def _level(token: Token) -> int:
    return int(token.tag[1]) if token.type == "heading_open" else 0
