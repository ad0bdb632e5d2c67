"""Parts of pages that are the same again and again, but for a few texts."""

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

# Letters and digits only: these come through every way of writing a text unchanged.
MARK = "hole7f3a9c1eb2d4{}end"
_SURROUNDINGS = "faq_stencil.surroundings"
_MARKS = re.compile(MARK.format(r"(\d+)"))


class Hole(str):
    """A mark in the place of a text that is known later."""

    def __bool__(self) -> bool:
        raise TypeError(
            "In a stencil a hole can only be written out: what is in it is known later."
        )


class StencilNode(template.Node):
    def __init__(self, body: NodeList, holes: dict[str, FilterExpression]) -> None:
        self.body = body
        self.holes = holes
        # As many as the site has languages.
        self.cut: dict[tuple[object, ...], tuple[str, ...]] = {}

    def render(self, context: template.Context) -> str:
        key = _surroundings(context)
        pieces = self.cut.get(key)
        if pieces is None:
            pieces = self.cut[key] = self._cut(context)
        texts = [_written(value.resolve(context), context) for value in self.holes.values()]
        filled = list(pieces)
        filled[1::2] = [texts[int(number)] for number in pieces[1::2]]
        return "".join(filled)

    def _cut(self, context: template.Context) -> tuple[str, ...]:
        """The body in pieces; between any two stands the number of the hole there."""
        names: list[str] = list(self.holes)
        marks = {name: Hole(MARK.format(number)) for number, name in enumerate(names)}
        pieces = tuple(_MARKS.split(self.body.render(context.new(marks))))
        if unseen := [name for name in names if str(names.index(name)) not in pieces[1::2]]:
            raise template.TemplateSyntaxError(f"Nothing in the stencil writes {unseen[0]}.")
        return pieces


def _written(value: object, context: template.Context) -> str:
    """As {{ value }} writes it; what is text already, as most of it is, takes the short way."""
    if type(value) is SafeString:
        return value
    if type(value) is str and context.autoescape:
        return html.escape(value)
    return render_value_in_context(value, context)


def _surroundings(context: template.Context) -> tuple[object, ...]:
    """All that the body of a stencil can depend on: the same for all those of a template while it is rendered."""
    known = context.render_context.get(_SURROUNDINGS)
    if known is None:
        settings = conf.site_url(), conf.language_code(), conf.is_debug()
        known = (get_language(), get_script_prefix(), *settings)
        context.render_context[_SURROUNDINGS] = known
    return known


@register.tag
def stencil(parser: Parser, token: Token) -> StencilNode:
    """{% stencil with name=value … %}…{% endstencil %}: made once in each language, and filled each time.

    What is between them sees these names and no others, so nothing of one page can get onto another. It
    may write them out, escaped as anywhere, and cannot ask what they are.
    """
    words = token.split_contents()[1:]
    holes: dict[str, FilterExpression] = token_kwargs(words[1:], parser) if words else {}
    if words and (words[0] != "with" or len(holes) != len(words) - 1):
        raise template.TemplateSyntaxError("Write {% stencil with name=value … %}.")
    body = parser.parse(("endstencil",))
    parser.delete_first_token()
    return StencilNode(body, holes)
