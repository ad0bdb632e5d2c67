"""Parses plain text into paragraphs, list items, and questions on a line of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from faq.importing.pages.blocks import Block, BlockKind
from faq.importing.pages.classify import is_question
from faq.importing.pages.sentences import split_block

_ITEM = re.compile(
    r"\s*(?:"
    r"(?:step\s+)?\(?(?P<number>\d{1,3})(?:[.)]{1,2}|\s?:|\s[–—-](?!\s*\d))(?=\s*[^\W\d]|\s+\S)(?!\s*\d+[.,%\s]*$)"
    r"|\(?(?P<letter>[a-h])\)(?=\s)"
    r"|[-*•‣▪◦·–—](?=\s)"
    r")\s*(?=\S)",
    re.IGNORECASE,
)


@dataclass
class _OpenBlock:
    """A block to which the next line may belong."""

    kind: BlockKind
    start: int
    number: int | None = None
    depth: int = 0
    lines: list[tuple[int, str]] = field(default_factory=list)

    def closed(self) -> Block:
        places, length = [], 0
        for at, line in self.lines:
            places.append((length, at))
            length += len(line) + 1
        content = "\n".join(line for _, line in self.lines)
        at, last = self.lines[-1]
        sentences = split_block(content, places, self.start, at + len(last), is_markdown=False)
        kind = self.kind
        if (
            kind is BlockKind.PARAGRAPH
            and len(self.lines) == 1
            and not self.depth
            and is_question(last)
        ):
            kind = BlockKind.HEADING
        return Block(
            kind, sentences, self.start, at + len(last), number=self.number, depth=self.depth
        )


def parse(text: str) -> list[Block]:
    """Return the blocks of a plain text, in order."""
    return list(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    current: _OpenBlock | None = None
    # The indents of the items to which the next line may belong.
    indents: list[int] = []
    was_blank = True
    for start, line in _lines(text):
        bare = line.strip()
        at = start + len(line) - len(line.lstrip())
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        item = _ITEM.match(line)
        if not bare:
            was_blank = True
            continue
        if item:
            if current:
                yield current.closed()
            indents = [*(each for each in indents if each < indent), indent]
            said = line[item.end() :].strip()
            current = _OpenBlock(BlockKind.LIST_ITEM, at, _number(item), len(indents))
            current.lines.append((start + item.end(), said))
        elif current and not was_blank and not _is_heading(current):
            current.lines.append((at, bare))
        else:
            if current:
                yield current.closed()
            indents = [each for each in indents if each < indent]
            current = _OpenBlock(BlockKind.PARAGRAPH, at, depth=len(indents), lines=[(at, bare)])
        was_blank = False
    if current:
        yield current.closed()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _is_heading(block: _OpenBlock) -> bool:
    """Return whether a block is a question, so that the next line begins its answer."""
    is_alone = block.kind is BlockKind.PARAGRAPH and len(block.lines) == 1 and not block.depth
    return is_alone and is_question(block.lines[0][1])


def _number(item: "re.Match[str]") -> int | None:
    if item["letter"]:
        return ord(item["letter"].lower()) - ord("a") + 1
    return int(item["number"]) if item["number"] else None
