"""Passages: the words, links, images and videos of the Markdown texts of a question."""

from collections.abc import Iterable
from typing import NamedTuple

from markdown_it.token import Token

from faq.publishing.content_snapshot import ContentSnapshot
from faq.text.figures import alt_text
from faq.text.markdown import parse, parse_inline
from faq.text.videos import Video

# Replaces labels, bold words and code, so that patterns do not match across them.
GAP = "\ufffc"
_VERBATIM = {"code_inline", "ui_label"}


class Link(NamedTuple):
    words: str
    href: str


class Picture(NamedTuple):
    words: str
    address: str


class Passage(NamedTuple):
    """
    Args:
        place: the place, as in a Finding.
        lines: the text of each paragraph, list item or heading, without Markdown.
        plain: the same lines with GAP in place of labels, bold words and code.
        links: the links in order.
        images: the images in order.
        videos: the videos in order.
    """

    place: str
    lines: list[str]
    plain: list[str]
    links: list[Link]
    images: list[Picture]
    videos: list[Video]


def passages(content: ContentSnapshot) -> list[Passage]:
    """Return the Markdown texts of a question in reading order, without empty ones."""
    found = _blocks("body", content["body"])
    for number, step in enumerate(content["steps"], start=1):
        found.append(_line(f"steps.{number}.title", step["title"]))
        # Readers see the caution before the body.
        found += _blocks(f"steps.{number}.caution", step["caution"])
        found += _blocks(f"steps.{number}.body", step["body"])
    return found


def _line(place: str, text: str) -> Passage:
    tokens = parse_inline(text)
    lines, plain = _words_of(tokens)
    return Passage(place, [lines], [plain], [], list(_images(tokens)), [])


def _blocks(place: str, text: str) -> list[Passage]:
    """Return one passage, or none for an empty text."""
    if not text:
        return []
    tokens = parse(text)
    children = [token.children or [] for token in tokens if token.type == "inline"]
    pairs = [_words_of(pieces) for pieces in children]
    links = [link for pieces in children for link in _links(pieces)]
    images = [image for pieces in children for image in _images(pieces)]
    videos = [token.meta["video"] for token in tokens if token.type == "video"]
    lines, plain = [line for line, _ in pairs], [plain for _, plain in pairs]
    return [Passage(place, lines, plain, links, images, videos)]


def _images(tokens: Iterable[Token]) -> Iterable[Picture]:
    for token in tokens:
        if token.type == "image":
            yield Picture(alt_text(token), str(token.attrGet("src") or ""))


def _words_of(tokens: Iterable[Token]) -> tuple[str, str]:
    line, plain, depth = "", "", 0
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            depth += token.nesting
        if token.type in {"softbreak", "hardbreak"}:
            text = " "
        elif token.type in {"text", *_VERBATIM}:
            text = token.content
        else:
            continue
        line += text
        plain += GAP if depth or token.type in _VERBATIM else text
    return line.strip(), plain.strip()


def _links(tokens: Iterable[Token]) -> Iterable[Link]:
    href: str | None = None
    words = ""
    for token in tokens:
        if token.type == "link_open":
            href, words = str(token.attrGet("href") or ""), ""
        elif token.type == "link_close" and href is not None:
            yield Link(words.strip(), href)
            href = None
        elif token.type == "image":
            words += alt_text(token)
        else:
            words += token.content if token.type in {"text", *_VERBATIM} else " "
