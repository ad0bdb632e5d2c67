"""What to read next: shared words, the own topic first, and nothing that is not public."""

import shutil
from pathlib import Path

import pytest

from faq.models import Question
from faq.search import related_questions
from faq.search.index.outbox import drain
from tests.factories import FUTURE, NOW, make_draft, make_question, make_topic

pytestmark = pytest.mark.django_db


def titles(question: Question) -> list[str]:
    return [each.title for each in related_questions(question, now=NOW)]


@pytest.mark.usefixtures("index")
def test_related_share_words_and_the_own_topic_comes_first() -> None:
    money, jobs = make_topic(title="Money"), make_topic(title="Jobs")
    asked = make_question(topic=money, title="When is an escrow deposit returned?")
    make_question(topic=money, title="Who pays the invoice?")
    make_question(topic=jobs, title="Why does a job need an escrow deposit?")
    make_question(topic=money, title="Where do I see my escrow deposit?")
    make_question(topic=jobs, title="Which jobs are good?")
    drain()
    assert titles(asked) == [
        "Where do I see my escrow deposit?",
        "Why does a job need an escrow deposit?",
        "Who pays the invoice?",
    ]


@pytest.mark.usefixtures("answered_by")
def test_related_are_never_the_question_itself_nor_unpublished() -> None:
    """Check 41–47: in related questions."""
    topic = make_topic()
    asked = make_question(topic=topic, title="How do I feed a walrus?")
    make_question(topic=topic, title="How do I wash a walrus?")
    make_draft(topic=topic, title="How do I draw a walrus?")
    for status in (Question.Status.IN_REVIEW, Question.Status.ARCHIVED):
        make_question(topic=topic, title=f"Walrus {status}", status=status)
    make_question(topic=topic, title="How do I find a walrus?", published_at=FUTURE)
    drain()
    assert titles(asked) == ["How do I wash a walrus?"]


@pytest.mark.usefixtures("answered_by")
def test_related_fill_up_with_neighbours_to_at_most_five() -> None:
    topic = make_topic()
    asked, *others = (make_question(topic=topic, title=f"Animal {n}", position=n) for n in range(9))
    drain()
    assert titles(asked) == [each.title for each in others[:5]]


def test_related_of_a_lone_question_are_none(answered_by: str) -> None:
    asked = make_question(title="How do I feed a walrus?")
    drain()
    assert titles(asked) == []


def test_related_without_what_the_index_still_holds(index: Path) -> None:
    """Check 49: a stale index leaks nothing."""
    topic = make_topic()
    asked, gone, left = (make_question(topic=topic, title=f"Walrus {n}") for n in range(3))
    drain()
    Question.objects.filter(pk=gone.pk).update(status=Question.Status.DRAFT)
    assert titles(asked) == [left.title]
    shutil.rmtree(index)
    assert titles(asked) == [left.title]


@pytest.mark.usefixtures("sample")
def test_related_to_each_question_of_the_sample_are_five_others() -> None:
    for question in Question.objects.published(NOW).select_related("topic"):
        found = related_questions(question, now=NOW)
        assert len({each.pk for each in found} - {question.pk}) == 5


@pytest.mark.usefixtures("index")
def test_related_follow_a_new_title_and_a_new_neighbour() -> None:
    """What was found is remembered for the same words in the same state of the index alone."""
    money, sea = make_topic(title="Money"), make_topic(title="Sea")
    asked = make_question(topic=money, title="My deposit")
    for title in ("Feeding a walrus", "Washing a walrus", "A deposit comes back"):
        make_question(topic=sea, title=title)
    drain()
    for _ in range(2):
        assert titles(asked) == ["A deposit comes back"]
    asked.title = "My walrus"
    assert set(titles(asked)) == {"Feeding a walrus", "Washing a walrus"}
    make_question(topic=sea, title="Watching a walrus")
    drain()
    assert set(titles(asked)) == {"Feeding a walrus", "Washing a walrus", "Watching a walrus"}
