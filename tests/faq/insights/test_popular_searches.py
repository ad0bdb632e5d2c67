"""Popular searches: real, many readers', on several days, and answered by what is published."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from faq.insights import popular
from faq.insights.popular_searches import clear_cache
from faq.models import Question
from faq.search.index.outbox import drain
from tests.factories import FUTURE, NOW, make_question, make_search_term

pytestmark = pytest.mark.usefixtures("index")

TODAY = NOW.date()
ANIMALS = ["walrus", "penguin", "seal", "otter", "whale", "krill"]


@pytest.fixture(autouse=True)
def nothing_kept(index: object) -> Iterator[None]:
    clear_cache()
    yield
    clear_cache()


def searched(text: str, total: int, days: int = 5, ago: int = 1) -> None:
    for day in range(days):
        share = total // days + (day < total % days)
        make_search_term(text, count=share, day=TODAY - timedelta(days=ago + day))


@pytest.fixture
def zoo() -> None:
    """A question about each animal, each searched for, the first the most."""
    for place, animal in enumerate(ANIMALS):
        make_question(title=f"How do I feed a {animal}?", slug=animal)
        searched(animal, 60 - place)
    drain()


def test_popular_are_the_most_searched_first(zoo: None) -> None:
    assert popular(NOW) == ("walrus", "penguin", "seal", "otter", "whale")


def test_fewer_than_three_are_none(zoo: None) -> None:
    Question.objects.exclude(slug__in=["walrus", "seal"]).delete()
    drain()
    assert popular(NOW) == ()


@pytest.mark.parametrize(
    ("total", "days", "ago", "shown"),
    [
        (10, 3, 1, True),
        (9, 3, 1, False),
        (500, 2, 1, False),
        (500, 3, 0, False),
        (10, 3, 28, True),
        (10, 3, 29, False),
    ],
)
def test_seldom_old_and_sudden_searches_are_not_shown(
    zoo: None, total: int, days: int, ago: int, shown: bool
) -> None:
    """Check 60: a burst shows nothing, nor do words of a few."""
    make_question(title="How do I feed a heron?")
    Question.objects.filter(slug__in=["otter", "whale", "krill"]).delete()
    searched("heron", total, days, ago)
    drain()
    assert ("heron" in popular(NOW)) is shown
    assert {"walrus", "penguin", "seal"} <= set(popular(NOW))


@pytest.mark.parametrize(
    "text", ["zanzibar", "walrus zanzibar", "walrus idiots", "walruss", "walrus of ines miller"]
)
def test_words_that_no_question_has_are_not_shown_however_often_they_are_searched(
    zoo: None, text: str
) -> None:
    """Neither names nor abuse can be put on the home page."""
    searched(text, 10_000)
    assert popular(NOW) == ("walrus", "penguin", "seal", "otter", "whale")


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft", "published_at": None},
        {"status": "in_review"},
        {"status": "archived"},
        {"published_at": FUTURE},
    ],
)
def test_words_of_what_is_hidden_are_not_shown(zoo: None, hidden: dict) -> None:
    """Checks 41–48: from the moment it is hidden, though many searched for it when it was not."""
    question = make_question(title="Where is the zanzibar walrus?")
    searched("zanzibar walrus", 10_000)
    drain()
    assert popular(NOW)[0] == "zanzibar walrus"
    for name, value in hidden.items():
        setattr(question, name, value)
    question.save()
    drain()
    assert popular(NOW)[0] == "walrus"


def test_popular_stay_the_same_for_a_day(zoo: None, django_assert_num_queries) -> None:
    assert popular(NOW)[0] == "walrus"
    searched("krill", 10_000, ago=6)
    with django_assert_num_queries(1):
        assert popular(NOW + timedelta(hours=11))[0] == "walrus"
    assert popular(NOW + timedelta(hours=12))[0] == "krill"


def test_without_an_index_there_are_none(zoo: None, index) -> None:
    (index / "CURRENT").unlink()
    assert popular(NOW) == ()
