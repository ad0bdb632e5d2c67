"""Removes everything from HTML but an allowed set of elements and attributes."""

import re

import nh3
from django.utils.translation import gettext as _

from faq.importing.pages.source import PageError
from faq.text.markdown import SCHEMES

# Deeper nesting is slow to parse, and no page needs it.
MAX_DEPTH = 500
# nh3 takes time by the square of their number if they are in one paragraph: a second for 200,000.
MAX_AMPERSANDS = 50_000

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
ASIDE = {"nav", "header", "footer", "aside"}
_BREAKS = frozenset(
    "p div section article main blockquote pre table tr td th caption dl dt dd details summary figure figcaption"
    " address hr".split()
)
INLINE = {"a", "b", "strong", "br", "img", "iframe"}
_DROPPED = set(
    "script style template noscript title object svg math canvas select textarea button video audio".split()
)
_TAGS = {*HEADINGS, *ASIDE, *_BREAKS, *INLINE, "ul", "ol", "li"}
_ATTRIBUTES = {"a": {"href"}, "img": {"alt", "src"}, "iframe": {"src", "title"}, "ol": {"start"}}

# Possessive, so that the time does not grow with the square of the length.
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*+)([^<>]*+)>", re.IGNORECASE)
_UNNESTED = frozenset(
    "br img hr input meta link area base col embed source track wbr"
    " p li td th tr dt dd option tbody thead tfoot".split()
)


def sanitize(text: str) -> str:
    """Return a page without scripts, forms, comments, styles and links with other SCHEMES.

    Raises:
        PageError: the HTML is nested more than MAX_DEPTH deep, or has more than MAX_AMPERSANDS.
    """
    if text.count("&") > MAX_AMPERSANDS:
        message = _(
            "The HTML has more than {} ampersands or characters such as &nbsp;. Paste the text of the page "
            "instead."
        )
        raise PageError(message.format(MAX_AMPERSANDS))
    if _depth(text) > MAX_DEPTH:
        raise PageError(
            _(
                "The HTML is nested more than {} levels deep. Paste the text of the page instead."
            ).format(MAX_DEPTH)
        )
    return nh3.clean(
        text,
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def doubts(text: str) -> list[str]:
    """Return sentences about what the import removes or converts.

    Args:
        text: the HTML before sanitize().
    """
    notes = {
        r"<img\b": _("Images were left out. Their descriptions remain."),
        r"<(?:form|input|select|textarea|button)\b": _("Form fields and buttons were left out."),
        r"<table\b": _(
            "A table was converted: each cell is now a paragraph. Check that they still make sense."
        ),
    }
    return [note for tag, note in notes.items() if re.search(tag, text, re.IGNORECASE)]


def _depth(text: str) -> int:
    deepest = depth = 0
    for closing, name, rest in _TAG.findall(text):
        if name.lower() not in _UNNESTED and not rest.endswith("/"):
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest
