"""Images and videos that stand alone in Markdown: figures with captions, and players."""

from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from faq.text.media_names import is_site_image, is_site_video
from faq.text.videos import Video, find_video


def figures(state: StateCore) -> None:
    """Turn paragraphs of images with titles, and of videos, into figures; a rule of markdown-it after lines.

    The tokens of a figure are `figure_open`, `inline` with the image, and if it has a caption
    `figcaption_open`, `inline`, `figcaption_close`; then `figure_close`. An image that has a paragraph to
    itself gets the meta `is_alone`.

    A video is an image with the address of a video, or a link to one around an image, which is its poster.
    It becomes one token, `video`, with its title as content and the meta `video`, `poster` (the address of
    an image, or empty) and `caption`.
    """
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        if token.type != "paragraph_close":
            continue
        opened, inline = kept[-3:-1]
        shown = _shown_alone(inline.children or [])
        images = [each for each in shown if each.type == "image"]
        for image in images:
            image.meta["is_alone"] = True
        if len(images) < len(shown) or any(image.attrGet("title") for image in images):
            del kept[-3:]
            for each in shown:
                kept += _figure(each, opened) if each.type == "image" else [each]
    state.tokens = kept


def _shown_alone(children: Sequence[Token]) -> list[Token]:
    """Return the images and videos of a paragraph; nothing if it holds anything else."""
    found: list[Token] = []
    pieces = [each for each in children if each.type != "softbreak"]
    at = 0
    while at < len(pieces):
        first, *others = pieces[at : at + 3]
        if [first.type, *(each.type for each in others)] == ["link_open", "image", "link_close"]:
            shown = _video(str(first.attrGet("href")), others[0], str(first.attrGet("title") or ""))
            at += 3
        elif first.type == "image" and is_site_image(str(first.attrGet("src"))):
            shown = first if first.content.strip() else None
            at += 1
        else:
            shown = _video(str(first.attrGet("src")), first) if first.type == "image" else None
            at += 1
        if shown is None:
            return []
        found.append(shown)
    return found


def _video(address: str, image: Token, caption: str = "") -> Token | None:
    is_here = is_site_video(address)
    video = Video("", address, "") if is_here else find_video(address)
    title = alt_text(image)
    if video is None or not title:
        return None
    poster = str(image.attrGet("src"))
    return Token(
        "video",
        "",
        0,
        content=title,
        block=True,
        meta={
            "video": video,
            "poster": poster if is_site_image(poster) else "",
            "caption": _one_line(caption or str(image.attrGet("title") or "")),
        },
    )


def alt_text(token: Token) -> str:
    """Return the alternative text of an image, without Markdown."""
    parts = (child.content for child in token.children or [] if not child.children)
    return _one_line("".join(parts))


def site_image_address(token: Token) -> str:
    """Return the address of an image; empty if it is of another site or has no alternative text."""
    address = str(token.attrGet("src") or "")
    return address if is_site_image(address) and alt_text(token) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _figure(image: Token, paragraph: Token) -> list[Token]:
    caption = _one_line(str(image.attrGet("title") or ""))
    pieces = [_inline([image], image.content)]
    if caption:
        text = Token("text", "", 0, content=caption)
        pieces += [
            Token("figcaption_open", "figcaption", 1, block=True),
            _inline([text], caption),
            Token("figcaption_close", "figcaption", -1, block=True),
        ]
    return [
        Token("figure_open", "figure", 1, block=True, map=paragraph.map),
        *pieces,
        Token("figure_close", "figure", -1, block=True),
    ]


def _inline(children: list[Token], content: str) -> Token:
    return Token("inline", "", 0, content=content, children=children, block=True)
