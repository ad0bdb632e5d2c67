"""Small, pure ways of writing things in templates."""

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
def marked(text: Highlighted) -> SafeString:
    """Marked text as HTML. Every piece is escaped before <mark> goes around it."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", p) if is_mark else p,) for p, is_mark in text.pieces()),
    )


@register.simple_tag
def content_lang(attribute: str = "lang") -> str:
    """The lang attribute of an element that holds content, after a space.

    Empty where the interface speaks the content's language: then the page has it already.

    Args:
        attribute: another name for it, where a script is to make the element.
    """
    code = conf.language_code()
    spoken = get_language() or code
    return "" if prefix_of(spoken) == prefix_of(code) else format_html(' {}="{}"', attribute, code)


class LanguageLink(NamedTuple):
    """Where the site begins in a language."""

    code: str
    name: str
    root: str


@register.simple_tag
def languages() -> list[LanguageLink]:
    """Those the interface speaks."""
    here = root_without_prefix()
    return [
        LanguageLink(code, name, root_of(here, code)) for code, name in conf.languages().items()
    ]


@register.simple_tag
def reasons_to_be_stuck() -> list[tuple[str, StrPromise]]:
    """Each as it is sent and as it is said."""
    return WhyStuck.choices


@register.simple_tag
def audiences(whom: Iterable[Audience]) -> SafeString:
    """For whom a question is, as a phrase: “For clients, agencies and freelancers”."""
    lang = content_lang()
    titles: list[str] = [format_html("<span{}>{}</span>", lang, each.title) for each in whom]
    if not titles:
        return format_html("{}", gettext("For everyone"))
    listed = get_text_list(titles, pgettext("before the last of several", "and"))
    return format_html(gettext("For {}"), SafeString(listed))


@register.simple_tag
def address(name: str, *args: str) -> str:
    """The absolute address of something, the same in every language.

    Args:
        name: of the address, as for {% url %}.
        args: the parts of it.
    """
    return canonical(reverse(name, args=args))


@register.simple_tag
def linked_data(data: Mapping[str, Json]) -> SafeString:
    """Data as JSON-LD for the head of a page; no text in it can end the element."""
    text = SafeString(safe_json(data))
    return format_html('<script type="application/ld+json">{}</script>', text)


@register.simple_tag
def query_string(**parameters: str | None) -> str:
    """The parameters that have a value, encoded for an address."""
    return urlencode({name: value for name, value in parameters.items() if value})
