"""Writes the draft of a question: its title, phrasings, summary, body and steps."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from faq.importing.pages.blocks import Block, BlockKind, Page
from faq.importing.pages.classify import asks, is_instruction, refers_back, without_prefix
from faq.importing.pages.drafts import BoundedText, Draft, Leftover, Piece
from faq.importing.pages.duplicates import similarity
from faq.importing.pages.outline import Section, leftover
from faq.importing.pages.sentences import Sentence, join_sentences
from faq.importing.pages.step_writer import CAUTION, StepWriter, piece_of_block, step_positions
from faq.models import limits
from faq.models.question import SUMMARY_LENGTH, TITLE_LENGTH
from faq.text.cleaning import one_line
from faq.text.markdown import MAX_LENGTH

_LEAD_WITHOUT_CONTENT = re.compile(
    r"(?:(?:please )?(?:follow|use|do|try|take|here (?:are|is))\b.{0,40}|(?:the )?(?:steps?|instructions?|how to)"
    r"(?: are)?|answer|to do (?:this|so|that))\s*[:.]?",
    re.IGNORECASE,
)


def write_draft(page: Page, section: Section) -> tuple[Draft, list[Leftover]]:
    """Write the draft of a section of a page.

    Returns:
        The draft, and the parts of the section that are not in it.
    """
    return _DraftWriter(page, section).write()


class _DraftWriter:
    def __init__(self, page: Page, section: Section) -> None:
        self.page = page
        self.section = section
        self.body = BoundedText(MAX_LENGTH)
        self.draft = Draft(Piece("", 0, 0), body=self.body.pieces)
        self.leftovers: list[Leftover] = []
        self.seen: set[str] = set()
        # The title and the phrasings, folded.
        self.asked: set[str] = set()
        self.doubted: set[str] = set()
        self.steps = StepWriter(self._doubt, self._leave)

    def write(self) -> tuple[Draft, list[Leftover]]:
        self._title()
        self.asked.add(_folded(self.draft.title.text))
        for block in self.section.others:
            self._phrasing(block, without_prefix(block.plain))
        if self.section.others:
            self._doubt(
                _(
                    "The answer belonged to two questions. One became the title, the other a phrasing."
                )
            )
        blocks = [each for each in map(self._without_repetition, self.section.blocks) if each]
        ordered = step_positions(blocks)
        for place, block in enumerate(blocks):
            self._write(block, place, blocks, ordered)
        self.draft.steps = self.steps.steps
        self._check()
        return self.draft, self.leftovers

    def _title(self) -> None:
        heading = self.section.heading
        text = without_prefix(heading.plain).strip("*_ ")
        where = heading.start, heading.end
        if len(text) <= TITLE_LENGTH:
            self.draft.title = Piece(text, *where)
        else:
            short = text[: TITLE_LENGTH - 1].rsplit(" ", 1)[0]
            self.draft.title = Piece(f"{short}…", *where)
            if not self.body.add(Piece(join_sentences(heading.sentences).markdown, *where)):
                self._leave(heading, _("the body would be too long with it"))
            self._doubt(
                _("The title was too long and was shortened. The body begins with the full text.")
            )
        if not asks(text):
            self._doubt(_("The title is not a question. Write it as a reader would ask it."))

    def _without_repetition(self, block: Block) -> Block | None:
        """Return the block without repeated sentences, or None if nothing remains."""
        if block.kind is BlockKind.VERBATIM:
            return block
        remaining = []
        for sentence in block.sentences:
            key = sentence.plain.casefold()
            if key in self.seen and len(key) > 15:
                self._leave(sentence, _("a repeated sentence"))
                self._doubt(_("A sentence was repeated. The draft contains it once."))
            elif not key:
                self._leave(sentence, _("it contains no words"))
            else:
                remaining.append(sentence)
                self.seen.add(key)
            if sentence.breaks_off:
                self._doubt(_("The page leaves something out at “…”. Check what is missing."))
        return block.with_sentences(remaining) if remaining else None

    def _write(self, block: Block, place: int, blocks: list[Block], ordered: set[int]) -> None:
        is_last = place + 1 == len(blocks)
        if place in ordered:
            self.steps.add_item(block)
        elif self.steps.is_open and block.depth and self.steps.steps:
            self.steps.extend(block)
        elif not is_last and not self.steps.steps and self._is_lead(block, is_first=place == 0):
            self._lead(block)
        elif block.kind is BlockKind.PARAGRAPH and not ordered and self._steps_from_text(block):
            pass
        else:
            if self.steps.is_open:
                self.steps.is_open = False
                self._doubt(
                    _(
                        "Part of the body came after the steps on the page. Readers see it before the steps."
                    )
                )
            self._into_body(block, blocks[place - 1] if place else None)

    # --- Introductions

    def _is_lead(self, block: Block, *, is_first: bool) -> bool:
        text = block.plain
        if (
            block.kind is not BlockKind.PARAGRAPH
            or len(block.sentences) > 1
            or len(text) > 80
            or block.depth
        ):
            return False
        ends = text.endswith((".", "!", "?", "…"))
        return (
            text.endswith(":")
            or (not ends and is_first)
            or bool(_LEAD_WITHOUT_CONTENT.fullmatch(text))
        )

    def _lead(self, block: Block) -> None:
        if _LEAD_WITHOUT_CONTENT.fullmatch(block.plain):
            self._leave(block, _("it only introduces the next text"))
            return
        text = re.sub(r"^to\s+", "", block.plain, flags=re.IGNORECASE).rstrip(" :")
        self._phrasing(block, text)
        if similarity(text, self.draft.title.text) < 0.4:
            self._doubt(
                _("The answer has the heading “{}”. Check that it answers the question.").format(
                    block.plain.rstrip(" :")
                )
            )

    def _phrasing(self, block: Block, text: str) -> None:
        folded = _folded(text)
        if not text or folded in self.asked:
            self._leave(block, _("the title or a phrasing says the same"))
        elif len(self.draft.phrasings) >= limits.MAX_PHRASINGS:
            self._leave(block, _("the question would have too many phrasings with it"))
        else:
            self.asked.add(folded)
            self.draft.phrasings.append(Piece(text, block.start, block.end))

    # --- Continuous text

    def _steps_from_text(self, block: Block) -> bool:
        """Write a paragraph with consecutive instructions as steps and body; return whether it has any."""
        are_instructions = [is_instruction(sentence.plain) for sentence in block.sentences]
        if not any(one and other for one, other in pairwise(are_instructions)):
            return False
        self._doubt(
            _(
                "The steps were taken from continuous text. Check that they are complete and in order."
            )
        )
        for sentence, is_step in zip(block.sentences, are_instructions, strict=True):
            if is_step:
                self.steps.add([sentence])
            else:
                self._into_body(Block(block.kind, (sentence,), sentence.start, sentence.end), None)
        return True

    # --- Summary and body

    def _into_body(self, block: Block, before: Block | None) -> None:
        draft, sentences = self.draft, list(block.sentences)
        is_first = draft.summary is None and not draft.body
        if (
            is_first
            and block.kind is BlockKind.PARAGRAPH
            and not block.depth
            and self._may_be_summary(sentences[0])
        ):
            first = sentences.pop(0)
            draft.summary = Piece(first.plain, first.start, first.end)
            if not sentences:
                return
        block = block.with_sentences(sentences)
        is_continued = (
            before is not None
            and before.kind is BlockKind.LIST_ITEM
            and block.kind is BlockKind.LIST_ITEM
        )
        piece = piece_of_block(block, "\n" if is_continued else "\n\n")
        if not self.body.add(piece):
            self._leave(block, _("the body would be too long with it"))
            self._doubt(_("The answer is too long for the body. The rest is left over."))

    def _may_be_summary(self, sentence: Sentence) -> bool:
        text = sentence.plain
        is_statement = not (
            is_instruction(text) or refers_back(text) or text.endswith(":") or CAUTION.match(text)
        )
        return is_statement and len(text) <= SUMMARY_LENGTH and not self.steps.steps

    # --- Checks

    def _check(self) -> None:
        draft = self.draft
        opening = next(
            (each for each in self.section.blocks if each.kind is not BlockKind.HEADING), None
        )
        if opening and opening.kind is BlockKind.PARAGRAPH and refers_back(opening.plain):
            self._doubt(_("The answer refers to an earlier text that is missing."))
        if draft.summary is None:
            self._doubt(_("There is no summary. Write the answer in one sentence."))
        if len(draft.steps) == 1:
            self._doubt(_("There is only one step. Check that none is missing."))
        if any(piece.text.startswith(("1. ", "1\\.")) for piece in draft.body) and draft.steps:
            self._doubt(
                _("The body contains a second list of steps. It may need a question of its own.")
            )

    def _doubt(self, sentence: str) -> None:
        if sentence not in self.doubted:
            self.doubted.add(sentence)
            self.draft.doubts.append(sentence)

    def _leave(self, part: Block | Sentence, reason: str) -> None:
        self.leftovers.append(leftover(self.page, part, reason))


def _folded(text: str) -> str:
    """Return a text as it is stored, without differences of case."""
    return one_line(text).casefold()
