"""{% stencil %}: a part of a page that is rendered once and then only filled in."""

import html
import re

from django import template
from django.template.base import (
    FilterExpression,
    NodeList,
    Parser,
    Token,
    render_value_in_context,
    token_kwargs,
)
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from faq import conf

register = template.Library()

# Letters and digits only: no filter and no escaping changes them.
MARK = "placeholder7f3a9c1eb2d4{}end"
_KEY = "faq_stencil.key"
_MARKS = re.compile(MARK.format(r"(\d+)"))


class Placeholder(str):
    """Stands for a text that is filled in later."""

    def __bool__(self) -> bool:
        raise TypeError(
            "A stencil can only print its values. It is rendered before they are known."
        )


class StencilNode(template.Node):
    def __init__(self, body: NodeList, values: dict[str, FilterExpression]) -> None:
        self.body = body
        self.values = values
        # One for each language, in practice.
        self.rendered: dict[tuple[object, ...], tuple[str, ...]] = {}

    def render(self, context: template.Context) -> str:
        key = _cache_key(context)
        pieces = self.rendered.get(key)
        if pieces is None:
            pieces = self.rendered[key] = self._render_body(context)
        texts = [_escaped(value.resolve(context), context) for value in self.values.values()]
        filled = list(pieces)
        filled[1::2] = [texts[int(number)] for number in pieces[1::2]]
        return "".join(filled)

    def _render_body(self, context: template.Context) -> tuple[str, ...]:
        """Return the pieces of the body, and between any two the number of the value that goes there."""
        names: list[str] = list(self.values)
        marks = {name: Placeholder(MARK.format(number)) for number, name in enumerate(names)}
        pieces = tuple(_MARKS.split(self.body.render(context.new(marks))))
        if unseen := [name for name in names if str(names.index(name)) not in pieces[1::2]]:
            raise template.TemplateSyntaxError(f"Nothing in the stencil prints {unseen[0]}.")
        return pieces


def _escaped(value: object, context: template.Context) -> str:
    """Return what {{ value }} prints, by a shorter way for text, which most values are."""
    if type(value) is SafeString:
        return value
    if type(value) is str and context.autoescape:
        return html.escape(value)
    return render_value_in_context(value, context)


def _cache_key(context: template.Context) -> tuple[object, ...]:
    """Return all that the body of a stencil can depend on, worked out once for each rendered template."""
    known = context.render_context.get(_KEY)
    if known is None:
        settings = conf.site_url(), conf.language_code(), conf.is_debug()
        known = (get_language(), get_script_prefix(), *settings)
        context.render_context[_KEY] = known
    return known


@register.tag
def stencil(parser: Parser, token: Token) -> StencilNode:
    """{% stencil with name=value … %}…{% endstencil %}: render the body once in each language, then fill it in.

    The body sees these names and no others, so nothing of one page can reach another. It can print
    them, escaped as usual, but not test them.
    """
    words = token.split_contents()[1:]
    values: dict[str, FilterExpression] = token_kwargs(words[1:], parser) if words else {}
    if words and (words[0] != "with" or len(values) != len(words) - 1):
        raise template.TemplateSyntaxError("Write {% stencil with name=value … %}.")
    body = parser.parse(("endstencil",))
    parser.delete_first_token()
    return StencilNode(body, values)
