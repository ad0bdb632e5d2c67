"""Changes that the index must follow, noted in the change's own transaction."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.core import serializers
from django.db import transaction

from faq.models import Audience, IndexChange, Phrasing, Question, Step, Topic
from faq.search import search
from faq.search.index.outbox import IndexDifference, compare, drain
from tests.factories import NOW, make_audience, make_question

SAME = IndexDifference([], [], [])


class Content(NamedTuple):
    """Two questions in the index, alike in everything."""

    question: Question
    other: Question
    audience: Audience

    @property
    def step(self) -> Step:
        return self.question.steps.get(position=1)

    @property
    def phrasing(self) -> Phrasing:
        return self.question.phrasings.get()


@pytest.fixture
def content(index: None) -> Content:
    question, other = (
        make_question(steps=["Open **My Jobs**", "Choose one"], phrasings=[f"words {n}"])
        for n in (1, 2)
    )
    audience = make_audience()
    question.audiences.add(audience)
    assert drain()
    assert compare() == SAME
    return Content(question, other, audience)


def save(row: Question | Topic | Step | Phrasing | Audience, **fields: object) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def load(row: Step, title: str) -> None:
    """Save a row as loaddata does."""
    text = serializers.serialize(
        "json", [row], use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    for each in serializers.deserialize("json", text.replace(row.title, title)):
        each.save()


CHANGES: dict[str, Callable[[Content], object]] = {
    "title": lambda c: save(c.question, title="Walrus"),
    "summary": lambda c: save(c.question, summary="Walrus"),
    "body": lambda c: save(c.question, body="Walrus"),
    "topic moved": lambda c: save(c.question, topic=c.other.topic),
    "archived": lambda c: save(c.question, status=Question.Status.ARCHIVED),
    "draft again": lambda c: save(c.question, status=Question.Status.DRAFT),
    "deleted": lambda c: c.question.delete(),
    "deleted as a set": lambda c: Question.objects.filter(pk=c.question.pk).delete(),
    "step changed": lambda c: save(c.step, title="Open the walrus"),
    "step caution": lambda c: save(c.step, caution="Walrus"),
    "step added": lambda c: Step.objects.create(question=c.question, position=3, title="Close"),
    "step deleted": lambda c: c.step.delete(),
    "steps renumbered": lambda c: c.question.steps.all().renumber(
        [step.pk for step in c.question.steps.order_by("-position")]
    ),
    "phrasing changed": lambda c: save(c.phrasing, text="walrus"),
    "phrasing added": lambda c: Phrasing.objects.create(question=c.question, text="walrus"),
    "phrasing deleted": lambda c: c.phrasing.delete(),
    "topic renamed": lambda c: save(c.question.topic, title="Walrus"),
    "topic's address": lambda c: save(c.question.topic, slug="walrus"),
    "audience's address": lambda c: save(c.audience, slug="walrus"),
    "audience added": lambda c: c.question.audiences.add(make_audience()),
    "audience removed": lambda c: c.question.audiences.remove(c.audience),
    "audiences set": lambda c: c.question.audiences.set([make_audience()]),
    "audiences cleared": lambda c: c.question.audiences.clear(),
    "removed from audience": lambda c: c.audience.questions.remove(c.question),
    "audience emptied": lambda c: c.audience.questions.clear(),
    "loaded": lambda c: load(c.step, "Open the walrus"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_index_follows_one_question(content: Content, change: str) -> None:
    pk = content.question.pk
    CHANGES[change](content)
    assert compare().pks == [pk]
    assert drain()
    assert compare() == SAME


MOVES: dict[str, Callable[[Content], object]] = {
    "step": lambda c: save(c.step, question=c.other, position=3),
    "phrasing": lambda c: save(c.phrasing, question=c.other),
    "added to audience": lambda c: c.audience.questions.set([c.other]),
}


@pytest.mark.parametrize("change", MOVES)
def test_index_follows_both_questions_when_something_moves_between_them(
    content: Content, change: str
) -> None:
    MOVES[change](content)
    assert sorted(compare().pks) == [content.question.pk, content.other.pk]
    assert drain()
    assert compare() == SAME


def test_new_question_is_noted(content: Content) -> None:
    added = make_question(topic=content.question.topic)
    assert [row.question_id for row in IndexChange.objects.all()] == [added.pk]


def test_new_topic_and_audience_note_nothing(content: Content) -> None:
    Topic.objects.create(slug="empty", title="Empty")
    make_audience()
    assert not IndexChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_saved_question_is_found_after_its_commit_and_not_before(content: Content) -> None:
    with transaction.atomic():
        save(content.question, title="Walrus")
        assert search("walrus", now=NOW).total == 0
    assert [hit.question for hit in search("walrus", now=NOW).hits] == [content.question]
    assert not IndexChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_rolled_back_save_leaves_neither_note_nor_result(content: Content) -> None:
    with transaction.atomic():
        save(content.question, title="Walrus")
        assert IndexChange.objects.count() == 1
        transaction.set_rollback(True)
    assert not IndexChange.objects.exists()
    assert drain()
    assert search("walrus", now=NOW).total == 0
    assert compare() == SAME


@pytest.mark.django_db(transaction=True)
def test_rolled_back_part_of_a_transaction_does_not_take_the_rest_along(content: Content) -> None:
    with transaction.atomic():
        with transaction.atomic():
            save(content.question, title="Walrus")
            transaction.set_rollback(True)
        save(content.other, title="Narwhal")
    assert [hit.question for hit in search("walrus narwhal", now=NOW).hits] == [content.other]
    assert not IndexChange.objects.exists()
    assert compare() == SAME
