"""Every publication creates a revision, which cannot be changed."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from faq.models import AuditEntry, Question, Revision
from faq.models.mixins import Unchangeable
from faq.publishing import publish, revisions, snapshot_of
from tests.factories import NOW, PAST, make_copy, make_draft, make_question, make_revision


def kept(question: Question) -> list[tuple[int, str, str, str]]:
    rows = question.revisions.order_by("number")
    return [(row.number, row.content["title"], row.by_name, row.note) for row in rows]


def test_publish_creates_a_revision(ines: User) -> None:
    question = publish(
        make_draft(title="First?", summary="S."), by=ines, at=PAST, note="It is new."
    )
    publish(make_copy(question, by=ines, title="Second?"), by=ines, at=NOW, note="Clearer.")
    assert kept(question) == [
        (1, "First?", "ines", "It is new."),
        (2, "Second?", "ines", "Clearer."),
    ]


def test_content_of_a_fixture_gets_a_revision_before_it_is_replaced(ines: User) -> None:
    question = make_question(title="From a fixture?", summary="S.")
    publish(make_copy(question, by=ines, title="Second?"), by=ines, at=NOW)
    assert kept(question) == [
        (1, "From a fixture?", "", "This content had no revision yet."),
        (2, "Second?", "ines", ""),
    ]


@pytest.mark.django_db
def test_ensure_current_creates_no_second_revision() -> None:
    question = make_question()
    assert revisions.ensure_current(question, at=NOW) == revisions.ensure_current(question, at=NOW)
    assert len(kept(question)) == 1


@pytest.mark.parametrize("kind", [Revision, AuditEntry])
def test_append_only_rows_cannot_be_changed(kind: Any, ines: User) -> None:
    publish(make_draft(summary="S."), by=ines, at=PAST)
    row = kind.objects.get()
    for change in (row.save, row.delete, kind.objects.all().delete):
        with pytest.raises(Unchangeable):
            change()
    with pytest.raises(Unchangeable):
        kind.objects.update(by_name="somebody else")
    assert kind.objects.get().by_name == "ines"


def test_history_outlives_question_and_people(ines: User) -> None:
    question = publish(make_draft(title="It?", summary="S."), by=ines, at=PAST)
    before = snapshot_of(question)
    question.delete()
    ines.delete()
    revision = Revision.objects.get()
    assert (revision.content, revision.by, revision.by_name) == (before, None, "ines")
    assert str(make_revision()) != ""
