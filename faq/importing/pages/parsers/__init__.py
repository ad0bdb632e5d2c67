"""Parses pages into blocks, with one parser for each format."""

from faq.importing.pages.blocks import Page, fill_gaps
from faq.importing.pages.parsers import html, markdown, plain_text
from faq.importing.pages.source import PageSource


def parse(source: PageSource) -> Page:
    """Parse a page.

    Raises:
        PageError: the page cannot be parsed.
    """
    text, notes = source.text, list(source.notes)
    if source.format == "html":
        text, blocks, found = html.parse(text)
        notes += found
    else:
        blocks = (markdown if source.format == "markdown" else plain_text).parse(text)
    return Page(text, source.format, fill_gaps(text, blocks), notes)
