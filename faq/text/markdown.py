"""Renders Markdown as safe HTML and as plain text. HTML in the Markdown is shown as text."""

import html
import re
from collections.abc import Mapping
from types import MappingProxyType

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

from faq.text.callouts import callouts
from faq.text.cleaning import remove_invisible
from faq.text.details import details, details_mark
from faq.text.figures import figures
from faq.text.html_renderer import HTMLRenderer
from faq.text.ui_labels import bold_paths, parse_label

# A text of this length that is made to be slow takes up to .3 s. Models reject longer ones.
MAX_LENGTH = 20_000

_INLINE = {"a", "b", "br", "code", "em", "s", "span", "strong"}
_BLOCK = {
    *("div", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "h2", "h3", "h4"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("img", "figure", "figcaption", "details", "summary", "video"),
}
_MAX_CELLS = 10_000
_ATTRIBUTES = {
    "a": {"href", "title", "rel", "class", "data-player"},
    "ol": {"start"},
    "img": {"src", "alt", "width", "height", "loading"},
    # Of callouts, tables, labels and details; a text cannot have HTML of its own.
    "div": {"class", "role", "tabindex", "aria-label", "data-hint"},
    "details": {"open"},
    "figure": {"class"},
    "p": {"class"},
    "pre": {"role", "tabindex", "aria-label"},
    "span": {"class"},
    "video": {"src", "poster", "controls", "preload", "aria-label"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# nh3 removes the address of a link with another scheme, but not its other attributes.
_LINK_TO_NOWHERE = re.compile(r"<a (?!href=)[^>]*>")
# What the site says of a part, and the text does not.
_NAME_OF_PART = re.compile(r'<(p|span) class="(?:callout-name|video-host|file-kind)">[^<]*</\1>')
# In the output of nh3, quotes stand around every value, and none within.
_TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*+>')

# Characters of an alternative text that mean something in Markdown.
_SPECIAL_IN_TITLE = re.compile(r'[\\"&]')
_SPECIAL, _ESCAPED = re.compile(r"[\\\[\]`*_<>&|~!]"), r"\\\g<0>"


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a table of up to _MAX_CELLS cells; a short row is filled up to the width of the first."""
    columns = state.getLines(start, start + 1, 0, False).count("|") + 1
    return columns * (end - start) <= _MAX_CELLS and table(state, start, end, silent)


_PARSER = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 20}, renderer_cls=HTMLRenderer)
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
    files: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return blocks of Markdown as safe HTML.

    Args:
        text: Markdown of at most MAX_LENGTH characters.
        sizes: width and height of images in pixels, by name, so that the page does not move when they load.
        names: what readers see above a callout, by its kind; the name of a table (`table`, with %s for its
            columns), of details without a summary (`details`) and of a block of code (`code`), how to see the
            rest of a table (`scroll`), and where a video is (`video`, with %s for the host). They are in the
            language of the text; by default in English.
        files: what a link to an attachment says of it, by its name: PDF, 340 kB.
    """
    env = {"sizes": sizes, "names": names, "files": files}
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


def image_markdown(alt: str, address: str, caption: str = "") -> str:
    """Return the Markdown that shows an image.

    Args:
        alt: its alternative text, in plain text.
        address: its address.
        caption: the text below it, in plain text.
    """
    title = f' "{_SPECIAL_IN_TITLE.sub(_ESCAPED, caption)}"' if caption else ""
    return f"![{_SPECIAL.sub(_ESCAPED, alt)}]({address}{title})"


def link_markdown(words: str, address: str) -> str:
    """Return the Markdown of a link with words in plain text."""
    return f"[{_SPECIAL.sub(_ESCAPED, words)}]({address})"


def plain(rendered: str) -> str:
    """Return the text of rendered HTML, with one line per block and without what the site says of its parts."""
    bare = html.unescape(_TAG.sub("", _NAME_OF_PART.sub("", rendered)))
    lines = (" ".join(line.split()) for line in bare.splitlines())
    return "\n".join(line for line in lines if line)
