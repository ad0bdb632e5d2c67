"""Which texts the published questions answer in their own words."""

import shutil
from pathlib import Path

import pytest

from faq.search import answered
from faq.search.index.outbox import drain
from tests.factories import FUTURE, NOW, make_draft, make_question

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def zoo(index: Path) -> None:
    make_question(title="How do I feed a walrus?", summary="With fish.")
    make_question(title="Where are the penguins?", phrasings=["penguin house"])
    make_draft(title="Where is the otter?")
    make_question(title="When does the heron move in?", published_at=FUTURE)
    drain()


def test_answered_are_texts_whose_words_all_stand_in_published_questions(zoo: None) -> None:
    """Checks 41–47: whatever else is asked for is as if it were not there."""
    texts = ["penguin house", "please feed my walruses", "walrus otter", "otter", "heron", "zebra"]
    assert answered(texts, now=NOW) == ["penguin house", "please feed my walruses"]
    assert answered(["heron"], now=FUTURE) == ["heron"]


@pytest.mark.parametrize("text", ["", "?!", "walrsu", "\x00"])
def test_misspelt_and_empty_texts_are_not_answered(zoo: None, text: str) -> None:
    assert answered([text, "walrus"], now=NOW) == ["walrus"]


def test_nothing_is_answered_without_an_index(zoo: None, index: Path) -> None:
    assert answered(["walrus"], now=NOW) == ["walrus"]
    shutil.rmtree(index)
    assert answered(["walrus"], now=NOW) == []


def test_answered_takes_two_queries_however_many_there_are(
    zoo: None, django_assert_num_queries
) -> None:
    answered(["walrus"], now=NOW)
    with django_assert_num_queries(2):
        assert len(answered(["walrus", "penguins", "fish", "feed"], now=NOW)) == 4
