"""Filters for the templates of the admin, and links and pictures for its lists."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from faq.publishing.audit import name_of

register = template.Library()
register.filter("name_of", name_of)


def linked(address: str, text: str) -> SafeString:
    """Return a link to a page of the admin."""
    return format_html('<a href="{}">{}</a>', address, text)
