"""Owners and reviews of questions."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from faq.models import AuditEntry, Question
from faq.publishing import NotAllowed
from faq.publishing.ownership import assign_owner, mark_reviewed
from tests.factories import NOW, make_question

pytestmark = pytest.mark.django_db


def log() -> list[tuple[str, str, str, str]]:
    rows = AuditEntry.objects.filter(kind="question").order_by("pk")
    return [(row.by_name, row.act, row.name, row.detail) for row in rows]


def test_assign_owner_is_logged_once(ines: User, rafi: User) -> None:
    make_question(title="It?")
    for _ in range(2):
        question = Question.objects.get()
        assign_owner(question, owner=rafi, review_every=30, by=ines, at=NOW)
    stored = Question.objects.get()
    assert (stored.owner, stored.review_every) == (rafi, 30)
    assign_owner(stored, owner=None, review_every=None, by=ines, at=NOW)
    assert Question.objects.get().owner is None
    assert log() == [
        ("ines", "set the owner of", "It?", "Owner: rafi. Review every: 30 days."),
        ("ines", "set the owner of", "It?", "Owner: nobody. Review every: the site’s default."),
    ]


def test_mark_reviewed_changes_no_content(ines: User, rafi: User) -> None:
    question = make_question(title="It?")
    edited = question.updated_at
    mark_reviewed(question, by=ines, at=NOW)
    mark_reviewed(question, by=rafi, at=NOW + timedelta(days=1))
    stored = Question.objects.get()
    assert (stored.walked_through_by, stored.walked_through_at) == (rafi, NOW + timedelta(days=1))
    assert stored.updated_at == edited
    assert log() == [("ines", "reviewed", "It?", ""), ("rafi", "reviewed", "It?", "")]


def test_ownership_is_refused_to_viewers(viewer: User) -> None:
    question = make_question()
    with pytest.raises(NotAllowed):
        assign_owner(question, owner=viewer, review_every=1, by=viewer, at=NOW)
    with pytest.raises(NotAllowed):
        mark_reviewed(question, by=viewer, at=NOW)
    stored = Question.objects.get()
    assert (stored.owner, stored.walked_through_at, log()) == (None, None, [])
