"""Images that stand alone in Markdown, with their title as a caption."""

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from faq.text.media_names import is_site_image


def figures(state: StateCore) -> None:
    """Turn paragraphs of images with titles into figures; a rule of markdown-it after lines.

    The tokens of a figure are `figure_open`, `inline` with the image, and if it has a caption
    `figcaption_open`, `inline`, `figcaption_close`; then `figure_close`. An image that has a paragraph to
    itself gets the meta `is_alone`.
    """
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        if token.type != "paragraph_close":
            continue
        opened, inline = kept[-3:-1]
        images = [each for each in inline.children or [] if each.type != "softbreak"]
        if not images or not all(_is_shown(each) for each in images):
            continue
        for image in images:
            image.meta["is_alone"] = True
        if any(image.attrGet("title") for image in images):
            del kept[-3:]
            for image in images:
                kept += _figure(image, opened)
    state.tokens = kept


def _is_shown(token: Token) -> bool:
    return (
        token.type == "image"
        and is_site_image(str(token.attrGet("src")))
        and bool(token.content.strip())
    )


def _figure(image: Token, paragraph: Token) -> list[Token]:
    caption = " ".join(str(image.attrGet("title") or "").split())
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
