"""Changes of the published text that a working copy takes over."""

import pytest
from django.contrib.auth.models import User

from faq.models import Question
from faq.publishing import (
    CannotMove,
    LiveTextChanged,
    NotAllowed,
    live_text_changed,
    publish,
    snapshot_of,
    submit,
)
from faq.publishing.audit import acting_user
from faq.publishing.live_merge import merge_with_live, take_over_live
from faq.publishing.three_way_merge import Place
from tests.factories import NOW, make_copy, make_draft, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(ines: User, rafi: User) -> Question:
    """Return a working copy whose published text Rafi changed."""
    live = make_question(title="Old?", summary="S.", steps=["Open **it**."])
    copy = make_copy(live, by=ines, title="Mine?")
    with acting_user(rafi):
        step = live.steps.get()
        step.body = "In the menu."
        step.save()
    return copy


def test_what_only_the_published_text_changed_comes_in(
    copy: Question, ines: User, rafi: User
) -> None:
    assert live_text_changed(copy)
    with pytest.raises(LiveTextChanged):
        publish(copy, by=rafi, at=NOW, reason="So.")
    merged = take_over_live(copy, {}, by=ines, at=NOW)
    assert (merged.names, merged.merge.conflicts) == (["rafi"], [])
    copy.refresh_from_db()
    assert (copy.title, copy.steps.get().body) == ("Mine?", "In the menu.")
    assert not live_text_changed(copy)
    assert [version.content["steps"][0]["body"] for version in copy.versions.all()] == [""]


def test_conflict_is_stored_only_with_a_choice(copy: Question, ines: User) -> None:
    live = copy.copy_of
    assert live
    live.title = "Theirs?"
    live.save()
    before = snapshot_of(copy)
    merged = take_over_live(copy, {}, by=ines, at=NOW)
    assert [conflict.place for conflict in merged.merge.conflicts] == [Place("title")]
    assert (snapshot_of(copy), merge_with_live(copy)) == (before, merged)
    take_over_live(copy, {Place("title"): "theirs"}, by=ines, at=NOW)
    copy.refresh_from_db()
    assert copy.title == "Theirs?"


def test_who_may_take_over(copy: Question, ines: User, viewer: User) -> None:
    with pytest.raises(NotAllowed):
        take_over_live(copy, {}, by=viewer, at=NOW)
    with pytest.raises(CannotMove, match="not the working copy"):
        merge_with_live(make_draft())
    submit(copy, by=ines, at=NOW, note="So.")
    with pytest.raises(CannotMove, match="in review"):
        take_over_live(copy, {}, by=ines, at=NOW)
