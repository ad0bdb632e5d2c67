"""Publishing what breaks promises needs a reason."""

import pytest
from django.contrib.auth.models import User

from faq.insights import gate
from faq.insights.gate import BreaksPromises
from faq.models import AuditEntry, BrokenPromise, PromiseCheck, Question, Revision
from faq.publishing import CannotMove, CannotPublish, NotAllowed
from faq.search.index.outbox import drain
from tests.factories import FUTURE, NOW, make_copy, make_draft, make_question

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
        gate.publish(draft, by=ines, at=NOW, why="It was wanted.")
    assert [each.phrasing.text for each in stopped.value.broken] == ["walrus"]
    assert Question.objects.get(pk=draft.pk).status == "draft"
    assert not Revision.objects.exists()
    assert not BrokenPromise.objects.exists()


def test_a_reason_lets_it_through_and_is_kept(draft: Question, ines: User) -> None:
    gate.publish(draft, by=ines, at=NOW, why="It was wanted.", despite=" It is the usual meaning. ")
    note = (
        "It was wanted.\nPhrasings that do not find their question: 1, accepted because: "
        "It is the usual meaning."
    )
    assert Revision.objects.get().note == note
    assert AuditEntry.objects.values_list("act", "detail").get() == ("published", note)
    assert [each.phrasing.text for each in BrokenPromise.objects.standing(NOW)] == ["walrus"]


def test_nothing_broken_needs_no_reason_and_a_reason_too_many_is_not_kept(ines: User) -> None:
    draft = make_draft(title="Walrus?", summary="An animal.", phrasings=["tusker"])
    gate.publish(draft, by=ines, at=NOW, despite="No matter.")
    assert Revision.objects.get().note == ""
    assert PromiseCheck.objects.get().at == NOW


def test_what_is_to_come_is_checked_now_and_not_kept_as_broken(draft: Question, ines: User) -> None:
    with pytest.raises(BreaksPromises):
        gate.publish(draft, by=ines, at=NOW, since=FUTURE)
    gate.publish(draft, by=ines, at=NOW, since=FUTURE, despite="It is meant.")
    assert BrokenPromise.objects.count() == 0


def test_who_may_not_publish_is_told_that_alone(draft: Question, ines: User, rafi: User) -> None:
    assert rafi.is_active
    with pytest.raises(NotAllowed):
        gate.publish(draft, by=ines, at=NOW)


def test_a_reason_that_is_too_long_is_refused_and_changes_nothing(
    draft: Question, ines: User
) -> None:
    with pytest.raises(CannotPublish, match="at most 300 are kept"):
        gate.publish(draft, by=ines, at=NOW, despite="x" * 300)
    assert Question.objects.get(pk=draft.pk).status == "draft"


def test_merge_notes_the_words_that_do_not_find_the_one_that_stays(rafi: User) -> None:
    for way in range(4):
        make_question(title=f"How do I get money back, way {way}?", summary="Money back.")
    stays = make_question(title="Which colours are there?", summary="Red.", body="Many. " * 400)
    drain()
    goes = make_question(title="Colours?", phrasings=["money back"])
    gate.merge(goes, stays, by=rafi, at=NOW)
    noted = [(each.phrasing.question, each.phrasing.text) for each in BrokenPromise.objects.all()]
    assert noted == [(stays, "money back")]


def test_what_somebody_else_published_meanwhile_is_said_to_be_gone(ines: User, rafi: User) -> None:
    copy = make_copy(by=ines, summary="New.")
    late = Question.with_copies.get(pk=copy.pk)
    gate.publish(copy, by=rafi, at=NOW)
    with pytest.raises(CannotMove, match="It is gone: somebody published"):
        gate.publish(late, by=rafi, at=NOW)
    assert Revision.objects.count() == 2
