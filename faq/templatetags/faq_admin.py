"""Filters for the templates of the admin, and links and pictures for its lists."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from faq.publishing.audit import name_of
from faq.publishing.style_rules import Finding

register = template.Library()
register.filter("name_of", name_of)


def linked(address: str, text: str) -> SafeString:
    """Return a link to a page of the admin."""
    return format_html('<a href="{}">{}</a>', address, text)


@register.filter
def field_id(finding: Finding) -> str:
    """Return the id of the field of a finding in the form of the stored question; empty for the whole answer."""
    first, _dot, rest = finding.place.partition(".")
    if first != "steps":
        return "" if first == "answer" else f"id_{first}"
    number, _dot, part = rest.partition(".")
    return f"id_steps-{int(number) - 1}-{part}"


@register.filter
def undo_keys(tags: str) -> list[str]:
    """Return the keys in the tag of a message about deleted texts; empty for other messages."""
    for tag in tags.split():
        if tag.startswith("undo-"):
            return tag.split("-")[1:]
    return []
