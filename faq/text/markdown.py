"""Renders Markdown as safe HTML and as plain text. HTML in the Markdown is shown as text."""

import html
import itertools
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlsplit

import nh3
from django.utils.text import Truncator
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from faq.text.callouts import callouts
from faq.text.cleaning import remove_invisible
from faq.text.details import details, details_mark
from faq.text.figures import figures
from faq.text.media_names import is_site_image
from faq.text.ui_labels import bold_paths, parse_label, parts_of

# A text of this length that is made to be slow takes up to .3 s. Models reject longer ones.
MAX_LENGTH = 20_000

_INLINE = {"a", "b", "br", "code", "em", "s", "span", "strong"}
_BLOCK = {
    *("div", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "h2", "h3", "h4"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("img", "figure", "figcaption", "details", "summary"),
}
_MAX_CELLS = 10_000
_ATTRIBUTES = {
    "a": {"href", "title", "rel", "class"},
    "ol": {"start"},
    "img": {"src", "alt", "width", "height", "loading"},
    # Of callouts, tables, labels and details; a text cannot have HTML of its own.
    "div": {"class", "role", "tabindex", "aria-label", "data-hint"},
    "details": {"open"},
    "p": {"class"},
    "span": {"class"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# nh3 removes the address of a link with another scheme, but not its other attributes.
_LINK_TO_NOWHERE = re.compile(r"<a (?!href=)[^>]*>")
_ARROW = ' <span class="path-arrow">›</span> '
_CALLOUT_NAME = re.compile(r'<p class="callout-name">[^<]*</p>')
# In CSS pixels. A larger image may be shown smaller than it is, so it is a link to itself.
ZOOM_WIDTH = 480
_TABLE_NAME_LENGTH = 80
# In the output of nh3, quotes stand around every value, and none within.
_TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*+>')

# Characters of an alternative text that mean something in Markdown.
_SPECIAL_IN_TITLE = re.compile(r'[\\"&]')
_SPECIAL, _ESCAPED = re.compile(r"[\\\[\]`*_<>&|~!]"), r"\\\g<0>"


class _Renderer(RendererHTML):
    """Renders headings as h2 to h4, callouts, labels and details, and tables that can scroll, marks links to
    other sites, and shows images of this site only.
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
        """Render an image of this site as such, and any other as its alternative text."""
        alt, address = alt_text(tokens[idx]), site_image_address(tokens[idx])
        sizes = env.get("sizes")
        if sizes is None or not address:
            return escapeHtml(alt)
        attributes: dict[str, str | int | float] = {"src": address, "alt": alt}
        size = sizes.get(address.rpartition("/")[2])
        if size:
            attributes |= {"width": size[0], "height": size[1]}
        tokens[idx].attrs = {**attributes, "loading": "lazy"}
        image = self.renderToken(tokens, idx, options, env)
        if size and size[0] > ZOOM_WIDTH and tokens[idx].meta.get("is_alone"):
            return f'<a href="{escapeHtml(address)}" class="zoom">{image}</a>'
        return image

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

    def summary_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the beginning of a summary, and of one without words what browsers say in their own language."""
        name = "" if tokens[idx + 1].content else escapeHtml(_name(env, "details", "Details"))
        return f"<summary>{name}"


def _name(env: EnvType, key: str, otherwise: str) -> str:
    return env.get("names", {}).get(key, otherwise)


def _words(token: Token) -> str:
    """Return the text of a line, without Markdown."""
    return " ".join(child.content for child in token.children or [] if child.content)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a table of up to _MAX_CELLS cells; a short row is filled up to the width of the first."""
    columns = state.getLines(start, start + 1, 0, False).count("|") + 1
    return columns * (end - start) <= _MAX_CELLS and table(state, start, end, silent)


_PARSER = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 20}, renderer_cls=_Renderer)
    .enable(["table", "strikethrough"])
    .disable(["html_block", "html_inline"])
)
_PARSER.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
_PARSER.inline.ruler.before("link", "ui_label", parse_label)
_PARSER.block.ruler.before(
    "paragraph",
    "details_mark",
    details_mark,
    {"alt": ["paragraph", "reference", "blockquote", "list"]},
)
_PARSER.core.ruler.after("block", "callouts", callouts)
_PARSER.core.ruler.after("callouts", "details", details)
_PARSER.core.ruler.after("inline", "figures", figures)
_PARSER.core.ruler.push("bold_paths", bold_paths)


def _safe(rendered: str, tags: set[str]) -> str:
    clean = nh3.clean(
        rendered,
        tags=tags,
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return _LINK_TO_NOWHERE.sub("<a>", clean)


def render(
    text: str,
    sizes: Mapping[str, tuple[int, int]] = MappingProxyType({}),
    names: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return blocks of Markdown as safe HTML.

    Args:
        text: Markdown of at most MAX_LENGTH characters.
        sizes: width and height of images in pixels, by name, so that the page does not move when they load.
        names: what readers see above a callout, by its kind; the name of a table (`table`, with %s for its
            columns), of details without a summary (`details`), and how to see the rest of a table (`scroll`).
            They are in the language of the text; by default in English.
    """
    env = {"sizes": sizes, "names": names}
    return _safe(_PARSER.render(remove_invisible(text), env), _INLINE | _BLOCK).strip()


def render_inline(text: str, *, with_links: bool = False) -> str:
    """Return one line of Markdown as safe HTML without a paragraph and images.

    Args:
        text: Markdown.
        with_links: whether links stay links. Titles may stand in links themselves, so theirs do not.
    """
    left_out = {"br"} if with_links else {"a", "br"}
    return _safe(_PARSER.renderInline(remove_invisible(text)), _INLINE - left_out).strip()


def parse(text: str) -> list[Token]:
    """Return blocks of Markdown as tokens."""
    return _PARSER.parse(remove_invisible(text))


def parse_inline(text: str) -> list[Token]:
    """Return one line of Markdown as tokens."""
    (line,) = _PARSER.parseInline(remove_invisible(text))
    return line.children or []


def alt_text(token: Token) -> str:
    """Return the alternative text of an image, without Markdown."""
    parts = (child.content for child in token.children or [] if not child.children)
    return " ".join("".join(parts).split())


def site_image_address(token: Token) -> str:
    """Return the address of an image; empty if it is of another site or has no alternative text."""
    address = str(token.attrGet("src") or "")
    return address if is_site_image(address) and alt_text(token) else ""


def image_markdown(alt: str, address: str, caption: str = "") -> str:
    """Return the Markdown that shows an image.

    Args:
        alt: its alternative text, in plain text.
        address: its address.
        caption: the text below it, in plain text.
    """
    title = f' "{_SPECIAL_IN_TITLE.sub(_ESCAPED, caption)}"' if caption else ""
    return f"![{_SPECIAL.sub(_ESCAPED, alt)}]({address}{title})"


def plain(rendered: str) -> str:
    """Return the text of rendered HTML, with one line per block and without the names of callouts."""
    bare = html.unescape(_TAG.sub("", _CALLOUT_NAME.sub("", rendered)))
    lines = (" ".join(line.split()) for line in bare.splitlines())
    return "\n".join(line for line in lines if line)
