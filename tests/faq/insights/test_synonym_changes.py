"""What a change of synonyms does to phrasings, before and after it is made."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from faq.insights import synonym_changes
from faq.insights.promises import check_all
from faq.insights.synonym_changes import (
    PromiseChange,
    check_synonym_change,
    current_synonyms,
    forecast_synonym_change,
)
from faq.models import BrokenPromise, Synonym
from faq.search.index.outbox import drain
from tests.factories import NOW, make_question, make_synonym

pytestmark = pytest.mark.usefixtures("index")

MANY = "tusker, flipper, whisker, blubber, moustache, pinniped, ivory, molar, fang"
LOST = [("swimmer", "How do I feed it?", 4)]


def told(broken: Iterable[BrokenPromise]) -> list[tuple[str, str, int | None]]:
    return [(each.phrasing.text, each.question.title, each.rank) for each in broken]


def stored() -> list[tuple[str, str, int | None]]:
    return told(BrokenPromise.objects.of_published(NOW))


@pytest.fixture(autouse=True)
def swimmers(index: Path) -> None:
    """Create questions that outrank another for its phrasing once MANY is a synonym."""
    for number in range(3):
        make_question(title=f"Which swimmer? {MANY}", slug=f"swimmer-{number}")
    make_question(title="How do I feed it?", phrasings=["swimmer", "swimmers", "dinner"])
    drain()


def test_change_says_what_it_broke_and_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = current_synonyms(NOW)
    assert check_all(NOW) == []
    assert check_synonym_change(before, NOW) == PromiseChange()

    synonym = make_synonym("swimmer", MANY)
    change = check_synonym_change(before, NOW)
    assert told(change.broken) == LOST
    assert (change.fixed, change.unchecked_count) == ([], 0)
    assert stored() == LOST

    before = current_synonyms(NOW)
    synonym.delete()
    monkeypatch.setattr(synonym_changes, "MAX_SEARCHES", 3)
    change = check_synonym_change(before, NOW)
    assert change.broken == []
    assert [each.text for each in change.fixed] == ["swimmer"]
    assert change.unchecked_count == 1
    assert stored() == []


def test_forecast_is_what_the_change_then_does_and_stores_nothing() -> None:
    before = current_synonyms(NOW)
    forecast = forecast_synonym_change(NOW, added=Synonym(words="swimmer", means=MANY))
    assert told(forecast.broken) == LOST
    assert (stored(), Synonym.objects.count()) == ([], 0)
    synonym = make_synonym("swimmer", MANY)
    assert told(check_synonym_change(before, NOW).broken) == LOST

    for gone in (
        forecast_synonym_change(NOW, without=[synonym.pk]),
        forecast_synonym_change(NOW, without=[synonym.pk], added=Synonym(words="a, b")),
    ):
        assert (gone.broken, [each.text for each in gone.fixed]) == ([], ["swimmer"])
    assert forecast_synonym_change(NOW) == PromiseChange()
    assert stored() == LOST


def test_nothing_is_said_without_an_index(index: Path) -> None:
    before = current_synonyms(NOW)
    synonym = make_synonym("swimmer", MANY)
    shutil.rmtree(index)
    assert check_synonym_change(before, NOW) == PromiseChange()
    assert forecast_synonym_change(NOW, without=[synonym.pk]) == PromiseChange()
