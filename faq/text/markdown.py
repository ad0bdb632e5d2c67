"""Markdown to safe HTML and to plain text. Raw HTML is never let through."""

import html
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from faq.text.cleaning import remove_invisible
from faq.text.media_names import is_site_image

# Rendering costs up to .3 s for text made to be slow; longer fields are refused before they get here.
MAX_LENGTH = 20_000

_INLINE = {"a", "b", "br", "code", "em", "s", "strong"}
_BLOCK = {
    *("p", "ul", "ol", "li", "blockquote", "pre", "hr", "h2", "h3", "h4"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    "img",
}
_MAX_CELLS = 10_000
_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "ol": {"start"},
    "img": {"src", "alt", "width", "height", "loading"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# A link whose address was refused keeps its words and nothing else.
_LINK_TO_NOWHERE = re.compile(r"<a (?!href=)[^>]*>")
_PATH = re.compile(r"<strong>([^<]*?\S)((?:\s*(?:›|&gt;|→)\s*[^<›→]+)+)</strong>")
# In what was made safe, quotes stand around every value, and none within.
_TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')
_PATH_ARROW = re.compile(r"\s*(?:›|&gt;|→)\s*")

# Of the words for an image, what Markdown would take for more than a character.
_SPECIAL, _ESCAPED = re.compile(r"[\\\[\]`*_<>&|~!]"), r"\\\g<0>"


class _Renderer(RendererHTML):
    """Demotes headings below the page's h1, marks links that leave the site, shows images of the site's own."""

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        parts = urlsplit(str(tokens[idx].attrGet("href") or ""))
        if parts.scheme in {"http", "https"} or parts.netloc:
            tokens[idx].attrSet("rel", "noopener nofollow")
        return self.renderToken(tokens, idx, options, env)

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
        """What is not shown is its words alone."""
        words, address = alt_text(tokens[idx]), site_image_address(tokens[idx])
        sizes = env.get("sizes")
        if sizes is None or not address:
            return escapeHtml(words)
        attributes: dict[str, str | int | float] = {"src": address, "alt": words}
        if size := sizes.get(address.rpartition("/")[2]):
            attributes |= {"width": size[0], "height": size[1]}
        tokens[idx].attrs = {**attributes, "loading": "lazy"}
        return self.renderToken(tokens, idx, options, env)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, unless it might grow large: cells that are left out of a row are filled in."""
    columns = state.getLines(start, start + 1, 0, False).count("|") + 1
    return columns * (end - start) <= _MAX_CELLS and table(state, start, end, silent)


_PARSER = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 20}, renderer_cls=_Renderer)
    .enable(["table", "strikethrough"])
    .disable(["html_block", "html_inline"])
)
_PARSER.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _safe(rendered: str, tags: set[str]) -> str:
    clean = nh3.clean(
        rendered,
        tags=tags,
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return _PATH.sub(_menu_path, _LINK_TO_NOWHERE.sub("<a>", clean))


def _menu_path(match: re.Match[str]) -> str:
    """**Jobs › My Jobs** as a path of keys; the arrow stays text, so it can be read, found and copied."""
    parts = [part.strip() for part in _PATH_ARROW.split(match[1] + match[2])]
    arrow = ' <span class="path-arrow">›</span> '
    return f'<span class="path">{arrow.join(f"<strong>{part}</strong>" for part in parts)}</span>'


def render(text: str, sizes: Mapping[str, tuple[int, int]] = MappingProxyType({})) -> str:
    """Blocks of Markdown as safe HTML.

    Args:
        text: Markdown of at most MAX_LENGTH characters.
        sizes: width and height of images in pixels, by name, so that their place is kept free for them.
    """
    return _safe(_PARSER.render(remove_invisible(text), {"sizes": sizes}), _INLINE | _BLOCK).strip()


def render_inline(text: str) -> str:
    """One line of Markdown as safe HTML, without a paragraph around it, without links and images."""
    return _safe(_PARSER.renderInline(remove_invisible(text)), _INLINE - {"a", "br"}).strip()


def parse(text: str) -> list[Token]:
    """Blocks of Markdown as tokens, from which other forms than HTML can be made."""
    return _PARSER.parse(remove_invisible(text))


def parse_inline(text: str) -> list[Token]:
    """One line of Markdown as tokens."""
    (line,) = _PARSER.parseInline(remove_invisible(text))
    return line.children or []


def alt_text(token: Token) -> str:
    """The alternative text of an image, without Markdown."""
    parts = (child.content for child in token.children or [] if not child.children)
    return " ".join("".join(parts).split())


def site_image_address(token: Token) -> str:
    """Where an image is; empty for one not of the site's own, or without words for who cannot see it."""
    address = str(token.attrGet("src") or "")
    return address if is_site_image(address) and alt_text(token) else ""


def image_markdown(words: str, address: str) -> str:
    """The Markdown that shows an image.

    Args:
        words: what one sees in it; no character of it means anything.
        address: of the image.
    """
    return f"![{_SPECIAL.sub(_ESCAPED, words)}]({address})"


def plain(rendered: str) -> str:
    """The text of rendered HTML, one line per block."""
    bare = html.unescape(_TAG.sub("", rendered))
    lines = (" ".join(line.split()) for line in bare.splitlines())
    return "\n".join(line for line in lines if line)
