"""Renders the tokens of our Markdown as HTML, which is not sanitised yet."""

import itertools
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.utils.text import Truncator
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from faq.text.figures import alt_text, site_image_address
from faq.text.media_names import attachment_name
from faq.text.ui_labels import parts_of
from faq.text.videos import find_video

_ARROW = ' <span class="path-arrow">›</span> '
# In CSS pixels. A larger image may be shown smaller than it is, so it is a link to itself.
ZOOM_WIDTH = 480
_TABLE_NAME_LENGTH = 80
# In characters. A longer line of code is wider than a step on the smallest phone, so its block scrolls.
CODE_WIDTH = 24


class HTMLRenderer(RendererHTML):
    """Renders headings as h2 to h4, callouts, labels, details and videos, and tables and code that can scroll,
    marks links to other sites, and shows images of this site only.
    """

    def callout_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        kind = tokens[idx].info
        name = escapeHtml(_name(env, kind, kind.capitalize()))
        return f'<div class="callout callout-{kind}" role="note">\n<p class="callout-name">{name}</p>\n'

    def ui_label(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render a label, or a path of several. Its arrows are text, so that they can be read and copied."""
        parts = parts_of(tokens[idx].content)
        labels = [f"<strong>{escapeHtml(part)}</strong>" for part in parts]
        return f'<span class="path">{_ARROW.join(labels)}</span>'

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        parts = urlsplit(str(tokens[idx].attrGet("href") or ""))
        if parts.scheme in {"http", "https"} or parts.netloc:
            tokens[idx].attrSet("rel", "noopener nofollow")
        if kind := env.get("files", {}).get(attachment_name(parts.path)):
            tokens[idx].attrJoin("class", "file")
            places = range(idx, len(tokens))
            closing = next(tokens[at] for at in places if tokens[at].type == "link_close")
            closing.meta["kind"] = kind
        return self.renderToken(tokens, idx, options, env)

    def link_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        kind = tokens[idx].meta.get("kind")
        said = f'<span class="file-kind"> ({escapeHtml(kind)})</span>' if kind else ""
        return f"{said}</a>"

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        level = min(max(int(tokens[idx].tag[1]), 2), 4)
        return f"<h{level}>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        level = min(max(int(tokens[idx].tag[1]), 2), 4)
        return f"</h{level}>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Render an image of this site as such, a video as a link, and any other as its alternative text."""
        alt, address = alt_text(tokens[idx]), site_image_address(tokens[idx])
        sizes = env.get("sizes")
        if sizes is None or not address:
            video = find_video(str(tokens[idx].attrGet("src")))
            return _video_link(video.address, escapeHtml(alt)) if video else escapeHtml(alt)
        attributes: dict[str, str | int | float] = {"src": address, "alt": alt}
        size = sizes.get(address.rpartition("/")[2])
        if size:
            attributes |= {"width": size[0], "height": size[1]}
        tokens[idx].attrs = {**attributes, "loading": "lazy"}
        image = self.renderToken(tokens, idx, options, env)
        if size and size[0] > ZOOM_WIDTH and tokens[idx].meta.get("is_alone"):
            return f'<a href="{escapeHtml(address)}" class="zoom">{image}</a>'
        return image

    def video(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Render a video as a link with its title, on its poster if it has one, which a script plays in place."""
        video, poster, caption = (tokens[idx].meta[key] for key in ("video", "poster", "caption"))
        if not video.host:
            return _video_player(tokens[idx])
        width, height = env["sizes"].get(poster.rpartition("/")[2]) or ("", "")
        size = f' width="{width}" height="{height}"' if width else ""
        image = f'<img src="{escapeHtml(poster)}" alt=""{size} loading="lazy">'
        screen = image if poster else '<span class="video-screen"></span>'
        said = _name(env, "video", "Video on %s") % video.host_name
        title = (
            f'<span class="video-title">{escapeHtml(tokens[idx].content)}</span>\n'
            f'<span class="video-host">{escapeHtml(said)}</span>'
        )
        return (
            f'<figure class="video">\n{_video_link(video.address, screen + title, video.player)}\n'
            f"{f'<figcaption>{escapeHtml(caption)}</figcaption>' if caption else ''}</figure>\n"
        )

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the beginning of a table in a part of the page that scrolls by itself and can have the focus."""
        head = itertools.takewhile(lambda token: token.type != "thead_close", tokens[idx:])
        cells = [_words(token) for token in head if token.type == "inline"]
        name = _name(env, "table", "Table: %s") % ", ".join(filter(None, cells))
        name = Truncator(name.rstrip(": ")).chars(_TABLE_NAME_LENGTH)
        hint = _name(env, "scroll", "Scroll sideways to see the whole table")
        return (
            f'<div class="table" role="region" tabindex="0" aria-label="{escapeHtml(name)}"'
            f' data-hint="{escapeHtml(hint)}">\n<table>\n'
        )

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</table>\n</div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _focusable(super().fence(tokens, idx, options, env), tokens[idx].content, env)

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return _focusable(super().code_block(tokens, idx, options, env), tokens[idx].content, env)

    def summary_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the beginning of a summary, and of one without words what browsers say in their own language."""
        name = "" if tokens[idx + 1].content else escapeHtml(_name(env, "details", "Details"))
        return f"<summary>{name}"


def _focusable(rendered: str, code: str, env: EnvType) -> str:
    """Let a block of code that may have to scroll have the focus, so that keys can scroll it."""
    if max(map(len, code.splitlines()), default=0) <= CODE_WIDTH:
        return rendered
    name = escapeHtml(_name(env, "code", "Code"))
    return rendered.replace("<pre>", f'<pre role="group" tabindex="0" aria-label="{name}">', 1)


def _video_player(token: Token) -> str:
    """Return the player of an uploaded video, which loads nothing until somebody plays it."""
    video, poster, caption = (token.meta[key] for key in ("video", "poster", "caption"))
    title = escapeHtml(token.content)
    frame = f' poster="{escapeHtml(poster)}"' if poster else ""
    said = f'<span class="video-title">{title}</span>' + (
        f"\n{escapeHtml(caption)}" if caption else ""
    )
    return (
        f'<figure class="video">\n<video controls="" preload="none" src="{video.address}"{frame}'
        f' aria-label="{title}"></video>\n<figcaption>{said}</figcaption></figure>\n'
    )


def _video_link(address: str, content: str, player: str = "") -> str:
    data = f' class="video-link" data-player="{escapeHtml(player)}"' if player else ""
    return f'<a href="{escapeHtml(address)}" rel="noopener nofollow"{data}>{content}</a>'


def _name(env: EnvType, key: str, otherwise: str) -> str:
    return env.get("names", {}).get(key, otherwise)


def _words(token: Token) -> str:
    """Return the text of a line, without Markdown."""
    return " ".join(child.content for child in token.children or [] if child.content)
