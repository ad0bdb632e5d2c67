"""Tags for the templates of all pages. They run no queries."""

import html
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import get_language, get_language_bidi, gettext, pgettext
from django_stubs_ext import StrPromise
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from faq import conf
from faq.languages import canonical, prefix_of, root_of, root_without_prefix
from faq.models import Audience
from faq.models.feedback import WhyStuck
from faq.models.topic import Icon
from faq.search.types import Highlighted
from faq.text.direction import direction
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
    pieces = ((html.escape(piece), is_mark) for piece, is_mark in text.pieces())
    return mark_safe("".join(f"<mark>{p}</mark>" if is_mark else p for p, is_mark in pieces))


@register.simple_tag
def content_language() -> str:
    """Return the language of the content; empty if the interface has the same, as the page declares that."""
    code = conf.language_code()
    return "" if prefix_of(get_language() or code) == prefix_of(code) else code


@register.simple_tag
def content_language_name() -> str:
    """Return the content's own name for its language; empty if the interface has the same."""
    code = content_language()
    return conf.languages().get(code, code)


@register.simple_tag
def content_lang() -> SafeString:
    """Return the attributes of an element with content, after a space: its language, and dir="auto"."""
    code = content_language()
    return format_html(' lang="{}" dir="auto"', code) if code else SafeString(' dir="auto"')


@register.simple_tag
def content_dir(text: str) -> SafeString:
    """Return the dir attribute of a box around content and words of the interface, after a space.

    It is empty if the page has the same direction.

    Args:
        text: the content that decides, such as a title.
    """
    found = direction(text)
    own = "rtl" if get_language_bidi() else "ltr"
    return format_html(' dir="{}"', found) if found and found != own else SafeString("")


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
    """Return the audiences of a question as a phrase: “For clients, agencies and freelancers”.

    If the interface has another language, a phrase of both would be neither: “Für: clients, agencies”.
    """
    lang = content_lang()
    titles: list[str] = [format_html("<span{}>{}</span>", lang, row.title) for row in rows]
    if not titles:
        return format_html("{}", gettext("For everyone"))
    if content_language():
        return format_html(gettext("For: {}"), SafeString(", ".join(titles)))
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
