"""Duplicating a question as a draft."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import AuditEntry, Question
from faq.publishing import NotAllowed, duplicate, snapshot_of
from tests.factories import FUTURE, NOW, make_audience, make_copy, make_question

pytestmark = pytest.mark.django_db


def test_duplicate_is_a_draft_with_the_same_content(ines: User, client: Client) -> None:
    question = make_question(
        slug="it",
        title="It?",
        summary="S.",
        body="**B**",
        steps=["One.", "Two."],
        phrasings=["the thing"],
        featured=True,
        urgent=True,
        expires_at=FUTURE,
    )
    question.audiences.add(make_audience())
    before = snapshot_of(question)
    draft = duplicate(question, by=ines, at=NOW)
    assert snapshot_of(question) == before
    made = snapshot_of(draft)
    steps = [{**step, "uid": ""} for step in made["steps"]]
    assert {**made, "steps": steps} == {
        **before,
        "slug": "it-2",
        "featured": False,
        "urgent": False,
        "expires_at": None,
        "steps": [{**step, "uid": ""} for step in before["steps"]],
    }
    assert not {step["uid"] for step in made["steps"]} & {step["uid"] for step in before["steps"]}
    assert (draft.status, draft.published_at, draft.copy_of) == ("draft", None, None)
    assert (draft.owner, question.owner) == (ines, None)
    assert client.get("/questions/it-2/").status_code == 404
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.name, entry.by, entry.detail) == ("duplicated", "It?", ines, "it-2")


def test_duplicate_gets_a_free_slug(ines: User) -> None:
    question, renamed = make_question(slug="it"), make_question(slug="it-2")
    renamed.slug = "other"
    renamed.save()
    make_copy(renamed, by=ines, slug="it-3")
    slugs = [duplicate(question, by=ines, at=NOW).slug for _ in range(2)]
    slugs.append(duplicate(Question.objects.get(slug="it-4"), by=ines, at=NOW).slug)
    assert slugs == ["it-4", "it-5", "it-6"]


def test_duplicate_truncates_a_long_slug(ines: User) -> None:
    draft = duplicate(make_question(slug="a" * 80), by=ines, at=NOW)
    assert draft.slug == "a" * 78 + "-2"


def test_duplicate_is_refused_to_viewers(viewer: User) -> None:
    with pytest.raises(NotAllowed, match="Only editors"):
        duplicate(make_question(), by=viewer, at=NOW)
    assert Question.objects.count() == 1
