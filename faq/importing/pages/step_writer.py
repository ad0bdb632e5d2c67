"""Writes the steps of an answer: the title, body and caution of each."""

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from faq.importing.pages import ui_labels
from faq.importing.pages.blocks import Block, BlockKind
from faq.importing.pages.classify import is_instruction
from faq.importing.pages.drafts import BoundedText, Piece, StepDraft
from faq.importing.pages.sentences import Sentence, join_sentences
from faq.models import limits
from faq.models.question import TITLE_LENGTH
from faq.models.step import CAUTION_LENGTH
from faq.text.markdown import MAX_LENGTH

CAUTION = re.compile(
    r"(?:important|warning|caution|careful|attention|achtung|atención|⚠\S?)\s*[:!–—-]",
    re.IGNORECASE,
)
_END = " .;,"
_NUMBER = re.compile(
    r"\(?(?:step\s+)?(\d{1,3})\s*(?:\\?[.):]|[–—-](?=\s))+\s*(?=[^\W\d]|[\"“‘*\[])", re.IGNORECASE
)


class StepWriter:
    """Writes the steps of a draft one after another.

    Args:
        doubt: called with a sentence about what an editor should check.
        leave: called with a part that does not fit into a step, and the reason.
    """

    def __init__(
        self, doubt: Callable[[str], None], leave: Callable[[Block | Sentence, str], None]
    ) -> None:
        self.steps: list[StepDraft] = []
        # Whether the next block may belong to the last step.
        self.is_open = False
        # Of the last step.
        self._body = BoundedText(MAX_LENGTH)
        self._caution = BoundedText(CAUTION_LENGTH)
        # For characters: what the body of the question and shortened titles do not need.
        self._room = limits.MAX_TEXT - MAX_LENGTH - limits.MAX_STEPS * TITLE_LENGTH
        self._doubt = doubt
        self._leave = leave

    def add_item(self, block: Block) -> None:
        """Add a list item as a step, or as several if a menu path goes on with another instruction."""
        block = _without_number(block, len(self.steps) + 1)
        groups: list[list[Sentence]] = [[]]
        for place, sentence in enumerate(block.sentences):
            if place and block.sentences[place - 1].runs_on and is_instruction(sentence.plain):
                groups.append([])
            groups[-1].append(sentence)
        if len(groups) > 1:
            self._doubt(_("A list item contained several actions. Each is now a step."))
        for group in groups:
            self.add(group)
        self.is_open = True

    def add(self, sentences: Sequence[Sentence]) -> None:
        """Add a step whose title is the first sentence."""
        if len(self.steps) >= limits.MAX_STEPS:
            for sentence in sentences:
                self._leave(sentence, _("the question would have too many steps with it"))
            return
        if not self._has_room(sentences):
            for sentence in sentences:
                self._leave(sentence, _("the question would be too long with it"))
            return
        first, *rest = sentences
        number = len(self.steps) + 1
        whole = Piece(first.markdown, first.start, first.end)
        title = ui_labels.mark_title(first.markdown.rstrip(_END) or first.markdown)
        body, caution = BoundedText(MAX_LENGTH), BoundedText(CAUTION_LENGTH)
        self._body, self._caution = body, caution
        if len(title) > TITLE_LENGTH:
            title = _shortened(first)
            body.add(whole)
            self._doubt(
                _(
                    "The title of step {} was too long and was shortened. The full text is in the step."
                ).format(number)
            )
        for sentence in rest:
            piece = Piece(sentence.markdown, sentence.start, sentence.end, " ")
            warns = bool(
                CAUTION.match(sentence.plain)
                or (caution.pieces and not is_instruction(sentence.plain))
            )
            if warns and caution.add(piece):
                continue
            if not body.add(piece):
                self._leave(sentence, _("the step would be too long with it"))
            elif is_instruction(sentence.plain):
                self._doubt(
                    _("Step {} may contain more than one action. Make each action a step.").format(
                        number
                    )
                )
        self.steps.append(StepDraft(whole._replace(text=title), body.pieces, caution.pieces))

    def _has_room(self, sentences: Sequence[Sentence]) -> bool:
        """Return whether sentences fit into the question, and take the room if they do."""
        # Up to four characters separate two of them.
        needed = sum(len(sentence.markdown) + 4 for sentence in sentences)
        if needed > self._room:
            return False
        self._room -= needed
        return True

    def extend(self, block: Block) -> None:
        """Add a block to the last step."""
        if not self._has_room(block.sentences):
            self._leave(block, _("the question would be too long with it"))
            return
        piece = piece_of_block(block)
        if CAUTION.match(block.plain) and self._caution.add(piece):
            return
        if block.kind is BlockKind.LIST_ITEM:
            body = self._body.pieces
            is_next = bool(body) and body[-1].text.startswith("- ")
            piece = piece._replace(
                text=f"- {piece.text.lstrip(' -')}", before="\n" if is_next else "\n\n"
            )
        if not self._body.add(piece):
            self._leave(block, _("the step would be too long with it"))


def step_positions(blocks: list[Block]) -> set[int]:
    """Return the indexes of the list items that are steps.

    They are the items of the first numbered list, or all items if each is an instruction.
    """
    first: set[int] = set()
    expected = 0
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.LIST_ITEM or block.depth > 1 or block.number is None:
            continue
        if first and block.number == 1 and expected > 1 and _is_another_list(blocks, place):
            break
        first.add(place)
        expected = block.number + 1
    items = [
        place
        for place, block in enumerate(blocks)
        if block.kind is BlockKind.LIST_ITEM and block.depth == 1
    ]
    are_instructions = len(items) > 1 and all(
        is_instruction(blocks[place].plain) for place in items
    )
    return first or (set(items) if are_instructions else set())


def piece_of_block(block: Block, before: str = "\n\n") -> Piece:
    """Return a block as Markdown, with the mark of a heading or a list item."""
    whole = join_sentences(block.sentences)
    is_verbatim = block.kind is BlockKind.VERBATIM
    text = whole.text if is_verbatim else ui_labels.mark_block(whole.markdown)
    mark = ""
    if block.kind is BlockKind.HEADING:
        mark = "## " if block.level <= 2 else "### "
    elif block.kind is BlockKind.LIST_ITEM:
        mark = "    " * (block.depth - 1) + ("- " if block.number is None else f"{block.number}. ")
    return Piece(f"{mark}{text}", block.start, block.end, before)


def _is_another_list(blocks: list[Block], place: int) -> bool:
    """Return whether an item with the number one begins another list: some pages number every item one."""
    before = blocks[place - 1]
    if before.kind is not BlockKind.LIST_ITEM and not before.depth:
        return True
    after = (blocks[at] for at in range(place + 1, len(blocks)))
    items = (each for each in after if each.kind is BlockKind.LIST_ITEM and each.depth == 1)
    following = next(items, None)
    return following is not None and following.number == 2


def _without_number(block: Block, number: int) -> Block:
    """Return an item without a number that repeats the number of the list."""
    text = block.sentences[0].text
    match = _NUMBER.match(text)
    if match and int(match[1]) in {number, block.number}:
        return block.with_text(text[match.end() :])
    return block


def _shortened(sentence: Sentence) -> str:
    half = TITLE_LENGTH // 2
    space = sentence.plain.rfind(" ", 0, half)
    short = sentence.plain[: space if space > 0 else half].rstrip(" ,;")
    return f"{Sentence(short, sentence.start, sentence.end).markdown[: TITLE_LENGTH - 1]}…"
