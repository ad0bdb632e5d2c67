"""Publishing, in whatever way, stops at phrasings that would not find their question."""

import pytest
from django.contrib.auth.models import User

from faq.insights.promises import BreaksPromises
from faq.models import AuditEntry, BrokenPromise, PromiseCheck, Question, Revision
from faq.publishing import CannotMove, CannotPublish, NotAllowed, merge, publish
from faq.publishing.bulk import BulkEdit, edit_all
from faq.search.index.outbox import drain
from tests.factories import (
    FUTURE,
    NOW,
    make_audience,
    make_copy,
    make_draft,
    make_question,
    make_topic,
)

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def draft(index: None) -> Question:
    """One that pushes a phrasing of another question out of the first three."""
    for number in range(2):
        make_question(title="Walrus?", slug=f"walrus-{number}")
    make_question(title="How do I feed it?", phrasings=["walrus"])
    drain()
    return make_draft(title="Walrus?", summary="An animal.")


def test_breaking_a_promise_stops_a_publish_and_changes_nothing(
    draft: Question, ines: User
) -> None:
    with pytest.raises(BreaksPromises, match="1 phrasing would not find its question") as stopped:
        publish(draft, by=ines, at=NOW, note="It was wanted.")
    assert [each.phrasing.text for each in stopped.value.broken] == ["walrus"]
    assert Question.objects.get(pk=draft.pk).status == "draft"
    assert not Revision.objects.exists()
    assert not BrokenPromise.objects.exists()


def test_a_reason_lets_it_through_and_is_kept(draft: Question, ines: User) -> None:
    publish(draft, by=ines, at=NOW, note="It was wanted.", reason=" It is the usual meaning. ")
    note = (
        "It was wanted.\nPhrasings that do not find their question: 1, accepted because: "
        "It is the usual meaning."
    )
    assert Revision.objects.get().note == note
    assert AuditEntry.objects.values_list("act", "detail").get() == ("published", note)
    assert [each.phrasing.text for each in BrokenPromise.objects.of_published(NOW)] == ["walrus"]


def test_nothing_broken_needs_no_reason_and_a_reason_too_many_is_not_kept(ines: User) -> None:
    draft = make_draft(title="Walrus?", summary="An animal.", phrasings=["tusker"])
    publish(draft, by=ines, at=NOW, reason="No matter.")
    assert Revision.objects.get().note == ""
    assert PromiseCheck.objects.get().at == NOW


def test_what_is_to_come_is_checked_now_and_not_kept_as_broken(draft: Question, ines: User) -> None:
    with pytest.raises(BreaksPromises):
        publish(draft, by=ines, at=NOW, since=FUTURE)
    publish(draft, by=ines, at=NOW, since=FUTURE, reason="It is meant.")
    assert BrokenPromise.objects.count() == 0


def test_who_may_not_publish_is_told_that_alone(draft: Question, ines: User, rafi: User) -> None:
    assert rafi.is_active
    with pytest.raises(NotAllowed):
        publish(draft, by=ines, at=NOW)


def test_a_reason_that_is_too_long_is_refused_and_changes_nothing(
    draft: Question, ines: User
) -> None:
    with pytest.raises(CannotPublish, match="Use at most 300"):
        publish(draft, by=ines, at=NOW, reason="x" * 300)
    assert Question.objects.get(pk=draft.pk).status == "draft"


@pytest.fixture
def pushed_out(index: None) -> Question:
    """A published question whose phrasing does not find it once the index knows of both walruses."""
    question = make_question(title="How do I feed it?", phrasings=["walrus"], summary="Fish.")
    for number in range(2):
        make_question(title="Walrus?", slug=f"walrus-{number}")
    drain()
    return question


def test_a_bulk_change_leaves_out_what_would_break_a_promise(
    pushed_out: Question, rafi: User
) -> None:
    """Its topic or audience is another, and so is the text that readers' words are to find."""
    harmless = make_question(title="Otter?", summary="An animal.")
    breaks = make_question(title="Otter!", summary="An animal.")
    drain()
    # Written past the workflow: the index does not know of it, and publishing it anew would tell.
    Question.objects.filter(pk=breaks.pk).update(title="Walrus?")
    topic, audience = make_topic(), make_audience()
    edit = BulkEdit(topic, add=audience)
    result = edit_all([harmless, breaks], edit, by=rafi, at=NOW)
    assert (result.done, [each.question for each in result.skipped]) == (1, [breaks])
    assert result.skipped[0].reason.startswith("1 phrasing would not find its question")
    assert set(topic.questions.all()) == set(audience.questions.all()) == {harmless}
    assert not Question.with_copies.copies().exists()


@pytest.fixture
def merged(index: None) -> tuple[Question, Question]:
    """One question to merge into another, whose words do not find the one that stays."""
    for way in range(4):
        make_question(title=f"How do I get money back, way {way}?", summary="Money back.")
    stays = make_question(title="Which colours are there?", summary="Red.", body="Many. " * 400)
    drain()
    return make_question(title="Colours?", phrasings=["money back"]), stays


def test_a_merge_that_breaks_a_promise_is_stopped_and_changes_nothing(
    merged: tuple[Question, Question], rafi: User
) -> None:
    goes, stays = merged
    with pytest.raises(BreaksPromises) as stopped:
        merge(goes, stays, by=rafi, at=NOW)
    assert [each.phrasing.text for each in stopped.value.broken] == ["money back"]
    assert Question.objects.get(pk=goes.pk).status == "published"
    assert not stays.phrasings.exists()
    assert not Revision.objects.exists()


def test_a_merge_with_a_reason_notes_the_words_that_do_not_find_the_one_that_stays(
    merged: tuple[Question, Question], rafi: User
) -> None:
    goes, stays = merged
    merge(goes, stays, by=rafi, at=NOW, reason="They mean the same.")
    noted = [(each.phrasing.question, each.phrasing.text) for each in BrokenPromise.objects.all()]
    assert noted == [(stays, "money back")]
    note = stays.revisions.newest_first()[0].note
    assert note.startswith("Merged with “Colours?”.\nPhrasings that do not find their question: 1")
    assert note.endswith("They mean the same.")


def test_what_somebody_else_published_meanwhile_is_said_to_be_gone(ines: User, rafi: User) -> None:
    copy = make_copy(by=ines, summary="New.")
    late = Question.with_copies.get(pk=copy.pk)
    publish(copy, by=rafi, at=NOW)
    with pytest.raises(CannotMove, match="This text no longer exists"):
        publish(late, by=rafi, at=NOW)
    assert Revision.objects.count() == 2
