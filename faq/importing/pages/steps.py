"""The steps of an answer: which blocks they are, and what each says in its title, body and caution."""

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from faq.importing.pages import labels
from faq.importing.pages.blocks import Block, Kind
from faq.importing.pages.drafts import Piece, StepDraft, length
from faq.importing.pages.parts import Part, joined
from faq.importing.pages.questions import is_act
from faq.models.question import TITLE_LENGTH
from faq.models.step import CAUTION_LENGTH
from faq.text.markdown import MAX_LENGTH

CAUTION = re.compile(
    r"(?:important|warning|caution|careful|attention|achtung|atención|⚠\S?)\s*[:!–—-]",
    re.IGNORECASE,
)
_END = re.compile(r"[\s.;,]+$")
_NUMBER = re.compile(
    r"\(?(?:step\s+)?(\d{1,3})\s*(?:\\?[.):]|[–—-](?=\s))+\s*(?=[^\W\d]|[\"“‘*\[])", re.IGNORECASE
)


class StepWriter:
    """Writes one step after another.

    Args:
        doubt: told what somebody should look at.
        leave: told what there is no place for, and why.
    """

    def __init__(
        self, doubt: Callable[[str], None], leave: Callable[[Block | Part, str], None]
    ) -> None:
        self.steps: list[StepDraft] = []
        # Whether the last step may go on in the next block.
        self.is_open = False
        self._doubt = doubt
        self._leave = leave

    def add_item(self, block: Block) -> None:
        """An item of the list of steps: one step, or two if a way through menus runs on into another act."""
        block = _unnumbered(block, len(self.steps) + 1)
        groups: list[list[Part]] = [[]]
        for place, part in enumerate(block.parts):
            if place and block.parts[place - 1].runs_on and is_act(part.plain):
                groups.append([])
            groups[-1].append(part)
        if len(groups) > 1:
            self._doubt(_("One item held more than one action. Each is a step now."))
        for group in groups:
            self.add(group)
        self.is_open = True

    def add(self, parts: Sequence[Part]) -> None:
        """A step of sentences: the first is its title."""
        first, *rest = parts
        number = len(self.steps) + 1
        whole = Piece(first.markdown, first.start, first.end)
        title = labels.mark(_END.sub("", first.markdown) or first.markdown)
        body: list[Piece] = []
        if len(title) > TITLE_LENGTH:
            title = _shortened(first)
            body.append(whole)
            self._doubt(
                _("Step {} was too long for a title. The whole of it stands below it.").format(
                    number
                )
            )
        cautions: list[Piece] = []
        for part in rest:
            piece = Piece(part.markdown, part.start, part.end, " ")
            warns = bool(CAUTION.match(part.plain) or (cautions and not is_act(part.plain)))
            if warns and length([*cautions, piece]) <= CAUTION_LENGTH:
                cautions.append(piece)
            elif length([*body, piece]) > MAX_LENGTH:
                self._leave(part, _("there is no room for it in the step"))
            else:
                body.append(piece)
                if is_act(part.plain):
                    self._doubt(_("Step {} may hold more than one action.").format(number))
        self.steps.append(StepDraft(whole._replace(text=title), tuple(body), tuple(cautions)))

    def extend(self, block: Block) -> None:
        """What stands under a step belongs to it."""
        last = self.steps[-1]
        piece = block_piece(block)
        if CAUTION.match(block.plain) and length([*last.caution, piece]) <= CAUTION_LENGTH:
            self.steps[-1] = last._replace(caution=(*last.caution, piece))
            return
        if block.kind is Kind.ITEM:
            is_next = bool(last.body) and last.body[-1].text.startswith("- ")
            piece = piece._replace(
                text=f"- {piece.text.lstrip(' -')}", before="\n" if is_next else "\n\n"
            )
        if length([*last.body, piece]) > MAX_LENGTH:
            self._leave(block, _("there is no room for it in the step"))
        else:
            self.steps[-1] = last._replace(body=(*last.body, piece))


def steps_of(blocks: list[Block]) -> set[int]:
    """The places of the items that are the steps: of the first numbered list, or else of one that is all acts."""
    first: set[int] = set()
    expected = 0
    for place, block in enumerate(blocks):
        if block.kind is not Kind.ITEM or block.depth > 1 or block.number is None:
            continue
        if first and block.number == 1 and expected > 1 and _is_another_list(blocks, place):
            break
        first.add(place)
        expected = block.number + 1
    items = [
        place for place, block in enumerate(blocks) if block.kind is Kind.ITEM and block.depth == 1
    ]
    are_acts = len(items) > 1 and all(is_act(blocks[place].plain) for place in items)
    return first or (set(items) if are_acts else set())


def block_piece(block: Block, before: str = "\n\n") -> Piece:
    """A block as Markdown, with what marks it as a heading or an item."""
    whole = joined(block.parts)
    is_verbatim = block.kind is Kind.VERBATIM
    text = whole.text if is_verbatim else labels.mark_ways(whole.markdown)
    mark = ""
    if block.kind is Kind.HEADING:
        mark = "## " if block.level <= 2 else "### "
    elif block.kind is Kind.ITEM:
        mark = "    " * (block.depth - 1) + ("- " if block.number is None else f"{block.number}. ")
    return Piece(f"{mark}{text}", block.start, block.end, before)


def _is_another_list(blocks: list[Block], place: int) -> bool:
    """Whether an item numbered one begins another list; on some pages every item says that it is the first."""
    items = [each for each in blocks[place + 1 :] if each.kind is Kind.ITEM and each.depth == 1]
    before = blocks[place - 1]
    stands_apart = before.kind is not Kind.ITEM and not before.depth
    return stands_apart or (bool(items) and items[0].number == 2)


def _unnumbered(block: Block, number: int) -> Block:
    """The item without its number, where the page wrote that a second time."""
    text = block.parts[0].text
    match = _NUMBER.match(text)
    if match and int(match[1]) in {number, block.number}:
        return block.with_text(text[match.end() :])
    return block


def _shortened(part: Part) -> str:
    half = TITLE_LENGTH // 2
    space = part.plain.rfind(" ", 0, half)
    short = part.plain[: space if space > 0 else half].rstrip(" ,;")
    return f"{Part(short, part.start, part.end).markdown[: TITLE_LENGTH - 1]}…"
