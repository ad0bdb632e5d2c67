"""Tags for the templates of all pages. They run no queries."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, pgettext
from django_stubs_ext import StrPromise
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from faq import conf
from faq.languages import canonical, prefix_of, root_of, root_without_prefix
from faq.models import Audience
from faq.models.feedback import WhyStuck
from faq.models.topic import Icon
from faq.search.types import Highlighted
from faq.text.safe_json import Json, safe_json

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=200)
def icon(name: str, size: int) -> str:
    """Return a decorative icon as inline SVG.

    Args:
        name: name in the Lucide set; an unknown name gives a question mark.
        size: width and height in CSS pixels.
    """
    try:
        return lucide(name, size=size, aria_hidden="true")
    except IconDoesNotExist:
        return lucide(Icon.HELP.value, size=size, aria_hidden="true")


@register.simple_tag
def marked(text: Highlighted) -> SafeString:
    """Return a highlighted text as escaped HTML with <mark> elements."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", p) if is_mark else p,) for p, is_mark in text.pieces()),
    )


@register.simple_tag
def content_lang(attribute: str = "lang") -> str:
    """Return the lang attribute for an element with content, after a space.

    It is empty if the interface has the same language, because the page declares that already.

    Args:
        attribute: the name of the attribute; a data attribute if a script creates the element.
    """
    code = conf.language_code()
    current = get_language() or code
    return "" if prefix_of(current) == prefix_of(code) else format_html(' {}="{}"', attribute, code)


class LanguageLink(NamedTuple):
    """A language of the interface, and the root of the site in it."""

    code: str
    name: str
    root: str


@register.simple_tag
def languages() -> list[LanguageLink]:
    """Return the languages of the interface, with links."""
    root = root_without_prefix()
    return [
        LanguageLink(code, name, root_of(root, code)) for code, name in conf.languages().items()
    ]


@register.simple_tag
def reasons_to_be_stuck() -> list[tuple[str, StrPromise]]:
    """Return the values and labels of the reasons for being stuck."""
    return WhyStuck.choices


@register.simple_tag
def audiences(rows: Iterable[Audience]) -> SafeString:
    """Return the audiences of a question as a phrase: “For clients, agencies and freelancers”."""
    lang = content_lang()
    titles: list[str] = [format_html("<span{}>{}</span>", lang, row.title) for row in rows]
    if not titles:
        return format_html("{}", gettext("For everyone"))
    listed = get_text_list(titles, pgettext("before the last of several", "and"))
    return format_html(gettext("For {}"), SafeString(listed))


@register.simple_tag
def address(name: str, *args: str) -> str:
    """Return an absolute address without a language prefix.

    Args:
        name: name of the URL pattern, as for {% url %}.
        args: its arguments.
    """
    return canonical(reverse(name, args=args))


@register.simple_tag
def linked_data(data: Mapping[str, Json]) -> SafeString:
    """Return data as a JSON-LD script element. No text in it can end the element."""
    text = SafeString(safe_json(data))
    return format_html('<script type="application/ld+json">{}</script>', text)


@register.simple_tag
def query_string(**parameters: str | None) -> str:
    """Return the parameters that have a value, encoded for an address."""
    return urlencode({name: value for name, value in parameters.items() if value})
