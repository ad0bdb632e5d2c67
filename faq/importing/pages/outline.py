"""Divides a page into questions and the blocks of their answers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from faq.importing.pages.blocks import Block, BlockKind, Page
from faq.importing.pages.boilerplate import boilerplate_reasons
from faq.importing.pages.classify import asks, is_question
from faq.importing.pages.drafts import Leftover
from faq.importing.pages.duplicates import similarity
from faq.importing.pages.sentences import Sentence
from faq.models.question import TITLE_LENGTH

# A question without an answer and the one below it share an answer if they are this similar.
_SAME_ANSWER = 0.3

_Rule = Callable[[Block], bool]


@dataclass
class Section:
    """A question with the blocks of its answer.

    Args:
        others: similar questions right above it that have no answer of their own.
    """

    heading: Block
    others: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def outline(page: Page) -> tuple[list[Section], list[Leftover]]:
    """Divide a page into questions.

    Returns:
        The questions with their blocks, and the parts that belong to none.
    """
    leftovers: list[Leftover] = []
    kept: list[Block] = []
    blocks = _with_questions_found(page)
    for block, reason in zip(blocks, boilerplate_reasons(blocks), strict=True):
        if reason:
            leftovers.append(leftover(page, block, reason))
        else:
            kept.append(block)
    is_title, is_above = _title_rules(kept)
    sections: list[Section] = []
    current: Section | None = None
    for block in kept:
        if block.kind is BlockKind.HEADING and is_title(block):
            current = Section(block)
            sections.append(current)
        elif block.kind is BlockKind.HEADING and is_above(block):
            current = None
            leftovers.append(leftover(page, block, _("a heading above several questions")))
        elif current:
            current.blocks.append(block)
        else:
            leftovers.append(leftover(page, block, _("it belongs to no question")))
    return _answered(page, sections, leftovers), leftovers


def leftover(page: Page, part: Block | Sentence, reason: str) -> Leftover:
    """Return a block or sentence of a page as a leftover."""
    return Leftover(page.text[part.start : part.end].strip(), part.start, part.end, reason)


def _with_questions_found(page: Page) -> list[Block]:
    """Return the blocks with numbered questions as headings; short lines too if there is no heading."""
    blocks = list(page.blocks)
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        is_answered = after is not None and after.kind is not BlockKind.LIST_ITEM
        if (
            block.kind is BlockKind.LIST_ITEM
            and block.depth == 1
            and is_answered
            and is_question(block.plain)
        ):
            blocks[place] = _as_heading(block)
    if any(block.kind is BlockKind.HEADING for block in blocks):
        return blocks
    for place, block in enumerate(blocks[:-1]):
        is_short = len(block.sentences) == 1 and len(block.plain) <= 80
        is_line = (
            block.kind is BlockKind.PARAGRAPH
            and is_short
            and not block.plain.endswith((".", ":", ",", ";", "!"))
        )
        if is_line and not block.depth and blocks[place + 1].kind is not BlockKind.INVISIBLE:
            blocks[place] = _as_heading(block)
    return blocks


def _as_heading(block: Block) -> Block:
    return Block(BlockKind.HEADING, block.sentences, block.start, block.end)


def _title_rules(blocks: list[Block]) -> tuple[_Rule, _Rule]:
    """Return two rules: which headings are questions, and which contain several of them."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    levels = [block.level for block in headings]
    asking = {block.level for block in headings if asks(block.plain)}
    if asking:
        top = min(asking)
        return (
            lambda block: asks(block.plain) or block.level == top,
            lambda block: block.level < top,
        )
    often = [level for level in sorted(set(levels)) if levels.count(level) > 1]
    usual = often[0] if often else min(levels, default=0)
    return lambda block: block.level == usual, lambda block: block.level < usual


def _answered(page: Page, sections: list[Section], leftovers: list[Leftover]) -> list[Section]:
    """Return the sections with an answer, after a similar question above was added to the one below."""
    found: list[Section] = []
    waiting: list[Block] = []
    for section in sections:
        if not section.blocks:
            waiting.append(section.heading)
            continue
        for block in waiting:
            is_same = similarity(block.plain, section.heading.plain) >= _SAME_ANSWER
            if (
                is_same
                and asks(block.plain)
                and len(block.plain) <= TITLE_LENGTH
                and len(section.others) < 2
            ):
                section.others.append(block)
            else:
                leftovers.append(leftover(page, block, _no_answer(block)))
        waiting = []
        found.append(section)
    leftovers += [leftover(page, block, _no_answer(block)) for block in waiting]
    return found


def _no_answer(block: Block) -> str:
    if asks(block.plain):
        return _("a question without an answer")
    return _("a heading without text")
