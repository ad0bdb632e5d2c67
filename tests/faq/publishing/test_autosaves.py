"""Unsaved texts: kept for their person, replaced by what is typed later, deleted when they are old."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from faq.models import Autosave, Question, limits
from faq.models.autosave import LIFETIME
from faq.publishing import ContentSnapshot, NotAllowed, blank, publish, snapshot_of
from faq.publishing.autosaves import (
    AutosaveRefused,
    FormState,
    autosave,
    forget,
    is_same_text,
    unsaved_texts,
)
from tests.factories import NOW, make_autosave, make_copy, make_draft, make_question

pytestmark = pytest.mark.django_db


def state(question: Question | None = None, key: str = "a", **changes: Any) -> FormState:
    content = {**(snapshot_of(question) if question else blank()), **changes}
    fields = [("title", [content["title"]]), ("body", [content["body"]])]
    return FormState(key, fields, content, question.pk if question else None)  # type: ignore[arg-type]


def test_later_text_of_a_form_replaces_the_earlier_one(ines: User) -> None:
    draft = make_draft()
    autosave(state(draft, body="One"), by=ines, at=NOW)
    later = NOW + timedelta(minutes=1)
    autosave(state(draft, body="Two"), by=ines, at=later)
    kept = Autosave.objects.get()
    assert (kept.question, kept.is_new, kept.typed_at) == (draft, False, later)
    assert kept.fields == [["title", [draft.title]], ["body", ["Two"]]]


def test_forms_and_people_do_not_replace_each_other(ines: User, rafi: User) -> None:
    for by, key in [(ines, "a"), (ines, "b"), (rafi, "a")]:
        autosave(state(key=key, title=f"{by} {key}"), by=by, at=NOW)
    assert [str(each) for each in unsaved_texts(None, by=ines, now=NOW)] == ["ines b", "ines a"]
    forget("a", by=ines)
    assert sorted(map(str, Autosave.objects.all())) == ["ines b", "rafi a"]


def test_text_is_not_kept_when_it_is_stored_already(ines: User) -> None:
    """The form was saved while its text was on its way."""
    draft = make_draft(body="One\nTwo", steps=["Open it"])
    autosave(state(draft, body="One"), by=ines, at=NOW)
    step = {"uid": "new", "title": "Open it ", "body": "", "caution": ""}
    same: dict[str, Any] = {"body": " One\r\nTwo\r\n", "steps": [step]}
    assert autosave(state(draft, **same), by=ines, at=NOW) is None
    assert autosave(state(None, "b", **{**snapshot_of(draft), **same}), by=ines, at=NOW) is None
    assert not Autosave.objects.exists()


def test_empty_form_of_a_new_question_is_not_kept(ines: User) -> None:
    assert autosave(state(), by=ines, at=NOW) is None
    assert not Autosave.objects.exists()


def test_text_outlives_its_question(ines: User, rafi: User) -> None:
    copy, draft = make_copy(make_question(summary="S."), by=ines), make_draft()
    gone = draft.pk
    autosave(state(copy, "a", body="A"), by=ines, at=NOW)
    autosave(state(draft, "b", body="B"), by=ines, at=NOW)
    late = state(draft, "c", body="C")
    publish(copy, by=rafi, at=NOW)
    draft.delete()
    autosave(late._replace(question=gone), by=ines, at=NOW)
    kept = Autosave.objects.of(ines, NOW)
    assert [(each.question, each.is_new, each.value("body")) for each in kept] == [
        (None, False, "C"),
        (None, False, "B"),
        (None, False, "A"),
    ]
    assert list(unsaved_texts(None, by=ines, now=NOW)) == []


def test_old_texts_are_deleted(ines: User) -> None:
    old = make_autosave(ines, typed_at=NOW - LIFETIME - timedelta(seconds=1))
    assert list(Autosave.objects.of(ines, NOW)) == []
    recent = make_autosave(ines, typed_at=NOW - LIFETIME)
    autosave(state(title="New"), by=ines, at=NOW)
    assert not Autosave.objects.filter(pk=old.pk).exists()
    assert Autosave.objects.filter(pk=recent.pk).exists()


def test_too_long_or_too_many_texts_are_refused(
    ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AutosaveRefused, match="more than 1000000 characters"):
        autosave(state(body="x" * limits.MAX_FORM), by=ines, at=NOW)
    monkeypatch.setattr(limits, "MAX_AUTOSAVES", 2)
    for key in "ab":
        autosave(state(key=key, title="T"), by=ines, at=NOW)
    with pytest.raises(AutosaveRefused, match="You have 2 texts"):
        autosave(state(key="c", title="T"), by=ines, at=NOW)
    assert autosave(state(key="b", title="Later"), by=ines, at=NOW) is not None


def test_person_without_rights_keeps_nothing(viewer: User) -> None:
    with pytest.raises(NotAllowed):
        autosave(state(title="T"), by=viewer, at=NOW)
    assert not Autosave.objects.exists()


def test_contents_with_another_text_differ() -> None:
    one: ContentSnapshot = {**blank(), "phrasings": ["a", "b"]}
    assert is_same_text(one, {**one, "phrasings": ["b ", "a"]})
    assert not is_same_text(one, {**one, "phrasings": ["b", "c"]})
    assert not is_same_text(one, {**one, "body": "x"})
