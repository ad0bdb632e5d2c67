"""Steps of a fixture meet the stored rows that they are about, wherever those stand by now."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.models import Question, Step
from faq.search.index.outbox import compare
from tests.factories import make_question, make_topic
from tests.faq.importing.bad import OILED, UID, step

pytestmark = pytest.mark.usefixtures("site")


def load(path: Path) -> None:
    call_command("loaddata", path, verbosity=0)


def oil(position: int, **fields: Any) -> dict[str, Any]:
    return step(position, of="oil", **fields)


def rows() -> list[tuple[int, str, int]]:
    """Position, title and primary key of the steps of the stored question."""
    steps = Step.objects.filter(question__slug="oil").in_order()
    return list(steps.values_list("position", "title", "pk"))


def uids() -> list[UUID]:
    steps = Step.objects.filter(question__slug="oil").in_order()
    return list(steps.values_list("uid", flat=True))


def test_fixture_without_uids_leaves_the_steps_the_ones_they_are(
    write: Callable[..., Path],
) -> None:
    before = uids()
    load(write(oil(1, title="Rub it"), oil(2, title="Oil it"), oil(3, title="Turn it")))
    assert uids()[:2] == before
    assert [title for _, title, _ in rows()] == ["Rub it", "Oil it", "Turn it"]


def test_fixture_with_uids_of_its_own_gives_them_to_new_steps(write: Callable[..., Path]) -> None:
    load(write(oil(3, title="Turn it", uid=UID)))
    assert uids()[2] == UUID(UID)


def test_step_that_moved_is_the_one_the_fixture_names(write: Callable[..., Path]) -> None:
    wipe, drip = rows()
    Step.objects.filter(question__slug="oil").renumber([drip[2], wipe[2]])
    load(write(oil(1, title="Wipe it well", uid=OILED)))
    assert rows() == [(1, "Wipe it well", wipe[2]), (2, "Drip on it", drip[2])]
    assert compare().pks == []


def test_step_pushed_on_by_a_new_one_stays_itself(write: Callable[..., Path]) -> None:
    wipe, drip = rows()
    load(write(oil(1, title="Look", uid=UID), oil(2, uid=OILED), oil(3, title="Drip")))
    assert [(title, pk) for _, title, pk in rows()][1] == ("Push", wipe[2])
    assert uids()[:2] == [UUID(UID), UUID(OILED)]
    assert drip[2] not in {pk for _, _, pk in rows()[:2]}


def test_step_whose_place_another_takes_goes(write: Callable[..., Path]) -> None:
    (_, _, wipe), (_, _, drip) = rows()
    load(write(oil(1, title="Look", uid=UID)))
    assert [(position, title) for position, title, _ in rows()] == [(1, "Look"), (2, "Drip on it")]
    assert rows()[1][2] == drip
    assert wipe not in {pk for _, _, pk in rows()}


def test_moving_a_step_changes_when_its_question_was_updated(write: Callable[..., Path]) -> None:
    before = Question.objects.get(slug="oil").updated_at
    (_, _, wipe), (_, _, drip) = rows()
    load(write(oil(2, title="Wipe it", uid=OILED)))
    assert [pk for _, _, pk in rows()] == [drip, wipe]
    assert Question.objects.get(slug="oil").updated_at > before


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_steps_is_loaded_back_over_any_other(
    data: st.DataObject, write: Callable[..., Path]
) -> None:
    """Check 70: whatever was moved, added and deleted since, each named step is its old row again."""
    known = [uuid4() for _ in range(4)]
    mine = st.lists(st.sampled_from(known), unique=True, max_size=4)
    stored, wanted = data.draw(mine), data.draw(mine)
    question = make_question(topic=make_topic())
    for position, uid in enumerate(stored, start=1):
        Step.objects.create(question=question, position=position, title=str(uid), uid=uid)
    pks = dict(question.steps.values_list("uid", "pk"))
    named = [
        step(position, of=question.slug, title=f"{uid} again", uid=str(uid))
        for position, uid in enumerate(wanted, start=1)
    ]
    # The objects of a file may stand in any order.
    load(write(*data.draw(st.permutations(named)), {"model": "faq.topic", "fields": NEW_TOPIC}))
    after = list(question.steps.in_order().values_list("position", "uid", "title", "pk"))
    assert [position for position, *_ in after] == list(range(1, len(after) + 1))
    assert [uid for _, uid, *_ in after][: len(wanted)] == wanted
    assert {title for _, uid, title, _ in after if uid in wanted} == {f"{u} again" for u in wanted}
    assert all(pk == pks[uid] for _, uid, _, pk in after if uid in pks)
    assert len(after) == max(len(wanted), len(stored))


# A fixture may not be empty.
NEW_TOPIC = {"slug": "extra", "title": "Extra"}
