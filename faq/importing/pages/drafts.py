"""Drafts of questions whose pieces know where in the page they stand, and the parts in no draft."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from faq.text.words import folded_words


class Piece(NamedTuple):
    """A piece of the text of a draft.

    Args:
        text: plain text in titles, phrasings and summaries, Markdown elsewhere.
        start: the index of its first character in the text of the page.
        end: the index after its last character there.
        before: the white space between it and the piece before it in the same field.
    """

    text: str
    start: int
    end: int
    before: str = "\n\n"


class StepDraft(NamedTuple):
    title: Piece
    body: Sequence[Piece] = ()
    caution: Sequence[Piece] = ()


@dataclass
class BoundedText:
    """The pieces of a field with a maximum length.

    Args:
        max_length: the maximum in characters, with the white space between the pieces.
    """

    max_length: int
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    def add(self, piece: Piece) -> bool:
        """Add a piece if there is room for it, and return whether there was."""
        length = self.length + len(piece.before) + len(piece.text)
        if length > self.max_length:
            return False
        self.pieces.append(piece)
        self.length = length
        return True


class NearDuplicate(NamedTuple):
    """A question that is similar to a draft.

    Args:
        title: the title of the question.
        similarity: how similar the two are, from 0 to 1.
        pk: the primary key of a stored question; None for another draft of the page.
        status: the status of a stored question as people read it.
    """

    title: str
    similarity: float
    pk: int | None = None
    status: str = ""


@dataclass
class Draft:
    """A draft of a question from a page.

    Args:
        doubts: sentences about what an editor should check.
        near_duplicates: similar questions.
        is_known: whether the same draft was imported before.
    """

    title: Piece
    phrasings: list[Piece] = field(default_factory=list)
    summary: Piece | None = None
    body: list[Piece] = field(default_factory=list)
    steps: list[StepDraft] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    near_duplicates: list[NearDuplicate] = field(default_factory=list)
    is_known: bool = False

    @property
    def body_text(self) -> str:
        return join_pieces(self.body)

    def pieces(self) -> Iterator[tuple[str, Piece]]:
        """Yield each piece with the name of its field; steps with their number."""
        yield "title", self.title
        for piece in self.phrasings:
            yield "phrasing", piece
        if self.summary:
            yield "summary", self.summary
        for piece in self.body:
            yield "body", piece
        for number, step in enumerate(self.steps, start=1):
            yield f"step {number}", step.title
            for piece in step.body:
                yield f"step {number} body", piece
            for piece in step.caution:
                yield f"step {number} caution", piece

    @property
    def span(self) -> tuple[int, int]:
        """The start of the first piece and the end of the last one."""
        pieces = [piece for _, piece in self.pieces()]
        return min(piece.start for piece in pieces), max(piece.end for piece in pieces)

    @property
    def digest(self) -> str:
        """A hash of the words of the draft, whatever their order in the page and their formatting."""
        texts = [" ".join(folded_words(piece.text)) for _, piece in self.pieces()]
        return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()


class Leftover(NamedTuple):
    """A part of a page that is in no draft.

    Args:
        text: the text in the page.
        start: the index of its first character in the text of the page.
        end: the index after its last character there.
        reason: why it is in no draft, in a few words.
    """

    text: str
    start: int
    end: int
    reason: str


def join_pieces(pieces: Sequence[Piece]) -> str:
    """Return the text of the pieces of a field."""
    text = ""
    for piece in pieces:
        text += (piece.before if text else "") + piece.text
    return text
