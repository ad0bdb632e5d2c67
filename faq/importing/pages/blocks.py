"""A parsed page: its text and its blocks, each with its position in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from faq.importing.pages.sentences import Sentence
from faq.importing.pages.source import Format

_WORD = re.compile(r"\w")


class BlockKind(Enum):
    HEADING = auto()
    PARAGRAPH = auto()
    # An item of a list with or without numbers.
    LIST_ITEM = auto()
    # Code and tables, whose text is not changed.
    VERBATIM = auto()
    # Rules, comments and scripts.
    INVISIBLE = auto()


@dataclass(frozen=True)
class Block:
    """A block of a page.

    Args:
        sentences: its sentences. Their spans follow one another from start to end.
        start: the index of its first character in the text of the page.
        end: the index after its last character.
        level: the level of a heading, from 1; 0 for a paragraph that looks like a heading.
        number: the number of an item in a numbered list.
        depth: the number of lists around it.
        is_aside: whether it stands in the navigation, the header or the footer of the page.
    """

    kind: BlockKind
    sentences: tuple[Sentence, ...]
    start: int
    end: int
    level: int = 0
    number: int | None = None
    depth: int = 0
    is_aside: bool = False

    @property
    def plain(self) -> str:
        return " ".join(sentence.plain for sentence in self.sentences if sentence.plain)

    def with_sentences(self, sentences: Sequence[Sentence]) -> "Block":
        """Return the block with some of its sentences, at least one."""
        return replace(
            self, sentences=tuple(sentences), start=sentences[0].start, end=sentences[-1].end
        )

    def with_text(self, text: str) -> "Block":
        """Return the block with another text in its first sentence."""
        first, *rest = self.sentences
        return replace(self, sentences=(first.with_text(text), *rest))


@dataclass
class Page:
    """A page. Every character of its text that is not white space is in exactly one block."""

    text: str
    format: Format
    blocks: list[Block]
    notes: list[str] = field(default_factory=list)


def fill_gaps(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with invisible blocks for the text between them.

    Args:
        text: the text of the page.
        blocks: blocks in order that do not overlap.
    """
    filled: list[Block] = []
    position = 0
    for block in blocks:
        between = text[position : block.start]
        if _WORD.search(between):
            filled.append(_invisible_block(text, position, block.start))
        elif between.strip():
            # The mark of a list item or a quotation belongs to the block after it.
            start = position + len(between) - len(between.lstrip())
            first, *rest = block.sentences
            block = replace(block, start=start, sentences=(replace(first, start=start), *rest))
        filled.append(block)
        position = block.end
    if text[position:].strip():
        filled.append(_invisible_block(text, position, len(text)))
    return filled


def _invisible_block(text: str, start: int, end: int) -> Block:
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    end -= len(content) - len(content.rstrip())
    return Block(BlockKind.INVISIBLE, (Sentence(text[start:end], start, end),), start, end)
