"""Snapshots of questions, and applying them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from faq.models import Question, Step, Topic
from faq.publishing import apply_snapshot, fingerprint, snapshot_of
from tests.factories import FUTURE, make_audience, make_draft, make_question, make_topic

TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split()) or "x"
)


@pytest.fixture
def question(db: None) -> Question:
    made = make_question(
        topic=make_topic(slug="contracts"),
        slug="end-contract",
        title="How do I end a contract?",
        summary="In its menu.",
        body="Both can.",
        featured=True,
        expires_at=FUTURE,
        steps=["Open **Jobs**", "Choose **End**"],
        phrasings=["stop it", "get out"],
    )
    made.audiences.add(make_audience(slug="client"), make_audience(slug="agency"))
    return made


def test_snapshot_has_all_published_content(question: Question) -> None:
    first, second = question.steps.in_order()
    assert snapshot_of(question) == {
        "topic": "contracts",
        "section": "",
        "title": "How do I end a contract?",
        "slug": "end-contract",
        "summary": "In its menu.",
        "body": "Both can.",
        "featured": True,
        "urgent": False,
        "expires_at": "2099-01-01T00:00:00+00:00",
        "audiences": ["agency", "client"],
        "steps": [
            {"uid": str(first.uid), "title": "Open **Jobs**", "body": "", "caution": ""},
            {"uid": str(second.uid), "title": "Choose **End**", "body": "", "caution": ""},
        ],
        "phrasings": ["stop it", "get out"],
    }


def test_apply_snapshot_copies_the_content(question: Question) -> None:
    other = make_draft(steps=["Left over"], phrasings=["left over"])
    content = {**snapshot_of(question), "slug": "other"}
    assert apply_snapshot(content, other) == []  # type: ignore[arg-type]
    assert snapshot_of(other) == content
    assert other.expires_at == datetime(2099, 1, 1, tzinfo=UTC)


def test_apply_snapshot_keeps_rows_of_known_steps(question: Question) -> None:
    """What points at a step, by row or by uid, still does."""
    first, second = question.steps.in_order()
    content = snapshot_of(question)
    content["steps"] = [content["steps"][1], {**content["steps"][0], "title": "Open **Work**"}]
    apply_snapshot(content, question)
    assert [(step.pk, step.uid, step.title) for step in question.steps.in_order()] == [
        (second.pk, second.uid, "Choose **End**"),
        (first.pk, first.uid, "Open **Work**"),
    ]


def test_apply_snapshot_removes_and_restores_steps(question: Question) -> None:
    whole = snapshot_of(question)
    apply_snapshot({**whole, "steps": whole["steps"][1:]}, question)
    assert [step.title for step in question.steps.in_order()] == ["Choose **End**"]
    apply_snapshot(whole, question)
    assert snapshot_of(question) == whole


def test_apply_snapshot_reports_deleted_topics_and_audiences(question: Question) -> None:
    content = snapshot_of(question)
    Topic.objects.filter(slug="contracts").update(slug="agreements")
    agency = question.audiences.get(slug="agency")
    question.audiences.remove(agency)
    agency.delete()
    assert apply_snapshot(content, question) == [
        "The topic “contracts” no longer exists, so the question keeps its current topic.",
        "The audience “agency” no longer exists and was left out.",
    ]
    assert Question.objects.get().topic.slug == "agreements"


def test_fingerprint_differs_only_with_content(question: Question) -> None:
    before = fingerprint(snapshot_of(question))
    question.save()
    assert fingerprint(snapshot_of(question)) == before
    Step.objects.filter(question=question, position=1).update(title="Open it")
    assert fingerprint(snapshot_of(question)) != before


class TestAnySteps(TestCase):
    @given(st.lists(TEXT, max_size=5), st.data())
    def test_any_order_of_any_of_the_steps_can_be_put_back(
        self, titles: list[str], data: st.DataObject
    ) -> None:
        question = make_question(steps=titles)
        whole = snapshot_of(question)
        some = data.draw(st.permutations(whole["steps"]))[: data.draw(st.integers(0, 5))]
        apply_snapshot({**whole, "steps": some}, question)
        assert snapshot_of(question)["steps"] == some
        apply_snapshot(whole, question)
        assert snapshot_of(question) == whole
