"""The catalogues of translations: complete, true to their placeholders, and compiled as they stand."""

import re
from collections import Counter
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import ngettext, override

from tests import catalogues

LANGUAGES = sorted(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
# What a program fills in, and the marks that shape a text.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|<[^>]+>|\*\*|^\s+|\s+$")

Texts = dict[tuple[str | None, tuple[str, ...]], tuple[str, ...]]


def forms(text: object) -> tuple[str, ...]:
    """One form, or as many as a plural has."""
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


def messages(catalogue: Catalog) -> Texts:
    """By context and English text, without the header."""
    return {(each.context, forms(each.id)): forms(each.string) for each in catalogue if each.id}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def catalogue(language: str) -> Catalog:
    return catalogues.read(catalogues.catalogue(language))


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return catalogues.texts()


def test_there_is_a_catalogue_for_every_language_and_no_other() -> None:
    there = sorted(path.name for path in (catalogues.ROOT / "locale").iterdir())
    assert there == LANGUAGES == ["de", "es"]


def test_catalogue_has_every_text_and_no_other(catalogue: Catalog, texts: Catalog) -> None:
    assert set(messages(catalogue)) == set(messages(texts))
    assert list(catalogue.obsolete) == []


def test_texts_are_found_wherever_they_can_stand(texts: Catalog) -> None:
    contexts = {forms(each.id): each.context for each in texts}
    found = {
        "How can we help?": None,  # {% translate %}
        "Results for <bdi>“%(text)s”</bdi>": None,  # {% blocktranslate %}
        ("%(number)s step", "%(number)s steps"): None,  # with a plural
        "Search %(site_name)s": None,  # not HTML
        "I don’t see this": None,  # gettext_lazy
        "Only the first {} characters were searched.": None,  # gettext
        "and": "before the last of several",  # pgettext
        "Move step {n} up": None,  # for JavaScript
    }
    assert {text: contexts.get(forms(text), "not found") for text in found} == found


def test_nothing_is_missing_or_guessed(catalogue: Catalog) -> None:
    assert catalogues.missing(catalogue) == []


def test_missing_names_what_is_not_translated_in_full() -> None:
    source = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Whole"
msgstr "Ganz"

msgid "Empty"
msgstr ""

#, fuzzy
msgid "Guessed"
msgstr "Geraten"

msgid "Half"
msgid_plural "Halves"
msgstr[0] "Hälfte"
msgstr[1] ""
"""
    catalogue = read_po(BytesIO(source.encode()), locale="de")
    assert catalogues.missing(catalogue) == ["Empty", "Guessed", "('Half', 'Halves')"]


def test_placeholders_and_marks_are_those_of_the_english(catalogue: Catalog) -> None:
    wrong = []
    for each in catalogue:
        if not each.id:
            continue
        english = forms(each.id)
        for place, text in enumerate(catalogues.strings(each, catalogue.num_plurals)):
            said = english[min(place, len(english) - 1)]
            if Counter(PLACEHOLDER.findall(said)) != Counter(PLACEHOLDER.findall(text)):
                wrong.append((said, text))
    assert wrong == []


def test_compiled_catalogue_says_what_the_catalogue_says(language: str, catalogue: Catalog) -> None:
    """Django reads only the compiled one: `make messages` makes it."""
    with catalogues.catalogue(language).with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    again = read_mo(BytesIO(catalogues.compiled(catalogue)))
    assert messages(compiled) == messages(again)
    assert len(messages(again)) == len(messages(catalogue))
    assert compiled.plural_expr == catalogue.plural_expr


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en-gb", ["0 steps", "1 step", "2 steps"]),
        ("de", ["0 Schritte", "1 Schritt", "2 Schritte"]),
        ("es", ["0 pasos", "1 paso", "2 pasos"]),
    ],
)
def test_plurals_follow_the_language(code: str, said: list[str]) -> None:
    with override(code):
        steps = [
            ngettext("%(number)s step", "%(number)s steps", n) % {"number": n} for n in range(3)
        ]
    assert steps == said
