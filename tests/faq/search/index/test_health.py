"""What is wrong with the index, in words an operator can act on."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from faq.models import IndexChange, Question
from faq.search.index import health
from faq.search.index.outbox import drain
from faq.search.index.rebuild import repair
from tests.factories import NOW, make_draft, make_question, make_topic

pytestmark = pytest.mark.usefixtures("index")

SECOND = timedelta(seconds=1)


@pytest.fixture
def noted(index: Path) -> None:
    """A question saved at NOW that nobody has indexed."""
    with time_machine.travel(NOW, tick=False):
        make_question()


def test_index_that_agrees_has_no_problem() -> None:
    shelf = make_topic()
    make_question(topic=shelf)
    make_draft(topic=shelf)
    assert drain()
    assert health.problems(NOW) == []


@pytest.mark.usefixtures("noted")
def test_change_on_its_way_is_no_problem() -> None:
    assert health.problems(NOW + health.GRACE_PERIOD) == []


@pytest.mark.usefixtures("noted")
def test_change_that_waits_too_long_is_a_problem_until_it_is_indexed() -> None:
    assert health.problems(NOW + health.GRACE_PERIOD + SECOND) == [
        "1 changes wait to be indexed. Run manage.py search_verify --repair.",
        "The search index holds 0 questions, the database 1. Run manage.py search_verify --repair.",
    ]
    repair()
    assert health.problems(NOW + health.GRACE_PERIOD + SECOND) == []


def test_different_counts_are_a_problem_until_repaired() -> None:
    make_question()
    assert drain()
    Question.objects.update(status=Question.Status.ARCHIVED)
    assert not IndexChange.objects.exists()
    assert health.problems(NOW) == [
        "The search index holds 1 questions, the database 0. Run manage.py search_verify --repair."
    ]
    repair()
    assert health.problems(NOW) == []


def test_missing_index_is_one_problem(index: Path) -> None:
    make_question()
    (index / "CURRENT").unlink()
    assert health.problems(NOW) == ["There is no search index. Run manage.py search_rebuild."]
