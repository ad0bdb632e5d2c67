"""Splits blocks into sentences, cleans their text, and keeps their positions in the page."""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from markdown_it.token import Token

from faq.text.cleaning import remove_invisible
from faq.text.markdown import parse_inline
from faq.text.markdown_writer import paragraph, words, write
from faq.text.sentences import SENTENCE_BREAK, sentence_starts

# Longer sentences are cut between words, because parsing a long line of Markdown can be slow.
MAX_LENGTH = 1_500
_MAX_SENTENCES = 500
# A sentence with more brackets is not parsed as Markdown, because that can be slow.
_MAX_BRACKETS = 100

_BREAK = re.compile(
    SENTENCE_BREAK
    # The dots between two quotations;
    + r"""|\s(?:…|\.\.\.)\s+(?=\S)|\s(?=…\s)"""
    # a menu path that goes on with another instruction.
    r"""|\s[•|›»→>]\s+(?=(?:Click|Tap|Press|Select|Choose|Scroll)\b)"""
)
_ESCAPE = re.compile(r"\\([!-/:-@\[\]-`{-~])")
# A backslash before a word that is not part of a path.
_STRAY = re.compile(r"(?<![\w\\:/])\\(?=[^\W\d_]+(?![\w\\]))")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_TAG = re.compile(
    r"<!--(?:(?!<!--).)*?-->|</?(?:a|b|big|br|center|code|details|div|em|font|i|img|kbd|p|small|span|strong|sub|summary|sup|u)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_ARROWS = tuple("•|›»→>")
# Marks of Markdown that open and close alike, and those that do not.
_PAIRED = ("*", "**", "`", "~~")
_BRACKETS = (("[", "]"), ("(", ")"), ("<", ">"))
_MARKS = (*_PAIRED, *chain.from_iterable(_BRACKETS))
_PICTURE = re.compile(r"!\[([^\[\]]*+)\]\((?:[^()]|\([^()]*+\))*+\)")
# Of a text with single spaces.
_EDGE_DOTS = re.compile(r"^(?:…|\.\.\.) | (?:…|\.\.\.)$| [•|›»→>]$")


@dataclass(frozen=True)
class Sentence:
    """A sentence or another part of a block.

    Args:
        text: its text, cleaned.
        start: the index of its first character in the text of the page.
        end: the index after its last character.
        is_markdown: whether the text is Markdown.
        breaks_off: whether the page leaves something out here.
        runs_on: whether it is a menu path that goes on with another instruction.
    """

    text: str
    start: int
    end: int
    is_markdown: bool = False
    breaks_off: bool = False
    runs_on: bool = False

    @cached_property
    def plain(self) -> str:
        """The text without Markdown, as one line."""
        if not self.is_markdown:
            return self.text
        return _visible_line("".join(_plain_text(token) for token in _tokens(self.text)))

    @cached_property
    def markdown(self) -> str:
        """The text as Markdown, with characters escaped that would mean something by accident."""
        pieces = _tokens(self.text) if self.is_markdown else words(self.text)
        return write(paragraph(pieces)).strip() if self.text else ""

    def with_text(self, text: str) -> "Sentence":
        return replace(self, text=text)


def readable(text: str) -> str:
    """Return a text without escapes, entities and invisible characters, and with single spaces."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), remove_invisible(text))
    return re.sub(r"\s+", " ", remove_invisible(_STRAY.sub("", _ESCAPE.sub(r"\1", text))))


def clean_text(text: str) -> str:
    """Return a readable() text without white space around it."""
    return readable(text).strip()


def clean_markdown(text: str) -> str:
    """Return Markdown as one line, without HTML tags and invisible characters; images become their texts."""
    return _visible_line(_STRAY.sub("", _TAG.sub(" ", _PICTURE.sub(r"\1", text))))


def join_sentences(sentences: Sequence[Sentence]) -> Sentence:
    """Return consecutive sentences as one."""
    text = " ".join(sentence.text for sentence in sentences if sentence.text)
    return replace(sentences[0], text=text, end=sentences[-1].end)


def split_block(
    content: str, places: Sequence[tuple[int, int]], start: int, end: int, *, is_markdown: bool
) -> tuple[Sentence, ...]:
    """Split a block into sentences.

    Args:
        content: the text of the block without the marks at the beginnings of its lines.
        places: for each line, its index in the content and in the page.
        start: the index in the page at which the block begins, with its mark.
        end: the index in the page at which the block ends.
        is_markdown: whether the content is Markdown.

    Returns:
        At least one sentence. Their spans follow one another from start to end.
    """
    tidy = clean_markdown if is_markdown else clean_text
    cuts = _cuts(content, is_markdown)
    edges = [start, *(_page_index(cut, places) for cut in cuts), end]
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
    marks: Counter[str] = Counter()
    has_text, read = False, 0
    for start in sentence_starts(content, _BREAK):
        if len(cuts) == _MAX_SENTENCES:
            break
        part, read = content[read:start], start
        has_text = has_text or bool(part.strip())
        if is_markdown:
            # A part ends with white space, so no mark goes across two parts.
            marks.update({mark: part.count(mark) for mark in _MARKS})
        if has_text and _is_balanced(marks):
            cuts.append(start)
            marks.clear()
            has_text = False
    bounded: list[int] = []
    for a, b in zip(cuts, [*cuts[1:], len(content)], strict=True):
        while b - a > MAX_LENGTH:
            space = content.rfind(" ", a + 1, a + MAX_LENGTH)
            a = space + 1 if space > a else a + MAX_LENGTH
            bounded.append(a)
        bounded.append(b)
    return [cut for cut in bounded if cut < len(content)]


def _is_balanced(marks: Mapping[str, int]) -> bool:
    """Return whether every mark of Markdown that opens also closes, by the number of each mark."""
    return not any(marks[mark] % 2 for mark in _PAIRED) and all(
        marks[opening] == marks[closing] for opening, closing in _BRACKETS
    )


def _page_index(cut: int, places: Sequence[tuple[int, int]]) -> int:
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


def _plain_text(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content


def _visible_line(text: str) -> str:
    return " ".join(remove_invisible(text).split())
