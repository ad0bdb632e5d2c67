"""Which phrasings do not find their question, now and after what is about to be done."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from faq.insights import promises
from faq.models import BrokenPromise, Phrasing, PromiseCheck, Question
from faq.publishing import publish
from faq.search.index.outbox import drain
from tests.factories import (
    FUTURE,
    NOW,
    make_broken_promise,
    make_copy,
    make_draft,
    make_question,
)

pytestmark = pytest.mark.usefixtures("index")

Told = tuple[str, str, int | None]


def told(broken: Iterable[BrokenPromise]) -> list[Told]:
    return [(each.phrasing.text, each.question.title, each.rank) for each in broken]


def kept() -> list[Told]:
    """What the desk is told."""
    return told(BrokenPromise.objects.of_published(NOW))


def make_walruses(count: int) -> list[Question]:
    """Questions whose title is nothing else, so that they come first for it."""
    return [make_question(title="Walrus?", slug=f"walrus-{number}") for number in range(count)]


def test_more_phrasings_are_asked_than_a_query_takes(few_parameters) -> None:
    make_walruses(3)
    make_question(
        title="How do I feed it?", phrasings=["walrus", *(f"fish {n}" for n in range(25))]
    )
    drain()
    with few_parameters():
        found = [promises.check_all(NOW) for _ in range(2)]
    assert [told(broken) for broken in found] == [[("walrus", "How do I feed it?", 4)]] * 2
    assert kept() == [("walrus", "How do I feed it?", 4)]


@pytest.mark.usefixtures("sample")
def test_every_phrasing_of_the_sample_finds_its_question() -> None:
    assert promises.check_all(NOW) == []
    check = PromiseCheck.objects.get()
    assert (check.at, check.phrasing_count) == (NOW, Phrasing.objects.count())
    assert check.phrasing_count > 90


def test_a_broken_promise_says_what_comes_first_instead() -> None:
    first = make_walruses(3)
    make_question(title="How do I feed it?", phrasings=["walrus", "feeding it"])
    drain()
    (broken,) = promises.check_all(NOW)
    assert told([broken]) == [("walrus", "How do I feed it?", 4)]
    assert broken.above == [
        {"title": "Walrus?", "address": f"/questions/{each.slug}/"} for each in first
    ]
    assert broken.words == "walrus"
    assert kept() == told([broken])


def test_a_phrasing_may_be_broken_for_being_on_no_first_page() -> None:
    make_walruses(10)
    make_question(title="How do I feed it?", phrasings=["walrus", "?!"])
    drain()
    assert told(promises.check_all(NOW)) == [
        ("walrus", "How do I feed it?", None),
        ("?!", "How do I feed it?", None),
    ]


def test_only_what_readers_see_has_promises_and_stands_in_the_way() -> None:
    """Checks 41–47: drafts, copies and what is scheduled promise nothing, and are not named."""
    make_walruses(2)
    hidden: dict[str, Any] = {"title": "Walrus?", "phrasings": ["nobody sees this"]}
    make_question(**hidden, published_at=FUTURE)
    make_question(**hidden, status="archived")
    make_draft(**hidden)
    make_question(title="How do I feed it?", phrasings=["walrus"])
    drain()
    assert promises.check_all(NOW) == []
    assert told(promises.check_all(FUTURE)) == [("walrus", "How do I feed it?", 4)]


def test_a_copy_is_checked_as_readers_would_see_it(ines: User) -> None:
    make_walruses(3)
    question = make_question(title="How do I feed it?", phrasings=["feeding"])
    drain()
    copy = make_copy(question, by=ines)
    assert promises.forecast_publication(copy, NOW).caused == []
    Phrasing.objects.create(question=copy, text="walrus")
    assert told(promises.forecast_publication(copy, NOW).caused) == [
        ("walrus", "How do I feed it?", 4)
    ]
    assert told(promises.broken_phrasings(copy, NOW)) == [("walrus", "How do I feed it?", 4)]
    copy.title = "Walrus!"
    copy.save()
    Question.objects.filter(slug="walrus-0").update(title="Otter?")
    drain()
    assert promises.forecast_publication(copy, NOW).caused == []


def test_a_text_is_to_blame_for_what_it_pushes_out(ines: User) -> None:
    """And not for what does not find its question anyway."""
    first = make_walruses(2)
    make_question(title="How do I feed it?", phrasings=["walrus"])
    make_question(title="How do I wash it?", phrasings=["walrus?"])
    drain()
    assert told(promises.check_all(NOW)) == [("walrus?", "How do I wash it?", 4)]
    draft = make_draft(title="Walrus?", summary="An animal.", slug="new")
    (broken,) = promises.forecast_publication(draft, NOW).caused
    assert told([broken]) == [("walrus", "How do I feed it?", 4)]
    assert [each["address"] for each in broken.above] == [
        *(each.get_absolute_url() for each in first),
        "/questions/new/",
    ]
    assert promises.broken_phrasings(draft, NOW) == []


def test_a_copy_whose_question_is_gone_is_checked_as_a_question_of_its_own(ines: User) -> None:
    make_walruses(3)
    question = make_question(title="How do I feed it?", phrasings=["walrus"])
    copy = make_copy(question, by=ines)
    question.delete()
    copy.refresh_from_db()
    drain()
    assert told(promises.forecast_publication(copy, NOW).caused) == [
        ("walrus", "How do I feed it?", 4)
    ]


def test_of_many_phrasings_the_nearest_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    make_walruses(2)
    make_question(title="How do I feed it?", phrasings=["otter", "walrus", "penguin"])
    known = make_broken_promise()
    drain()
    monkeypatch.setattr(promises, "MAX_SEARCHES", 1)
    draft = make_draft(title="Walrus?", summary="An animal.")
    forecast = promises.forecast_publication(draft, NOW)
    # One that is known to be broken may be fixed.
    assert {each.text for each in forecast.checked} == {"walrus", known.phrasing.text}
    assert told(forecast.caused) == [("walrus", "How do I feed it?", 3 + 1)]
    assert not forecast.covers_all


def test_forecast_is_stored_after_the_publication(ines: User) -> None:
    make_walruses(3)
    fixed = make_broken_promise()
    question = make_question(title="How do I feed it?", phrasings=["walrus", "feed"], body="Fish.")
    drain()
    copy = make_copy(question, by=ines, title="How do I feed it well?")
    assert kept() == [("other words", fixed.question.title, 4)]
    publish(copy, by=ines, at=NOW, reason="It is meant.")
    assert kept() == [("walrus", "How do I feed it well?", 4)]
    assert PromiseCheck.objects.values_list("at", "phrasing_count").get() == (NOW, 3)


def test_what_is_kept_goes_with_its_phrasing_and_rests_with_its_question(
    django_assert_num_queries,
) -> None:
    mine, deleted, archived = (make_broken_promise() for _ in range(3))
    deleted.phrasing.delete()
    Question.objects.filter(pk=archived.question.pk).update(status="archived")
    with django_assert_num_queries(1):
        assert kept() == [("other words", mine.question.title, 4)]


def test_nothing_is_said_without_an_index(index: Path, ines: User) -> None:
    make_walruses(3)
    question = make_question(title="How do I feed it?", phrasings=["walrus"])
    drain()
    copy = make_copy(question, by=ines)
    assert len(promises.forecast_publication(copy, NOW).caused) == 1
    shutil.rmtree(index)
    assert promises.forecast_publication(copy, NOW) == promises.PublicationForecast(
        is_available=False
    )
    assert promises.broken_phrasings(copy, NOW) == []
