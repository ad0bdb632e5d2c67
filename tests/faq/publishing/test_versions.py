"""Versions: no way of saving a question loses its former text."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faq.models import Audience, DraftVersion, Question, Step, draft_version
from faq.publishing import (
    CannotMove,
    ContentSnapshot,
    NotAllowed,
    WorkingCopyExists,
    apply_snapshot,
    duplicate,
    publish,
    snapshot_of,
    submit,
)
from faq.publishing.audit import acting_user
from faq.publishing.saves import one_save
from faq.publishing.versions import restore_version, savers_since
from tests.factories import (
    NOW,
    make_audience,
    make_copy,
    make_draft,
    make_question,
    make_topic,
    make_version,
)

pytestmark = pytest.mark.django_db


def versions(question: Question) -> list[ContentSnapshot]:
    return [version.content for version in question.versions.newest_first()]


def full_draft() -> Question:
    draft = make_draft(steps=["Open it", "Close it"], phrasings=["shut it"], summary="So.")
    draft.audiences.add(make_audience())
    return draft


def edit_title(draft: Question) -> None:
    draft.title = "Other?"
    draft.save()


def delete_phrasings(draft: Question) -> None:
    draft.phrasings.get().delete()


def leave_only(draft: Question, name: str) -> None:
    apply_snapshot({**snapshot_of(draft), name: []}, draft)  # type: ignore[misc]


def edit_step(draft: Question) -> None:
    step = draft.steps.get(position=1)
    step.body = "In the menu."
    step.save()


def turn_steps(draft: Question) -> None:
    pks = draft.steps.in_order().values_list("pk", flat=True)
    Step.objects.filter(question=draft).renumber([*pks][::-1])


def change_audiences(draft: Question) -> None:
    draft.audiences.set([])


def clear_from_audience(draft: Question) -> None:
    Audience.objects.get().questions.clear()


@pytest.mark.parametrize(
    "change",
    [
        edit_title,
        edit_step,
        turn_steps,
        delete_phrasings,
        change_audiences,
        clear_from_audience,
        lambda draft: draft.steps.all().delete(),
        lambda draft: leave_only(draft, "steps"),
        lambda draft: leave_only(draft, "phrasings"),
        lambda draft: leave_only(draft, "audiences"),
    ],
)
def test_former_text_is_kept_however_it_is_replaced(change: Callable[[Question], object]) -> None:
    draft = full_draft()
    before = snapshot_of(draft)
    with one_save():
        change(draft)
    assert snapshot_of(draft) != before
    assert versions(draft) == [before]


def test_new_text_has_no_version() -> None:
    assert versions(full_draft()) == []
    with one_save():
        assert versions(full_draft()) == []


def test_save_that_changes_nothing_keeps_no_version(ines: User) -> None:
    draft = full_draft()
    with acting_user(ines):
        draft.save()
        apply_snapshot(snapshot_of(draft), draft)
    draft.refresh_from_db()
    assert (versions(draft), draft.saved_by) == ([], None)


def test_version_says_who_saved_the_text_and_when(ines: User, rafi: User) -> None:
    with acting_user(ines):
        draft = make_draft(title="One?")
        first = draft.saved_at
        edit_step(full := full_draft())
    with acting_user(rafi):
        edit_title(draft)
    draft.refresh_from_db()
    assert draft.saved_by == rafi
    version = draft.versions.get()
    assert (version.by, version.by_name, version.saved_at) == (ines, "ines", first)
    assert Question.objects.get(pk=full.pk).saved_by == ines


def test_stale_row_does_not_undo_who_saved_last(ines: User, rafi: User) -> None:
    with acting_user(ines):
        stale = make_draft(steps=["Open it"])
    with acting_user(rafi):
        edit_step(stale)
    stale.status = Question.Status.ARCHIVED
    stale.save()
    assert Question.objects.get().saved_by == rafi


def test_same_text_is_kept_once() -> None:
    draft = make_draft(title="One?")
    for title in ("Two?", "One?", "Two?"):
        draft.title = title
        draft.save()
    assert [content["title"] for content in versions(draft)] == ["One?", "Two?", "One?"]
    make_version(draft)
    draft.title = "Three?"
    draft.save()
    assert len(versions(draft)) == 4


def test_oldest_version_beyond_the_limit_is_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.publishing.versions.MAX_VERSIONS", 3)
    assert draft_version.MAX_VERSIONS >= 20
    draft, other = make_draft(title="0?"), make_version()
    for number in range(1, 6):
        draft.title = f"{number}?"
        draft.save()
    assert [content["title"] for content in versions(draft)] == ["4?", "3?", "2?"]
    assert DraftVersion.objects.filter(pk=other.pk).exists()


def test_published_text_is_no_version_but_a_revision(ines: User) -> None:
    live = publish(full_draft(), by=ines, at=NOW, reason="No risk.")
    copy = make_copy(live, by=ines, title="Two?")
    copy.title = "Three?"
    copy.save()
    publish(copy, by=ines, at=NOW)
    assert [content["title"] for content in versions(live)] == ["Two?"]
    assert [row.content["title"] for row in live.revisions.newest_first()] == [
        *("Three?", live.title)
    ]


def test_fixture_keeps_what_it_replaces_once(index: Path, tmp_path: Path) -> None:
    draft = make_draft(slug="it", title="Mine?", steps=["One", "Two"], topic=make_topic(slug="t"))
    before = snapshot_of(draft)
    path = tmp_path / "new.json"
    steps = [
        {"model": "faq.step", "fields": {"question": ["it"], "position": n, "title": f"New {n}"}}
        for n in (1, 2)
    ]
    fields = {"topic": ["t"], "slug": "it", "title": "Theirs?", "status": "draft"}
    path.write_text(json.dumps([{"model": "faq.question", "fields": fields}, *steps]))
    for _ in range(2):
        call_command("loaddata", str(path), verbosity=0)
    assert versions(draft) == [before]
    draft.refresh_from_db()
    assert (draft.title, draft.saved_by) == ("Theirs?", None)


def test_keeping_a_version_takes_as_many_queries_for_any_number_of_steps() -> None:
    """A save stays fast: ten queries, however long the text is."""

    def queries(count: int) -> int:
        draft = make_draft(steps=[f"Step {number}" for number in range(count)])
        content = snapshot_of(draft)
        with CaptureQueriesContext(connection) as changed:
            apply_snapshot({**content, "title": "Other?"}, draft)
        with CaptureQueriesContext(connection) as unchanged:
            apply_snapshot({**content, "title": "Other?"}, draft)
        return len(changed) - len(unchanged)

    assert queries(2) == queries(40) <= 10


def test_restored_version_replaces_the_text_which_becomes_a_version(ines: User) -> None:
    draft = full_draft()
    before = snapshot_of(draft)
    leave_only(draft, "steps")
    after = snapshot_of(draft)
    restored, notes = restore_version(draft.versions.get(), by=ines, at=NOW)
    assert (restored, notes, snapshot_of(draft)) == (draft, [], before)
    assert versions(draft) == [after, before]


def test_version_of_a_published_text_is_restored_in_a_working_copy(ines: User) -> None:
    copy = make_copy(make_question(summary="S."), by=ines, title="Two?")
    edit_title(copy)
    live = publish(copy, by=ines, at=NOW)
    restored, _notes = restore_version(live.versions.get(), by=ines, at=NOW)
    assert (restored.copy_of, restored.title) == (live, "Two?")
    with pytest.raises(WorkingCopyExists):
        restore_version(live.versions.get(), by=ines, at=NOW)


def test_restored_version_keeps_the_address_if_its_own_is_taken(ines: User) -> None:
    draft = make_draft(slug="one")
    version = make_version(draft)
    draft.slug = "two"
    draft.save()
    make_question(slug="one")
    _draft, notes = restore_version(version, by=ines, at=NOW)
    draft.refresh_from_db()
    assert draft.slug == "two"
    assert notes == [
        "Another question has the address of this version, so the address did not change."
    ]


def test_version_that_may_not_be_restored_changes_nothing(
    ines: User, rafi: User, viewer: User
) -> None:
    draft = make_draft(summary="S.", steps=["Open **it**."])
    version = make_version(draft, content={**snapshot_of(draft), "title": "Old?"})
    with pytest.raises(NotAllowed):
        restore_version(version, by=viewer, at=NOW)
    submit(draft, by=ines, at=NOW, note="It is so.")
    with pytest.raises(CannotMove, match="only reviewers"):
        restore_version(version, by=ines, at=NOW)
    draft.delete()
    version = DraftVersion.objects.get()
    version.question = None
    with pytest.raises(CannotMove, match="was deleted"):
        restore_version(version, by=rafi, at=NOW)


def test_savers_are_named_from_the_opened_text_on(ines: User, rafi: User, owner: User) -> None:
    contents = []
    draft = make_draft(title="0?")
    for number, person in enumerate((ines, rafi, owner, rafi), start=1):
        contents.append(snapshot_of(draft))
        with acting_user(person):
            draft.title = f"{number}?"
            draft.save()
    draft.refresh_from_db()
    names = [[saver.name for saver in savers_since(draft, content)] for content in contents]
    assert names == [
        ["rafi", "olga", "ines"],
        ["rafi", "olga"],
        ["rafi", "olga"],
        ["rafi"],
    ]


def test_duplicate_keeps_no_version_of_either(ines: User) -> None:
    draft = full_draft()
    assert versions(duplicate(draft, by=ines, at=NOW)) == versions(draft) == []
