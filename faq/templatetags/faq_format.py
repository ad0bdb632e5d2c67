"""Small, pure ways of writing things in templates."""

from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from faq.models.topic import Icon
from faq.search.types import Marked

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=200)
def icon(name: str, size: int) -> str:
    """An icon as inline SVG for decoration; a question mark if there is none of that name.

    Args:
        name: in the Lucide set.
        size: edge, in CSS pixels.
    """
    try:
        return lucide(name, size=size, aria_hidden="true")
    except IconDoesNotExist:
        return lucide(Icon.HELP.value, size=size, aria_hidden="true")


@register.simple_tag
def marked(text: Marked) -> SafeString:
    """Marked text as HTML. Every piece is escaped before <mark> goes around it."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", p) if is_mark else p,) for p, is_mark in text.pieces()),
    )


@register.simple_tag
def query_string(**parameters: str | None) -> str:
    """The parameters that have a value, encoded for an address."""
    return urlencode({name: value for name, value in parameters.items() if value})
