"""Writes Markdown documents from tokens, so that no text can change the meaning of another."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise, zip_longest
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext
from markdown_it.token import Token
from mdformat.renderer import DEFAULT_RENDERERS, MDRenderer, RenderContext, RenderTreeNode
from mdformat.renderer.typing import Postprocess, Render

from faq.text.cleaning import remove_invisible
from faq.text.figures import alt_text, site_image_address
from faq.text.markdown import (
    SCHEMES,
    image_markdown,
    parse,
    parse_inline,
)
from faq.text.ui_labels import label, parts_of
from faq.text.videos import find_video

# The tokens of a document or of a part of it; write() turns them into text.
Pieces = list[Token]

_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")


def write(pieces: Pieces) -> str:
    """Return a document as Markdown without HTML, with a line break at its end."""
    return MDRenderer().render(pieces, _OPTIONS, {})


def words(text: str) -> Pieces:
    """Return plain text as pieces of a line, without white space at its end."""
    # The renderer escapes signs that would close a heading, unless a space follows them.
    return [_text(re.sub(r"\s+", " ", remove_invisible(text)).rstrip())]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def line(text: str, *, base: str) -> Pieces:
    """Return one line of Markdown as pieces of a line. Images become their alternative text.

    Args:
        text: Markdown.
        base: the address that relative links start from.
    """
    return _portable([_without_image(piece) for piece in parse_inline(text)], base)


def strong(pieces: Pieces) -> Pieces:
    return _around("strong", "strong", pieces, markup="**")


def link(pieces: Pieces, address: str) -> Pieces:
    opened, *rest = _around("link", "a", pieces)
    opened.attrSet("href", address)
    return [opened, *rest]


def bare_link(address: str) -> Pieces:
    """Return a link with its address as its text."""
    opened, text, closed = link([_text(address)], address)
    opened.info = "auto"
    return [opened, text, closed]


def heading(level: int, pieces: Pieces) -> Pieces:
    return _around("heading", f"h{level}", [_inline(pieces)], markup="#" * level)


def paragraph(pieces: Pieces) -> Pieces:
    return _around("paragraph", "p", [_inline(pieces)])


def quote(pieces: Pieces) -> Pieces:
    """Return a block quotation of blocks."""
    return _around("blockquote", "blockquote", pieces)


def with_lead(lead: Pieces, pieces: Pieces) -> Pieces:
    """Return blocks with a lead at the beginning of the first paragraph, or in a paragraph before them."""
    if pieces and pieces[0].type == "paragraph_open":
        first = pieces[1].children or []
        return [pieces[0], _inline([*lead, _text(" "), *first]), *pieces[2:]]
    return [*paragraph(lead), *pieces]


def numbered(items: Iterable[Pieces]) -> Pieces:
    """Return a list numbered from one. Each item consists of blocks."""
    listed = [token for item in items for token in _around("list_item", "li", item, markup=".")]
    return _around("ordered_list", "ol", listed, markup=".")


def bullets(items: Iterable[Pieces]) -> Pieces:
    """Return a list without numbers. Each item is one line."""
    listed: Pieces = []
    for item in items:
        opened, text, closed = paragraph(item)
        opened.hidden = closed.hidden = True
        listed += _around("list_item", "li", [opened, text, closed], markup="-")
    return _around("bullet_list", "ul", listed, markup="-")


def blocks(text: str, *, base: str) -> Pieces:
    """Return blocks of Markdown. Headings have the levels two to four.

    Args:
        text: Markdown.
        base: the address that relative links start from.
    """
    pieces = parse(text)
    for opened, inline in pairwise(pieces):
        if opened.type == "heading_open":
            opened.markup = "#" * min(max(int(opened.tag[1]), 2), 4)
            for child in inline.children or []:
                if child.type == "hardbreak":
                    child.type = "softbreak"
    for piece in pieces:
        if piece.type == "fence" and piece.content and not piece.content.endswith("\n"):
            # A fence that was never closed: the renderer would not close it either.
            piece.content += "\n"
        if piece.type == "inline":
            piece.children = _portable(piece.children or [], base)
    return [each for piece in _unfolded(pieces) for each in _linked(piece, base)]


def _linked(piece: Token, base: str) -> Pieces:
    """Return a video as a paragraph with its link and one with its caption; any other piece unchanged."""
    if piece.type != "video":
        return [piece]
    address, caption = urljoin(base, piece.meta["video"].address), piece.meta["caption"]
    titled = [*words(gettext("Video:")), _text(" "), *link(words(piece.content), address)]
    return [*paragraph(titled), *(paragraph(words(caption)) if caption else [])]


def _unfolded(pieces: Pieces) -> Pieces:
    """Return the pieces with the contents of details below their summaries, because HTML is for browsers only."""
    kept: Pieces = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        if piece.type == "summary_open":
            summary = following.children or words(gettext("Details"))
            is_plain = all(child.type == "text" for child in summary)
            following.children = strong(summary) if is_plain else summary
        if piece.type in {"summary_open", "summary_close"}:
            piece.type = f"paragraph_{piece.type.rpartition('_')[2]}"
        if piece.type not in {"details_open", "details_close"}:
            kept.append(piece)
    return kept


def _around(kind: str, tag: str, pieces: Pieces, markup: str = "") -> Pieces:
    opened = Token(f"{kind}_open", tag, 1, markup=markup, block=True)
    return [opened, *pieces, Token(f"{kind}_close", tag, -1, markup=markup, block=True)]


def _inline(pieces: Pieces) -> Token:
    return Token("inline", "", 0, children=pieces, block=True)


def _portable(pieces: Pieces, base: str) -> Pieces:
    """Return the pieces as other readers of Markdown understand them.

    Addresses become absolute, links with other SCHEMES their text, and labels bold.
    """
    kept: Pieces = []
    dropped: list[bool] = []
    for piece in pieces:
        if piece.type == "image":
            video = find_video(str(piece.attrGet("src")))
            if address := site_image_address(piece):
                piece.attrSet("src", urljoin(base, address))
            elif video and not dropped:
                kept += link(words(alt_text(piece)), video.address)
                continue
            else:
                piece = _without_image(piece)
        if piece.type == "link_open":
            address = urljoin(base, str(piece.attrGet("href") or ""))
            piece.attrSet("href", address)
            dropped.append(urlsplit(address).scheme not in SCHEMES)
        if piece.type == "ui_label":
            kept += strong(words(" › ".join(parts_of(piece.content))))
        elif not (piece.type.startswith("link_") and dropped[-1]):
            kept.append(piece)
        if piece.type == "link_close":
            dropped.pop()
    return kept


def _without_image(piece: Token) -> Token:
    """Return the alternative text of an image; any other piece unchanged."""
    return _text(alt_text(piece)) if piece.type == "image" else piece


def _image(node: RenderTreeNode, context: RenderContext) -> str:
    assert node.token is not None  # noqa: S101
    return image_markdown(alt_text(node.token), str(node.attrs["src"]))


def _figure(node: RenderTreeNode, context: RenderContext) -> str:
    image = node.children[0].children[0]
    captions = [child.children[0] for child in node.children if child.type == "figcaption"]
    caption = "".join(text.content for line in captions for text in line.children)
    assert image.token is not None  # noqa: S101
    return image_markdown(alt_text(image.token), str(image.attrs["src"]), caption)


def _details(node: RenderTreeNode, context: RenderContext) -> str:
    opening = "<details open>" if "open" in node.attrs else "<details>"
    summary, *body = [child.render(context) for child in node.children]
    return "\n\n".join([f"{opening}\n<summary>{summary}</summary>", *body, "</details>"])


def _summary(node: RenderTreeNode, context: RenderContext) -> str:
    return node.children[0].render(context)


def _numbered(node: RenderTreeNode, context: RenderContext) -> str:
    """Render a numbered list with 9. and 10., where mdformat would write 09. and 10."""
    first = int(node.attrs.get("start", 1))
    items = []
    for number, item in enumerate(node.children, start=first):
        marker = f"{number}{item.markup} "
        lines = item.render(context).split("\n")
        indented = [f"{' ' * len(marker)}{line}" if line else "" for line in lines[1:]]
        items.append("\n".join([f"{marker}{lines[0]}".rstrip(), *indented]))
    is_tight = all(
        block.hidden
        for item in node.children
        for block in item.children
        if block.type == "paragraph"
    )
    return ("\n" if is_tight else "\n\n").join(items)


def _table(node: RenderTreeNode, context: RenderContext) -> str:
    rows = [
        [_UNESCAPED_BAR.sub(r"\\|", cell.children[0].render(context)) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "|" + " --- |" * len(rows[0]), *body])


def _strikethrough(node: RenderTreeNode, context: RenderContext) -> str:
    return f"~~{''.join(child.render(context) for child in node.children)}~~"


def _escaped(text: str, node: RenderTreeNode, context: RenderContext) -> str:
    """Escape bars, which could make a table, and tildes, which could strike text out."""
    return text.replace("|", r"\|").replace("~", r"\~")


def _callout(node: RenderTreeNode, context: RenderContext) -> str:
    return f"> [!{node.info.upper()}]\n{DEFAULT_RENDERERS['blockquote'](node, context)}"


def _ui_label(node: RenderTreeNode, context: RenderContext) -> str:
    return label(" › ".join(parts_of(node.content)))


class _Extension:
    """Renders what our Markdown has besides CommonMark: an extension in the form that mdformat expects."""

    RENDERERS: Mapping[str, Render] = {
        "ordered_list": _numbered,
        "table": _table,
        "s": _strikethrough,
        "image": _image,
        "figure": _figure,
        "details": _details,
        "summary": _summary,
        "callout": _callout,
        "ui_label": _ui_label,
    }
    POSTPROCESSORS: Mapping[str, Postprocess] = {"text": _escaped}


_OPTIONS: Mapping[str, object] = {"parser_extension": [_Extension]}
