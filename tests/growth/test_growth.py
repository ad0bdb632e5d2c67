"""Every function that reads a text from outside takes time by its length, whatever the text is."""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError

import faq
from faq.importing.fixtures.json_file import FixtureError
from faq.importing.pages.source import PageError
from faq.importing.spreadsheets.csv_file import TableError
from faq.publishing.exceptions import BreaksStyleRules
from tests.growth.measure import MAX_GROWTH, growth
from tests.growth.registry import EXEMPT, READERS, Reader
from tests.growth.texts import TELLING, texts

MODULES = (
    *("faq.text.", "faq.languages", "faq.api.parameters", "faq.importing.", "faq.rendering."),
    *("faq.insights.search_counts", "faq.models.image", "faq.models.synonym"),
    *("faq.publishing.content_snapshot", "faq.publishing.diff", "faq.publishing.style_"),
    "faq.publishing.three_way_merge",
    *("faq.publishing.urls.", "faq.search.highlight", "faq.search.query.", "faq.search.results"),
    "faq.search.editorial",
    *("faq.search.similar", "faq.search.suggestions"),
)
_TEXT = re.compile(
    r"\b(?:str|bytes|ContentSnapshot|StepSnapshot|StepText|PageSource|TableRow|Path|object)\b"
)
# Refusals end the work with a message.
REFUSALS = (ValueError, ValidationError, PageError, TableError, FixtureError, BreaksStyleRules)


def functions() -> Iterator[str]:
    """Yield the public functions and methods of MODULES that take a text."""
    for found in pkgutil.walk_packages(faq.__path__, "faq."):
        if found.name.startswith(MODULES):
            module = import_module(found.name)
            for name, value in _public(vars(module)):
                if getattr(value, "__module__", "") != found.name:
                    continue
                if inspect.isclass(value):
                    for method, each in _public(vars(value)):
                        function = getattr(each, "__func__", each)
                        if _takes_text(function):
                            yield f"{found.name}:{name}.{method}"
                elif _takes_text(inspect.unwrap(value) if callable(value) else value):
                    yield f"{found.name}:{name}"


def _public(names: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in names.items() if not name.startswith("_"))


def _takes_text(function: object) -> bool:
    return inspect.isfunction(function) and any(
        _TEXT.search(inspect.formatannotation(parameter.annotation))
        for parameter in inspect.signature(function).parameters.values()
        if parameter.annotation is not inspect.Parameter.empty
        and not inspect.formatannotation(parameter.annotation).startswith(
            "collections.abc.Callable"
        )
    )


def test_every_function_that_reads_a_text_is_registered() -> None:
    exempt = [name for names in EXEMPT.values() for name in names]
    assert sorted(functions()) == sorted([*READERS, *exempt])


def work(reader: Reader, name: str) -> Callable[[int], Callable[[], object]]:
    def of_size(size: int) -> Callable[[], object]:
        text = texts(size)[name]

        def call() -> None:
            with suppress(*REFUSALS):
                reader.call(text)

        return call

    return of_size


@pytest.mark.django_db
@pytest.mark.parametrize("name", READERS)
def test_function_takes_time_by_the_length_of_the_text(name: str) -> None:
    """Check 9: no text makes it take more time than many texts that are as long together."""
    reader = READERS[name]
    sizes = dict.fromkeys(texts(reader.size), reader.size)
    if reader.long:
        sizes |= dict.fromkeys(TELLING, reader.long)
    grown = {
        kind: growth(work(reader, kind), size, floor=0.03, limit=2) for kind, size in sizes.items()
    }
    assert {kind: times for kind, times in grown.items() if times > MAX_GROWTH} == {}
