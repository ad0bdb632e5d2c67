"""What is made of a page: drafts of questions in pieces that know where they come from, and what is left over."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from faq.text.words import folded_words


class Piece(NamedTuple):
    """Some text of a draft.

    Args:
        text: plain in titles, phrasings and summaries, Markdown elsewhere.
        start: where its source begins in the text of the page, in characters.
        end: where its source ends, exclusive.
        before: what stands between it and the piece before it in the same field.
    """

    text: str
    start: int
    end: int
    before: str = "\n\n"


class StepDraft(NamedTuple):
    title: Piece
    body: tuple[Piece, ...] = ()
    caution: tuple[Piece, ...] = ()


class NearDuplicate(NamedTuple):
    """Another question that asks nearly the same.

    Args:
        title: of the question.
        similarity: from 0 to 1.
        pk: of a stored question; None for a draft of the same page.
        status: of a stored question, in words.
    """

    title: str
    similarity: float
    pk: int | None = None
    status: str = ""


@dataclass
class Draft:
    """A question as the page has it.

    Args:
        doubts: what somebody should look at, a sentence each.
        near_duplicates: other questions that ask nearly the same.
        is_known: the same draft was made of a page before.
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
        """Each piece with the name of its field; of steps with their number."""
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
        """Where in the page all of it stands."""
        pieces = [piece for _, piece in self.pieces()]
        return min(piece.start for piece in pieces), max(piece.end for piece in pieces)

    @property
    def digest(self) -> str:
        """Tells it from other drafts by its words alone: where they stand and how they are marked is the same."""
        said = [" ".join(folded_words(piece.text)) for _, piece in self.pieces()]
        return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()


class Leftover(NamedTuple):
    """What is in no draft.

    Args:
        text: as it stands in the page.
        start: where it begins, in characters.
        end: where it ends, exclusive.
        reason: why it was left out, in a few words.
    """

    text: str
    start: int
    end: int
    reason: str


def join_pieces(pieces: Sequence[Piece]) -> str:
    """The text of several pieces of one field."""
    text = ""
    for piece in pieces:
        text += (piece.before if text else "") + piece.text
    return text


def total_length(pieces: Sequence[Piece]) -> int:
    """How many characters they are, put together."""
    return sum(len(piece.before) + len(piece.text) for piece in pieces)
