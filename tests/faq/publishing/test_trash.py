"""The trash: whatever is deleted can be restored for a month, or the answer says why it cannot."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User

from faq.models import AuditEntry, DraftVersion, Question, ReviewComment, Topic, TrashedText
from faq.publishing import (
    CannotMove,
    NotAllowed,
    WorkingCopyExists,
    comment,
    discard,
    open_working_copy,
    publish,
    snapshot_of,
    submit,
    trash,
)
from faq.publishing.audit import acting_user
from faq.publishing.trash import restore_trashed, why_not_deletable
from tests.factories import (
    FUTURE,
    NOW,
    make_copy,
    make_draft,
    make_question,
    make_topic,
    make_trashed,
    make_version,
)

pytestmark = pytest.mark.django_db


def deleted(question: Question) -> TrashedText:
    question.delete()
    return TrashedText.objects.get()


def test_discarded_copy_comes_back_with_all_that_belongs_to_it(ines: User, rafi: User) -> None:
    live = make_question(steps=["Open it", "Close it"], phrasings=["shut it"])
    copy = make_copy(live, by=ines, title="Mine?")
    make_version(copy)
    comment(copy, "Good.", by=rafi, at=NOW)
    before, versions = snapshot_of(copy), copy.versions.count()

    discard(copy, by=rafi, at=NOW)
    trashed = TrashedText.objects.get()
    assert (trashed.author, trashed.author_name) == (ines, "ines")
    assert (trashed.deleted_by, trashed.deleted_by_name) == (rafi, "rafi")
    assert trashed.content == before
    assert not Question.with_copies.copies().exists()

    restored, notes = restore_trashed(trashed, by=ines, at=NOW)
    assert notes == []
    assert (restored.pk, restored.copy_of, restored.is_copy) == (copy.pk, live, True)
    assert (restored.started_by, restored.started_at, restored.based_on) == (
        *(ines, NOW),
        copy.based_on,
    )
    assert snapshot_of(restored) == before
    assert restored.versions.count() == versions == DraftVersion.objects.count()
    kept = restored.review_comments.get()
    assert (kept.text, kept.by, kept.at) == ("Good.", rafi, NOW)
    assert not TrashedText.objects.exists()
    acts = AuditEntry.objects.values_list("act", "by_name").order_by("pk")
    assert list(acts)[-2:] == [("discarded a copy of", "rafi"), ("restored", "ines")]


@pytest.mark.parametrize(
    "delete",
    [
        lambda draft: draft.delete(),
        lambda draft: Question.objects.filter(pk=draft.pk).delete(),
        lambda draft: Question.with_copies.filter(slug=draft.slug).delete(),
    ],
)
def test_every_way_of_deleting_leads_to_the_trash(
    ines: User, delete: Callable[[Question], object]
) -> None:
    draft = make_draft(owner=ines, steps=["Open it"], phrasings=["open"])
    before = snapshot_of(draft)
    with acting_user(ines):
        delete(draft)
    trashed = TrashedText.objects.get()
    assert (trashed.content, trashed.deleted_by, trashed.author) == (before, ines, ines)


def test_published_copy_is_not_in_the_trash(ines: User) -> None:
    publish(make_copy(make_question(summary="S."), by=ines), by=ines, at=NOW)
    assert not TrashedText.objects.exists()


def test_question_that_readers_saw_is_archived_when_restored(ines: User, rafi: User) -> None:
    live = publish(make_draft(summary="S."), by=rafi, at=NOW)
    publish(make_copy(live, by=rafi, title="Two?"), by=rafi, at=NOW)
    live.refresh_from_db()
    pk = live.pk
    trashed = deleted(live)
    with pytest.raises(NotAllowed, match="only reviewers"):
        restore_trashed(trashed, by=ines, at=NOW)
    restored, notes = restore_trashed(trashed, by=rafi, at=NOW)
    assert (restored.status, restored.published_at, restored.pk) == ("archived", NOW, pk)
    assert notes == ["Readers do not see it until it is published again."]
    assert [row.number for row in restored.revisions.newest_first()] == [2, 1]
    scheduled = make_question(published_at=FUTURE)
    assert restore_trashed(deleted(scheduled), by=rafi, at=NOW)[0].published_at is None


def test_text_whose_address_or_topic_is_gone_gets_another(ines: User) -> None:
    topic = make_topic(slug="old", title="Old")
    trashed = deleted(make_draft(slug="it", topic=topic))
    topic.delete()
    other = make_question(slug="it", topic=make_topic(title="New"))
    restored, notes = restore_trashed(trashed, by=ines, at=NOW)
    assert (restored.slug, restored.topic) == ("it-2", other.topic)
    assert notes == [
        "Another question has its address now, so its address is it-2.",
        "Its topic “old” no longer exists, so it is in “New” now.",
    ]


def test_text_cannot_be_restored_without_a_topic(ines: User) -> None:
    trashed = deleted(make_draft())
    Topic.objects.all().delete()
    with pytest.raises(CannotMove, match="no topic left"):
        restore_trashed(trashed, by=ines, at=NOW)
    assert TrashedText.objects.exists()


def test_copy_whose_question_has_another_one_names_that(ines: User, rafi: User) -> None:
    live = make_question()
    discard(make_copy(live, by=ines), by=ines, at=NOW)
    other = open_working_copy(live, by=rafi, at=NOW)
    with pytest.raises(WorkingCopyExists, match="rafi started this working copy") as said:
        restore_trashed(TrashedText.objects.get(), by=ines, at=NOW)
    assert said.value.copy == other
    assert TrashedText.objects.exists()


def test_copy_of_a_deleted_question_stays_a_copy(ines: User, rafi: User) -> None:
    live = make_question(title="Live?")
    discard(make_copy(live, by=ines), by=ines, at=NOW)
    live.delete()
    copy, _notes = restore_trashed(TrashedText.objects.get(is_copy=True), by=ines, at=NOW)
    assert (copy.is_copy, copy.copy_of) == (True, None)


def test_people_who_left_are_left_out(ines: User, rafi: User) -> None:
    draft = make_draft(owner=ines)
    comment(draft, "Good.", by=rafi, at=NOW)
    trashed = deleted(draft)
    ines.delete()
    olga = User.objects.create_superuser("olga")
    rafi.delete()
    restored, _notes = restore_trashed(trashed, by=olga, at=NOW)
    assert restored.owner is None
    kept = ReviewComment.objects.get()
    assert (kept.by, kept.by_name) == (None, "rafi")


def test_second_restore_says_so(ines: User, viewer: User) -> None:
    trashed = deleted(make_draft())
    with pytest.raises(NotAllowed):
        restore_trashed(trashed, by=viewer, at=NOW)
    restore_trashed(trashed, by=ines, at=NOW)
    with pytest.raises(CannotMove, match="no longer in the trash"):
        restore_trashed(trashed, by=ines, at=NOW)
    assert Question.objects.count() == 1


def test_text_stays_in_the_trash_for_thirty_days() -> None:
    old = make_trashed(deleted_at=NOW - timedelta(days=30, seconds=1))
    young = make_trashed(deleted_at=NOW - timedelta(days=30))
    make_version(question=None, trashed=old)
    assert list(TrashedText.objects.kept(NOW)) == [young]
    with time_machine.travel(NOW, tick=False):
        make_draft().delete()
    assert not TrashedText.objects.filter(pk=old.pk).exists()
    assert TrashedText.objects.filter(pk=young.pk).exists()


def test_who_may_delete_what(ines: User, rafi: User, viewer: User) -> None:
    draft, live = make_draft(summary="S.", steps=["Open **it**."]), make_question()
    assert why_not_deletable(draft, ines) == why_not_deletable(live, rafi) == ""
    assert why_not_deletable(draft, viewer) == "You do not have permission to delete questions."
    assert "Readers have seen it" in why_not_deletable(live, ines)
    submit(draft, by=ines, at=NOW, note="So.")
    draft.refresh_from_db()
    assert "in review" in why_not_deletable(draft, ines)
    with pytest.raises(NotAllowed, match="in review"):
        trash.delete(draft, by=ines)
    trash.delete(draft, by=rafi)
    with pytest.raises(CannotMove, match="no longer exists"):
        trash.delete(draft, by=rafi)
