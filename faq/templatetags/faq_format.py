"""Small, pure ways of writing things in templates."""

from urllib.parse import urlencode

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from faq.search.types import Marked

register = template.Library()


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
