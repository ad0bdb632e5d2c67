"""A page as it was read: its text, and the blocks in it, each with its place."""

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
    # Of a list, numbered or not.
    LIST_ITEM = auto()
    # Code and tables, kept as they are.
    VERBATIM = auto()
    # What no reader of the page would read: rules, comments, scripts.
    INVISIBLE = auto()


@dataclass(frozen=True)
class Block:
    """One block of a page.

    Args:
        sentences: its sentences; their spans follow one another from start to end.
        start: where it begins in the text of the page.
        end: where it ends, exclusive.
        level: of a heading, from 1; 0 for what only looks like one.
        number: of an item in a numbered list.
        depth: how many lists it stands in.
        is_aside: it stands in the navigation, the header or the footer of the page.
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

    def of(self, sentences: Sequence[Sentence]) -> "Block":
        """The same block with some of its sentences, at least one."""
        return replace(
            self, sentences=tuple(sentences), start=sentences[0].start, end=sentences[-1].end
        )

    def with_text(self, text: str) -> "Block":
        """The same block with other words in its first sentence."""
        first, *rest = self.sentences
        return replace(self, sentences=(first.with_text(text), *rest))


@dataclass
class Page:
    """Every character of the text that is no white space is in exactly one block."""

    text: str
    format: Format
    blocks: list[Block]
    notes: list[str] = field(default_factory=list)


def fill_gaps(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks and whatever lies between them, so that nothing of the text is in none of them.

    Args:
        text: of the page.
        blocks: in their order, not overlapping.
    """
    done: list[Block] = []
    at = 0
    for block in blocks:
        between = text[at : block.start]
        if _WORD.search(between):
            done.append(_marks(text, at, block.start))
        elif between.strip():
            # The mark of a list or a quotation belongs to what it marks.
            start = at + len(between) - len(between.lstrip())
            first, *rest = block.sentences
            block = replace(block, start=start, sentences=(replace(first, start=start), *rest))
        done.append(block)
        at = block.end
    if text[at:].strip():
        done.append(_marks(text, at, len(text)))
    return done


def _marks(text: str, start: int, end: int) -> Block:
    found = text[start:end]
    start += len(found) - len(found.lstrip())
    end -= len(found) - len(found.rstrip())
    return Block(BlockKind.INVISIBLE, (Sentence(text[start:end], start, end),), start, end)
