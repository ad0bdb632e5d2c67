"""Sentences of a page: where they end, what they say without the mess, and where they stand."""

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markdown_it.token import Token

from faq.text.cleaning import remove_invisible
from faq.text.markdown import parse_inline
from faq.text.markdown_writer import paragraph, words, write
from faq.text.sentences import SENTENCE_BREAK, sentence_starts

# Longer ones are cut between words: marks in a long line may be made to be slow.
MAX_LENGTH = 1_500
_MAX_SENTENCES = 500
# With more of them in so short a text, they are no links.
_MAX_BRACKETS = 100

_BREAK = re.compile(
    SENTENCE_BREAK
    # The dots between what was quoted from here and there;
    + r"""|\s(?:…|\.\.\.)\s+(?=\S)|\s(?=…\s)"""
    # a way through menus that goes on with another act.
    r"""|\s[•|›»→>]\s+(?=(?:Click|Tap|Press|Select|Choose|Scroll)\b)"""
)
_ESCAPE = re.compile(r"\\([!-/:-@\[\]-`{-~])")
# A backslash before a word, where no path through folders has one.
_STRAY = re.compile(r"(?<![\w\\:/])\\(?=[^\W\d_]+(?![\w\\]))")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_TAG = re.compile(
    r"<!--.*?-->|</?(?:a|b|big|br|center|code|details|div|em|font|i|img|kbd|p|small|span|strong|sub|summary|sup|u)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_ARROWS = tuple("•|›»→>")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_EDGE_DOTS = re.compile(r"^(?:…|\.\.\.)\s+|\s+(?:…|\.\.\.)$|\s+[•|›»→>]$")


@dataclass(frozen=True)
class Sentence:
    """A sentence, or what else stands by itself.

    Args:
        text: what it says, cleaned.
        start: where it begins in the text of the page.
        end: where it ends, exclusive.
        is_markdown: whether marks in the text mean anything.
        breaks_off: the page left something out here.
        runs_on: it is a way through menus that goes on with another act.
    """

    text: str
    start: int
    end: int
    is_markdown: bool = False
    breaks_off: bool = False
    runs_on: bool = False

    @cached_property
    def plain(self) -> str:
        """The words alone, as one line."""
        if not self.is_markdown:
            return self.text
        return _spaced("".join(_said(token) for token in _tokens(self.text)))

    @cached_property
    def markdown(self) -> str:
        """The same as Markdown in which no character means anything by accident."""
        pieces = _tokens(self.text) if self.is_markdown else words(self.text)
        return write(paragraph(pieces)).strip() if self.text else ""

    def with_text(self, text: str) -> "Sentence":
        return replace(self, text=text)


def readable(text: str) -> str:
    """Text without stray escapes, written-out entities and what cannot be seen; white space as single spaces."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), remove_invisible(text))
    return re.sub(r"\s+", " ", remove_invisible(_STRAY.sub("", _ESCAPE.sub(r"\1", text))))


def clean_text(text: str) -> str:
    """The same without white space around it."""
    return readable(text).strip()


def clean_markdown(text: str) -> str:
    """Markdown as one line, without pictures but for their descriptions, tags of HTML and what cannot be seen."""
    return _spaced(_STRAY.sub("", _TAG.sub(" ", _PICTURE.sub(r"\1", text))))


def join_sentences(sentences: Sequence[Sentence]) -> Sentence:
    """Several sentences that follow one another, as one."""
    text = " ".join(sentence.text for sentence in sentences if sentence.text)
    return replace(sentences[0], text=text, end=sentences[-1].end)


def split_block(
    content: str, places: Sequence[tuple[int, int]], start: int, end: int, *, is_markdown: bool
) -> tuple[Sentence, ...]:
    """The sentences of a block.

    Args:
        content: the block without the marks at the beginnings of its lines.
        places: for each line of it, where it begins in the content and where in the page.
        start: where the block begins in the page, marks included.
        end: where it ends.
        is_markdown: whether marks in the content mean anything.

    Returns:
        at least one sentence; their spans follow one another from start to end.
    """
    tidy = clean_markdown if is_markdown else clean_text
    cuts = _cuts(content, is_markdown)
    edges = [start, *(_place(cut, places) for cut in cuts), end]
    pieces = [content[a:b] for a, b in zip([0, *cuts], [*cuts, len(content)], strict=True)]
    sentences: list[Sentence] = []
    for piece, a, b in zip(pieces, edges, edges[1:], strict=False):
        text = tidy(piece)
        bare = _EDGE_DOTS.sub("", _EDGE_DOTS.sub("", text))
        bare = "" if bare in {"…", "..."} else bare
        around = text.replace(bare, "", 1) if bare else text
        breaks_off = "…" in around or "..." in around
        if sentences and not bare:
            breaks_off = breaks_off or sentences[-1].breaks_off
            sentences[-1] = replace(sentences[-1], end=max(a, b), breaks_off=breaks_off)
        else:
            runs_on = text.endswith(_ARROWS)
            sentences.append(Sentence(bare, a, max(a, b), is_markdown, breaks_off, runs_on))
    return tuple(sentences)


def _cuts(content: str, is_markdown: bool) -> list[int]:
    cuts = [0]
    for start in sentence_starts(content, _BREAK):
        if len(cuts) == _MAX_SENTENCES:
            break
        said = content[cuts[-1] : start]
        if said.strip() and (not is_markdown or _is_balanced(said)):
            cuts.append(start)
    bounded: list[int] = []
    for a, b in zip(cuts, [*cuts[1:], len(content)], strict=True):
        while b - a > MAX_LENGTH:
            space = content.rfind(" ", a + 1, a + MAX_LENGTH)
            a = space + 1 if space > a else a + MAX_LENGTH
            bounded.append(a)
        bounded.append(b)
    return [cut for cut in bounded if cut < len(content)]


def _is_balanced(said: str) -> bool:
    """Whether no mark is opened in what was said and closed only later."""
    return (
        said.count("*") % 2 == 0
        and said.count("**") % 2 == 0
        and said.count("`") % 2 == 0
        and said.count("[") == said.count("]")
        and said.count("(") == said.count(")")
        and said.count("~~") % 2 == 0
        and said.count("<") == said.count(">")
    )


def _place(cut: int, places: Sequence[tuple[int, int]]) -> int:
    line = bisect_right(places, cut, key=lambda place: place[0]) - 1
    at, origin = places[max(line, 0)]
    return origin + cut - at


def _tokens(text: str) -> list[Token]:
    if text.count("[") > _MAX_BRACKETS:
        return words(text)
    tokens = parse_inline(text)
    for token in tokens:
        if token.type == "text":
            token.content = remove_invisible(token.content.replace("\xa0", " "))
    return tokens


def _said(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content


def _spaced(text: str) -> str:
    return " ".join(remove_invisible(text).split())
