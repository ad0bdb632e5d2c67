"""Bulk changes: direct for drafts, by a revision or a review for published questions."""

import pytest
from django.contrib.auth.models import User

from faq.models import AuditEntry, ContentVersion, Question
from faq.publishing import NotAllowed, publish, snapshot_of, submit
from faq.publishing.bulk import BulkEdit, apply_to_each, assign_all, edit_all
from tests.factories import (
    NOW,
    PAST,
    make_audience,
    make_copy,
    make_draft,
    make_question,
    make_topic,
)

pytestmark = pytest.mark.django_db


def left(outcome) -> list[tuple[str, str]]:
    return [(str(one.question), one.reason) for one in outcome.skipped]


def test_edit_all_changes_drafts_directly(ines: User, rafi: User) -> None:
    topic, old, new = make_topic(), make_audience(title="clients"), make_audience(title="agencies")
    draft = make_draft(steps=["One"])
    draft.audiences.add(old)
    before = snapshot_of(draft)
    outcome = edit_all([draft], BulkEdit(topic, add=new, remove=old), by=ines, at=NOW)
    assert outcome == (1, 0, [])
    assert snapshot_of(draft) == {**before, "topic": topic.slug, "audiences": [new.slug]}


def test_edit_all_publishes_a_new_revision_for_reviewers(rafi: User) -> None:
    topic = make_topic(title="Money")
    question = make_question(summary="S.", steps=["Look."])
    uid = question.steps.get().uid
    assert edit_all([question], BulkEdit(topic), by=rafi, at=NOW) == (1, 0, [])
    question.refresh_from_db()
    assert (question.topic, question.status, question.published_at) == (topic, "published", PAST)
    assert question.steps.get().uid == uid
    last = question.revisions.newest_first()[0]
    assert (last.note, last.content["topic"], last.by) == ("Topic: Money.", topic.slug, rafi)
    assert not Question.with_copies.copies().exists()


def test_edit_all_submits_a_working_copy_for_editors(ines: User, rafi: User) -> None:
    question = make_question(summary="S.")
    before = snapshot_of(question)
    audience = make_audience(title="clients")
    assert edit_all([question], BulkEdit(add=audience), by=ines, at=NOW) == (0, 1, [])
    assert snapshot_of(question) == before
    copy = Question.with_copies.copies().get()
    assert (copy.status, copy.submitted_by) == ("in_review", ines)
    assert copy.review_comments.get().text == "Also for clients."
    publish(copy, by=rafi, at=NOW)
    assert snapshot_of(question)["audiences"] == [audience.slug]


def test_edit_all_skips_what_cannot_be_changed(ines: User, rafi: User) -> None:
    topic = make_topic()
    fine, already = make_draft(title="Fine?"), make_draft(title="Already?", topic=topic)
    written = make_question(title="Written?", summary="S.")
    make_copy(written, by=rafi)
    unfit = make_question(title="Unfit?", summary="Two. Sentences.")
    reviewed = make_draft(title="Reviewed?", summary="S.")
    submit(reviewed, by=rafi, at=NOW)
    everything = [fine, already, written, unfit, reviewed]
    outcome = edit_all(everything, BulkEdit(topic), by=ines, at=NOW)
    assert (outcome.done, outcome.sent) == (1, 0)
    found = left(outcome)
    assert [name for name, _ in found] == ["Already?", "Written?", "Unfit?", "Reviewed?"]
    assert found[0][1] == "It already has this topic and these audiences."
    assert found[1][1].startswith("rafi started this working copy")
    assert found[2][1].startswith("Fix this first: ")
    assert found[3][1] == "It is in review, so only reviewers can change or remove it."
    assert set(Question.objects.filter(topic=topic)) == {fine, already}
    assert Question.with_copies.copies().count() == 1


def test_apply_to_each_rolls_back_a_change_that_fails(rafi: User) -> None:
    one, other = make_draft(title="One?"), make_draft(title="Other?", summary="S.")

    def do(question: Question) -> None:
        Question.objects.filter(pk=question.pk).update(summary="Begun.")
        publish(question, by=rafi, at=NOW)
        if question == one:
            publish(question, by=rafi, at=NOW)

    outcome = apply_to_each([one, other], do)
    assert (outcome.done, left(outcome)) == (1, [("One?", "It is already published.")])
    summaries = Question.objects.order_by("pk").values_list("status", "summary")
    assert list(summaries) == [("draft", ""), ("published", "Begun.")]


def test_assign_all_creates_no_revision(ines: User, rafi: User) -> None:
    question = make_question()
    updated_at = question.updated_at
    assert assign_all([question], rafi, by=ines, at=NOW) == (1, 0, [])
    question.refresh_from_db()
    assert (question.owner, question.updated_at) == (rafi, updated_at)
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.name, entry.detail) == ("given", str(question), "To rafi.")


def test_bulk_changes_are_refused_to_viewers(viewer: User) -> None:
    draft = make_draft()
    with pytest.raises(NotAllowed):
        edit_all([draft], BulkEdit(make_topic()), by=viewer, at=NOW)
    with pytest.raises(NotAllowed):
        assign_all([draft], viewer, by=viewer, at=NOW)
    assert Question.objects.get() == draft
    assert Question.objects.get().owner is None


def test_assign_all_includes_the_copy_of_a_deleted_question(
    ines: User,
) -> None:
    question = make_question(summary="S.")
    copy = make_copy(question, by=ines)
    question.delete()
    version = ContentVersion.objects.current(NOW)
    assign_all(Question.with_copies.filter(pk=copy.pk), ines, by=ines, at=NOW)
    assert Question.with_copies.get(pk=copy.pk).owner == ines
    assert ContentVersion.objects.current(NOW) == version


def test_edit_all_skips_a_deleted_question(ines: User) -> None:
    gone, kept = make_draft(title="Gone?"), make_draft(title="Kept?")
    audience = make_audience(title="clients")
    Question.objects.filter(pk=gone.pk).delete()
    outcome = edit_all([gone, kept], BulkEdit(add=audience), by=ines, at=NOW)
    reason = "This text no longer exists. Somebody has published, discarded or deleted it."
    assert (outcome.done, left(outcome)) == (1, [("Gone?", reason)])
    assert list(kept.audiences.all()) == [audience]
