"""A stencil renders what its body would render, and nothing of another page."""

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.urls import set_script_prefix
from django.utils.html import format_html
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from faq.templatetags.faq_stencil import MARK

LOAD = "{% load faq_format faq_stencil i18n %}"
STEP = "{% blocktranslate %}Step {{ number }}: {% endblocktranslate %}"
GREETING = Template(
    f"{LOAD}{{% stencil with name=who.name number=number %}}{STEP}"
    "<a title='{{ name }}'>{{ name }}</a>{% endstencil %}"
)


def say(template: Template, **values: Any) -> str:
    return template.render(Context(values))


@given(st.text(), st.integers())
def test_stencil_renders_what_the_template_without_it_renders(name: str, number: int) -> None:
    """Check 1: values are escaped, whatever they contain."""
    plain = Template(LOAD + "Step {{ number }}: <a title='{{ name }}'>{{ name }}</a>")
    assert say(GREETING, who={"name": name}, number=number) == say(plain, name=name, number=number)


def test_text_that_looks_like_a_hole_stays_a_text() -> None:
    template = Template(LOAD + "{% stencil with a=a b=b %}{{ a }}{{ b }}{% endstencil %}")
    first, second = MARK.format(0), MARK.format(1)
    assert say(template, a=second, b=first) == second + first


def test_html_that_was_made_safe_is_not_escaped_again() -> None:
    safe = format_html("<b>{}</b>", "&")
    assert "<b>&amp;</b></a>" in say(GREETING, who={"name": safe}, number=1)


def test_stencil_is_rendered_in_each_language() -> None:
    template = Template(LOAD + "{% stencil %}{% translate 'Saturday' %}{% endstencil %}")
    for code, word in (("en", "Saturday"), ("de", "Samstag"), ("es", "sábado"), ("de", "Samstag")):
        with override(code):
            assert say(template) == word


def test_stencil_follows_the_script_prefix() -> None:
    template = Template(
        LOAD + "{% stencil with slug=slug %}{% url 'question' slug %}{% endstencil %}"
    )
    try:
        for root in ("/", "/de/", "/"):
            set_script_prefix(root)
            assert say(template, slug="walrus") == f"{root}questions/walrus/"
    finally:
        set_script_prefix("/")


def test_stencil_sees_nothing_of_the_page_it_is_first_rendered_for() -> None:
    template = Template(LOAD + "{% stencil with a=a %}{{ a }}{{ secret }}{% endstencil %}")
    assert [say(template, a=n, secret="s") for n in ("1", "2")] == ["1", "2"]


@pytest.mark.parametrize(
    "body", ["{% if a %}x{% endif %}{{ a }}", "{{ a|default:'x' }}", "{{ a|yesno }}"]
)
def test_stencil_that_tests_a_value_is_refused(body: str) -> None:
    template = Template(LOAD + "{% stencil with a=a %}" + body + "{% endstencil %}")
    with pytest.raises(TypeError, match="can only print its values"):
        say(template, a="b")


@pytest.mark.parametrize("body", ["", "{{ a|upper }}", "{% if a == 'b' %}{{ a }}{% endif %}"])
def test_stencil_that_does_not_print_a_value_is_refused(body: str) -> None:
    """Its text would be missing, or the text of another page would be there."""
    template = Template(LOAD + "{% stencil with a=a %}" + body + "{% endstencil %}")
    with pytest.raises(TemplateSyntaxError, match="prints a"):
        say(template, a="b")


@pytest.mark.parametrize("words", ["a=a", "with a", "with a=a b", "for a=a"])
def test_stencil_with_a_wrong_beginning_is_refused(words: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="stencil with name=value"):
        Template(LOAD + "{% stencil " + words + " %}{{ a }}{% endstencil %}")
