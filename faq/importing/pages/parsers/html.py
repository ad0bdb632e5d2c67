"""Parses HTML into Markdown and its blocks, after sanitising it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _
from markdown_it.token import Token

from faq.importing.pages.blocks import Block, BlockKind
from faq.importing.pages.classify import is_question
from faq.importing.pages.parsers.html_sanitizer import ASIDE, HEADINGS, INLINE, doubts, sanitize
from faq.importing.pages.sentences import MAX_LENGTH, Sentence, readable, split_block
from faq.importing.pages.source import PageError
from faq.text.cleaning import one_line
from faq.text.markdown import image_markdown
from faq.text.markdown_writer import Pieces, paragraph, strong, write
from faq.text.markdown_writer import link as linked
from faq.text.videos import find_video


def parse(text: str) -> tuple[str, list[Block], list[str]]:
    """Parse a page.

    Args:
        text: HTML.

    Returns:
        The visible text as Markdown, its blocks in order, and sentences about what was changed.

    Raises:
        PageError: the HTML is nested too deeply, or has more than MAX_BLOCKS blocks.
    """
    reader = _BlockParser()
    reader.feed(sanitize(text))
    reader.close()
    return reader.text, reader.blocks, doubts(text)


# Each takes a quarter of a millisecond to write, and in one megabyte there is room for 250,000.
MAX_BLOCKS = 10_000
# Longer blocks are divided, because escaping a long text can be made to be slow.
_MAX_BLOCK_LENGTH = 2_000


@dataclass
class _List:
    number: int | None
    begins_item: bool = False


@dataclass
class _Line:
    """The content of the block that is being read."""

    pieces: Pieces = field(default_factory=list)
    bold: int = 0
    address: str = ""
    length: int = 0
    # The text since the last start or end of bold or of a link.
    unmarked: Pieces = field(default_factory=list)


class _BlockParser(HTMLParser):
    """Writes the text of a sanitised page as Markdown, and notes the position of each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.blocks: list[Block] = []
        self.written: list[str] = []
        self.length = 0
        self.line = _Line()
        self.lists: list[_List] = []
        self.level = 0
        # Whether the block is the term of a definition or the summary of details.
        self.is_term = False
        self.asides = 0
        self.is_in_frame = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"b", "strong"}:
            self._mark()
            self.line.bold += 1
        elif tag == "a":
            self._mark()
            self.line.address = given.get("href") or ""
        elif tag == "br":
            self._add_text(" ")
        elif tag == "iframe":
            self.is_in_frame = True
            self._show_video(given.get("src") or "", given.get("title") or "")
        elif tag == "img":
            self._add_text(f" {given.get('alt') or ''} ")
        else:
            self.flush()
            self._enter(tag, given)

    def _show_video(self, address: str, title: str) -> None:
        """Write the video that a frame plays, if it is one, as a block that nothing changes."""
        video = find_video(f"https:{address}" if address.startswith("//") else address)
        if video is None:
            return
        self.flush()
        self._check_count()
        text = image_markdown(one_line(title) or _("Video"), video.address)
        start, end = self.length, self.length + len(text)
        self._write(f"{text}\n\n")
        kept = (Sentence(text, start, end, True),)
        self.blocks.append(Block(BlockKind.VERBATIM, kept, start, end, depth=len(self.lists)))

    def _check_count(self) -> None:
        if len(self.blocks) == MAX_BLOCKS:
            message = _(
                "The page has more than {} headings, paragraphs and list items. Split it into several pages."
            )
            raise PageError(message.format(MAX_BLOCKS))

    def _enter(self, tag: str, given: dict[str, str | None]) -> None:
        if tag in HEADINGS:
            self.level = HEADINGS[tag]
        elif tag in {"dt", "summary"}:
            self.is_term = True
        elif tag in ASIDE:
            self.asides += 1
        elif tag == "ul":
            self.lists.append(_List(None))
        elif tag == "ol":
            start = given.get("start") or "1"
            self.lists.append(_List(int(start) - 1 if start.isdecimal() and len(start) < 4 else 0))
        elif tag == "li" and self.lists:
            here = self.lists[-1]
            here.number = None if here.number is None else here.number + 1
            here.begins_item = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"b", "strong"}:
            self._mark()
            self.line.bold = max(0, self.line.bold - 1)
        elif tag == "a":
            self._mark()
            self.line.address = ""
        elif tag == "iframe":
            self.is_in_frame = False
        elif tag not in INLINE:
            self.flush()
            if tag in HEADINGS:
                self.level = 0
            elif tag in {"dt", "summary"}:
                self.is_term = False
            elif tag in ASIDE:
                self.asides = max(0, self.asides - 1)
            elif tag in {"ul", "ol"} and self.lists:
                self.lists.pop()

    def handle_data(self, data: str) -> None:
        # In a frame stands what browsers showed thirty years ago that knew none.
        if not self.is_in_frame:
            self._add_text(data)

    def _add_text(self, text: str) -> None:
        for piece in _text(text):
            self.line.unmarked.append(piece)
            self.line.length += len(piece.content)
            if self.line.length > _MAX_BLOCK_LENGTH:
                self.flush()

    def _mark(self) -> None:
        """Mark the text read so far as bold, as a link, or as neither."""
        line, pieces = self.line, self.line.unmarked
        line.unmarked = []
        text = "".join(piece.content for piece in pieces)
        if not text.strip():
            line.pieces += pieces
            return
        # Marks may not begin or end with a space.
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        marked: Pieces = _text(text.strip())
        if line.bold and not self.level:
            marked = strong(marked)
        if line.address:
            marked = linked(marked, line.address)
        line.pieces += [*_text(before), *marked, *_text(after)]

    def flush(self) -> None:
        """Write the block that ends here."""
        self._mark()
        pieces, self.line.pieces, self.line.length = self.line.pieces, [], 0
        if pieces and pieces[0].type == "text":
            pieces[0].content = pieces[0].content.lstrip()
        if pieces and pieces[-1].type == "text":
            pieces[-1].content = pieces[-1].content.rstrip()
        if not any(re.search(r"\w", each.content) for each in pieces):
            return
        self._check_count()
        text = write(paragraph(pieces)).strip()
        kind = self._kind(text)
        here = self.lists[-1] if self.lists else None
        number = here.number if here and kind is BlockKind.LIST_ITEM else None
        if here:
            here.begins_item = False
        mark = ""
        if kind is BlockKind.HEADING:
            mark = "#" * (self.level or 6) + " "
        elif kind is BlockKind.LIST_ITEM:
            mark = "    " * (len(self.lists) - 1) + (f"{number}. " if number is not None else "- ")
        start = self.length + len(mark) - len(mark.lstrip())
        at, end = self.length + len(mark), self.length + len(mark) + len(text)
        self._write(f"{mark}{text}\n\n")
        sentences = split_block(text, [(0, at)], start, end, is_markdown=True)
        self.blocks.append(
            Block(
                kind,
                sentences,
                start,
                end,
                level=self.level,
                number=number,
                depth=len(self.lists),
                is_aside=self.asides > 0,
            )
        )

    def _kind(self, text: str) -> BlockKind:
        if self.level or self.is_term:
            return BlockKind.HEADING
        if self.lists:
            return BlockKind.LIST_ITEM if self.lists[-1].begins_item else BlockKind.PARAGRAPH
        return BlockKind.HEADING if _is_bold_question(text) else BlockKind.PARAGRAPH

    def _write(self, text: str) -> None:
        self.written.append(text)
        self.length += len(text)

    def close(self) -> None:
        super().close()
        self.flush()
        self.text = "".join(self.written)


def _is_bold_question(text: str) -> bool:
    return (
        text.startswith("**")
        and text.rstrip(": ").endswith("**")
        and is_question(text.strip("*: "))
    )


def _text(text: str) -> Pieces:
    text = readable(text)
    pieces = [text[at : at + MAX_LENGTH] for at in range(0, len(text), MAX_LENGTH)]
    return [Token("text", "", 0, content=piece) for piece in pieces]
