"""The tags and filters of all pages."""

import json
from urllib.parse import parse_qs

import pytest
from django.urls import set_script_prefix
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Audience
from faq.models.topic import Icon
from faq.search.types import Highlighted
from faq.templatetags.faq_format import (
    address,
    audiences,
    content_dir,
    content_lang,
    content_language_name,
    icon,
    linked_data,
    marked,
    query_string,
)
from tests.html import parse
from tests.xss import PAYLOADS


@st.composite
def marked_texts(draw: st.DrawFn) -> Highlighted:
    text = draw(st.text(st.characters(exclude_characters="\r\0", codec="utf-8"), max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return Highlighted(text, tuple(zip(cuts[::2], cuts[1::2], strict=False)))


@given(marked_texts())
def test_marked_shows_the_text_with_exactly_its_marks(text: Highlighted) -> None:
    """Check 4: whatever the text, the only elements are marks, around the right pieces."""
    shown = parse(marked(text))
    assert shown.raw_text == text.text
    assert [each.tag for each in shown.walk()] == ["mark"] * len(text.marks)
    assert [each.raw_text for each in shown.walk()] == [text.text[a:b] for a, b in text.marks]


def test_marked_payloads_are_escaped() -> None:
    """Check 4: escaping comes before marking, also where a mark cuts an entity or a tag in two."""
    for payload in PAYLOADS:
        for cut in range(len(payload)):
            shown = parse(marked(Highlighted(payload, ((cut, cut + 1),))))
            assert [(each.tag, each.attributes) for each in shown.walk()] == [("mark", {})]


def test_query_string_leaves_out_what_has_no_value() -> None:
    assert query_string(q="a", topic=None) == "q=a"
    assert query_string(q="", topic="x") == "topic=x"
    assert query_string() == ""


@given(st.text(min_size=1), st.text(min_size=1))
def test_query_string_can_be_parsed_again(text: str, topic: str) -> None:
    made = query_string(q=text, topic=topic)
    assert parse_qs(made, keep_blank_values=True) == {"q": [text], "topic": [topic]}
    assert made.isascii()


def test_icon_exists_for_every_topic_and_is_decoration() -> None:
    drawn = {name: parse(icon(name, size=20)).one("svg") for name in Icon.values}
    assert {svg["aria-hidden"] for svg in drawn.values()} == {"true"}
    assert len({str(svg.shape()) for svg in drawn.values()}) > len(drawn) / 2


def test_icon_of_unknown_name_is_a_question_mark() -> None:
    """A name from a fixture or an older icon set must not break the page."""
    question_mark = icon(Icon.HELP.value, size=20)
    for name in ("no-such-icon", "", "../../etc/passwd", "<script>"):
        assert icon(name, size=20) == question_mark


def test_linked_data_cannot_end_its_element() -> None:
    """Check 5."""
    data = {"name": "</script><script>alert(1)</script><!-- & -->\u2028"}
    said = linked_data(data)
    assert said.startswith('<script type="application/ld+json">')
    assert said.endswith("</script>")
    inside = said.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert set(inside) & set("<>&") == set()
    assert json.loads(inside) == data


def test_address_is_absolute_and_the_same_in_every_language(settings) -> None:
    settings.SITE_URL = "https://help.example.com"
    assert address("question", "one") == "https://help.example.com/questions/one/"
    with override("de"):
        set_script_prefix("/help/de/")
        try:
            assert address("question", "one") == "https://help.example.com/help/questions/one/"
        finally:
            set_script_prefix("/")


@pytest.mark.parametrize(
    ("language", "said"), [("en-gb", ' dir="auto"'), ("de", ' lang="en-gb" dir="auto"')]
)
def test_content_lang_is_set_if_the_interface_language_differs(language: str, said: str) -> None:
    with override(language):
        assert content_lang() == said


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en-gb", "كيف أدفع؟", ' dir="rtl"'),
        ("en-gb", "How do I pay?", ""),
        ("en-gb", "2026", ""),
        ("ar", "How do I pay?", ' dir="ltr"'),
        ("ar", "كيف أدفع؟", ""),
    ],
)
def test_content_dir_is_set_if_the_page_has_another(language: str, text: str, said: str) -> None:
    with override(language):
        assert content_dir(text) == said


@pytest.mark.parametrize(
    ("titles", "phrase"),
    [
        ([], "For everyone"),
        (["clients"], "For clients"),
        (["clients", "agencies"], "For clients and agencies"),
        (["clients", "<b>", "freelancers"], "For clients, &lt;b&gt; and freelancers"),
    ],
)
def test_audiences_are_listed_as_a_phrase(titles: list[str], phrase: str) -> None:
    said = audiences([Audience(title=title) for title in titles])
    assert said.replace('<span dir="auto">', "").replace("</span>", "") == phrase


def test_audiences_are_no_phrase_of_two_languages() -> None:
    with override("de"):
        said = audiences([Audience(title="clients"), Audience(title="agencies")])
    span = '<span lang="en-gb" dir="auto">{}</span>'
    assert said == f"Für: {span.format('clients')}, {span.format('agencies')}"


@pytest.mark.parametrize(("language", "name"), [("en-gb", ""), ("de", "English")])
def test_language_of_the_content_has_its_own_name(language: str, name: str) -> None:
    with override(language):
        assert content_language_name() == name
