"""Headings of rendered texts: their ids, to which a table of contents links."""

import re
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.text import slugify

from faq.text.markdown import plain

# In the output of the Markdown renderer a heading has no attributes, and none holds another.
_HEADING = re.compile(r"<h([234])>((?:[^<]|<(?!/?h[234]>))*+)</h\1>")


class Heading(NamedTuple):
    """
    Args:
        anchor: its id.
        text: plain.
    """

    anchor: str
    text: str


def with_ids(rendered: str) -> tuple[SafeString, list[Heading]]:
    """Return rendered HTML with an id in each heading, and the headings in order.

    An id is made of the words of its heading, so it stays while others come and go.

    Args:
        rendered: what the Markdown renderer made, which is safe.
    """
    headings: list[Heading] = []
    counts: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        text = plain(found[2])
        # The prefix keeps it apart from the ids of the page.
        anchor = f"part-{slugify(text, allow_unicode=True)[:60]}"
        counts[anchor] = counts.get(anchor, 0) + 1
        # Two hyphens, which slugify never leaves within a name.
        anchor += f"--{counts[anchor]}" if counts[anchor] > 1 else ""
        headings.append(Heading(anchor, text))
        return f'<h{found[1]} id="{anchor}">{found[2]}</h{found[1]}>'

    return SafeString(_HEADING.sub(numbered, rendered)), headings
