"""What stands under a question, as its summary, body and steps."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from faq.importing.pages.blocks import Block, Kind, Page
from faq.importing.pages.drafts import Draft, Leftover, Piece, length
from faq.importing.pages.outline import Section, left
from faq.importing.pages.parts import Part, joined
from faq.importing.pages.questions import asks, is_act, refers_back, without_prefix
from faq.importing.pages.similar import likeness
from faq.importing.pages.steps import CAUTION, StepWriter, block_piece, steps_of
from faq.models.question import SUMMARY_LENGTH, TITLE_LENGTH
from faq.text.lines import one_line
from faq.text.markdown import MAX_LENGTH

_EMPTY_LEAD = re.compile(
    r"(?:(?:please )?(?:follow|use|do|try|take|here (?:are|is))\b.{0,40}|(?:the )?(?:steps?|instructions?|how to)"
    r"(?: are)?|answer|to do (?:this|so|that))\s*[:.]?",
    re.IGNORECASE,
)


def answer(page: Page, section: Section) -> tuple[Draft, list[Leftover]]:
    """Make a draft of a question and what stands under it.

    Returns:
        the draft, and what there was no place for.
    """
    return _Writer(page, section).written()


class _Writer:
    def __init__(self, page: Page, section: Section) -> None:
        self.page = page
        self.section = section
        self.draft = Draft(Piece("", 0, 0))
        self.leftovers: list[Leftover] = []
        self.said: set[str] = set()
        self.steps = StepWriter(self._doubt, self._leave)

    def written(self) -> tuple[Draft, list[Leftover]]:
        self._title()
        for block in self.section.others:
            self._phrasing(block, without_prefix(block.plain))
        if self.section.others:
            self._doubt(
                _(
                    "It stood under two questions. One is the title, the other is kept as a phrasing."
                )
            )
        blocks = [each for each in map(self._without_repetition, self.section.blocks) if each]
        ordered = steps_of(blocks)
        for place, block in enumerate(blocks):
            self._write(block, place, blocks, ordered)
        self.draft.steps = self.steps.steps
        self._look_over()
        return self.draft, self.leftovers

    def _title(self) -> None:
        heading = self.section.heading
        said = without_prefix(heading.plain).strip("*_ ")
        where = heading.start, heading.end
        if len(said) <= TITLE_LENGTH:
            self.draft.title = Piece(said, *where)
        else:
            short = said[: TITLE_LENGTH - 1].rsplit(" ", 1)[0]
            self.draft.title = Piece(f"{short}…", *where)
            self.draft.body.append(Piece(joined(heading.parts).markdown, *where))
            self._doubt(_("The title was too long. The whole of it stands in the body."))
        if not asks(said):
            self._doubt(_("The title is no question: write it as a reader would ask it."))

    def _without_repetition(self, block: Block) -> Block | None:
        """The block without sentences that were said before, which are left over."""
        if block.kind is Kind.VERBATIM:
            return block
        kept = []
        for part in block.parts:
            key = part.plain.casefold()
            if key in self.said and len(key) > 15:
                self._leave(part, _("it was said before"))
                self._doubt(_("A sentence stood there more than once. It is kept once."))
            elif not key:
                self._leave(part, _("marks without words"))
            else:
                kept.append(part)
                self.said.add(key)
            if part.breaks_off:
                self._doubt(_("The source leaves something out at “…”. Look what is missing."))
        return block.of(kept) if kept else None

    def _write(self, block: Block, place: int, blocks: list[Block], ordered: set[int]) -> None:
        is_last = place + 1 == len(blocks)
        if place in ordered:
            self.steps.add_item(block)
        elif self.steps.is_open and block.depth and self.steps.steps:
            self.steps.extend(block)
        elif not is_last and not self.steps.steps and self._is_lead(block, is_first=place == 0):
            self._lead(block)
        elif block.kind is Kind.PARAGRAPH and not ordered and self._running_steps(block):
            pass
        else:
            if self.steps.is_open:
                self.steps.is_open = False
                self._doubt(
                    _("Some of the body stood after the steps. Readers see it before them.")
                )
            self._into_body(block, blocks[place - 1] if place else None)

    # --- What introduces

    def _is_lead(self, block: Block, *, is_first: bool) -> bool:
        said = block.plain
        if (
            block.kind is not Kind.PARAGRAPH
            or len(block.parts) > 1
            or len(said) > 80
            or block.depth
        ):
            return False
        ends = said.endswith((".", "!", "?", "…"))
        return said.endswith(":") or (not ends and is_first) or bool(_EMPTY_LEAD.fullmatch(said))

    def _lead(self, block: Block) -> None:
        if _EMPTY_LEAD.fullmatch(block.plain):
            self._leave(block, _("it only introduces what follows"))
            return
        said = re.sub(r"^to\s+", "", block.plain, flags=re.IGNORECASE).rstrip(" :")
        self._phrasing(block, said)
        if likeness(said, self.draft.title.text) < 0.4:
            self._doubt(
                _("The answer stands under “{}”: is that what the question asks?").format(
                    block.plain.rstrip(" :")
                )
            )

    def _phrasing(self, block: Block, said: str) -> None:
        known = [self.draft.title, *self.draft.phrasings]
        if not said or _folded(said) in {_folded(piece.text) for piece in known}:
            self._leave(block, _("it says what another says"))
        else:
            self.draft.phrasings.append(Piece(said, block.start, block.end))

    # --- Running text

    def _running_steps(self, block: Block) -> bool:
        """Make steps of sentences that each say what to do, and put the others into the body."""
        acts = [is_act(part.plain) for part in block.parts]
        if sum(acts) < 2 or not any(one and other for one, other in pairwise(acts)):
            return False
        self._doubt(
            _("The steps were made of running text: look whether they are whole and in order.")
        )
        for part, act in zip(block.parts, acts, strict=True):
            if act:
                self.steps.add([part])
            else:
                self._into_body(Block(block.kind, (part,), part.start, part.end), None)
        return True

    # --- Summary and body

    def _into_body(self, block: Block, before: Block | None) -> None:
        draft, parts = self.draft, list(block.parts)
        is_first = draft.summary is None and not draft.body
        if (
            is_first
            and block.kind is Kind.PARAGRAPH
            and not block.depth
            and self._may_sum_up(parts[0])
        ):
            first = parts.pop(0)
            draft.summary = Piece(first.plain, first.start, first.end)
            if not parts:
                return
        block = block.of(parts)
        is_continued = before is not None and before.kind is Kind.ITEM and block.kind is Kind.ITEM
        piece = block_piece(block, "\n" if is_continued else "\n\n")
        if length([*draft.body, piece]) > MAX_LENGTH:
            self._leave(block, _("there is no room for it in the body"))
            self._doubt(_("The answer is too long for a body. The rest is left over."))
        else:
            draft.body.append(piece)

    def _may_sum_up(self, part: Part) -> bool:
        said = part.plain
        is_statement = not (
            is_act(said) or refers_back(said) or said.endswith(":") or CAUTION.match(said)
        )
        return is_statement and len(said) <= SUMMARY_LENGTH and not self.steps.steps

    # --- At the end

    def _look_over(self) -> None:
        draft = self.draft
        opening = next(
            (each for each in self.section.blocks if each.kind is not Kind.HEADING), None
        )
        if opening and opening.kind is Kind.PARAGRAPH and refers_back(opening.plain):
            self._doubt(_("The answer begins in the middle: what stood before it is missing."))
        if draft.summary is None:
            self._doubt(_("There is no summary: write the answer in one sentence."))
        if len(draft.steps) == 1:
            self._doubt(_("There is only one step."))
        if any(piece.text.startswith(("1. ", "1\\.")) for piece in draft.body) and draft.steps:
            self._doubt(
                _("A second list of steps stands in the body. It may be a question of its own.")
            )

    def _doubt(self, sentence: str) -> None:
        if sentence not in self.draft.doubts:
            self.draft.doubts.append(sentence)

    def _leave(self, what: Block | Part, reason: str) -> None:
        self.leftovers.append(left(self.page, what, reason))


def _folded(said: str) -> str:
    """What is the same once it is stored, but for its capitals."""
    return one_line(said).casefold()
