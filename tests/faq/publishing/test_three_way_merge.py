"""Merging two texts that began as one: what only one side changed is taken, and no text disappears."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.publishing import ContentSnapshot, blank
from faq.publishing.content_snapshot import StepSnapshot
from faq.publishing.diff import Budget
from faq.publishing.three_way_merge import (
    STEP_FIELDS,
    Conflict,
    Merge,
    Place,
    merge_texts,
    three_way_merge,
    with_choice,
)


def step(uid: str, title: str = "", body: str = "", caution: str = "") -> StepSnapshot:
    return {"uid": uid, "title": title or uid, "body": body, "caution": caution}


def snapshot(*steps: StepSnapshot, **fields: Any) -> ContentSnapshot:
    return {**blank(), "steps": list(steps), **fields}  # type: ignore[typeddict-item]


SHORT = st.text("abc", max_size=2)
LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d"]), max_size=5).map("".join)
STEPS = st.lists(
    st.builds(step, uid=st.sampled_from("uvwxyz"), title=SHORT, body=LINES, caution=SHORT),
    max_size=5,
    unique_by=lambda each: each["uid"],
)
LISTS = st.lists(st.sampled_from("klmn"), unique=True)
SNAPSHOTS = st.builds(
    snapshot,
    topic=st.sampled_from(["one", "two"]),
    title=SHORT,
    slug=SHORT,
    summary=SHORT,
    body=LINES,
    featured=st.booleans(),
    expires_at=st.sampled_from([None, "2099-01-01T00:00:00+00:00"]),
    audiences=LISTS.map(sorted),
    phrasings=LISTS,
    steps=STEPS,
)
BUILT = SNAPSHOTS.flatmap(lambda made: STEPS.map(lambda steps: {**made, "steps": steps}))
SIDES = st.tuples(BUILT, BUILT, BUILT)


@given(BUILT, BUILT)
def test_what_only_one_side_changed_is_taken(base: ContentSnapshot, new: ContentSnapshot) -> None:
    assert three_way_merge(base, new, base)[:2] == (new, [])
    assert three_way_merge(base, base, new)[:2] == (new, [])
    assert three_way_merge(base, new, new)[:2] == (new, [])


def unordered(content: ContentSnapshot) -> dict[str, Any]:
    return {**content, "phrasings": sorted(content["phrasings"])}


@given(SIDES)
def test_sides_are_treated_alike(
    sides: tuple[ContentSnapshot, ContentSnapshot, ContentSnapshot],
) -> None:
    base, mine, theirs = sides
    one, other = three_way_merge(base, mine, theirs), three_way_merge(base, theirs, mine)
    mirrored = [Conflict(place, b, a) for place, a, b in other.conflicts]
    by_place = {each.place: each for each in one.conflicts}
    assert by_place == {each.place: each for each in mirrored}
    merged, reverse = one.content, other.content
    for conflict in one.conflicts:
        merged, reverse = (with_choice(each, conflict, "mine") for each in (merged, reverse))
    assert unordered(merged) == unordered(reverse)


def texts(content: ContentSnapshot) -> Iterator[str]:
    """Yield every text of a snapshot, the long ones by line."""
    for name in ("title", "summary"):
        yield f"{name}: {content[name]}"
    for line in content["body"].splitlines():
        yield f"body: {line}"
    for each in content["steps"]:
        yield from step_texts(each)
    yield from (f"phrasing: {text}" for text in content["phrasings"])


def step_texts(each: StepSnapshot) -> Iterator[str]:
    for name in STEP_FIELDS:
        for line in each[name].splitlines():  # type: ignore[literal-required]
            yield f"{each['uid']} {name}: {line}"


def in_conflicts(merge: Merge) -> Iterator[str]:
    for place, *values in merge.conflicts:
        for value in values:
            if isinstance(value, dict):
                yield from step_texts(value)
            elif isinstance(value, str):
                kind = f"{place.uid} {place.field}" if place.uid else place.field
                lines = (
                    value.splitlines() if place.field in {"body", *STEP_FIELDS} and value else []
                )
                yield from (f"{kind}: {line}" for line in lines or [value])


@given(SIDES)
def test_no_text_disappears_that_was_not_replaced_by_one_side(
    sides: tuple[ContentSnapshot, ContentSnapshot, ContentSnapshot],
) -> None:
    base, mine, theirs = sides
    merge = three_way_merge(base, mine, theirs)
    kept = {*texts(merge.content), *in_conflicts(merge)}
    # What was there before, one side may have deleted or replaced.
    assert ({*texts(mine), *texts(theirs)} - {*texts(base)}) <= kept


@given(SIDES, st.sampled_from(["mine", "theirs"]))
def test_choosing_one_side_everywhere_keeps_its_version_of_all_conflicts(
    sides: tuple[ContentSnapshot, ContentSnapshot, ContentSnapshot], side: Any
) -> None:
    base, mine, theirs = sides
    chosen: ContentSnapshot = mine if side == "mine" else theirs
    merge = three_way_merge(base, mine, theirs)
    content = merge.content
    for conflict in merge.conflicts:
        content = with_choice(content, conflict, side)
    steps, wanted = ({each["uid"]: each for each in one["steps"]} for one in (content, chosen))
    for (field, uid), *_values in merge.conflicts:
        if field == "step":
            assert steps.get(uid) == wanted.get(uid)
        elif uid:
            assert steps[uid][field] == wanted[uid][field]  # type: ignore[literal-required]
        elif field == "order":
            common = [uid for uid in wanted if uid in steps]
            assert [uid for uid in steps if uid in wanted] == common
        else:
            assert content[field] == chosen[field]  # type: ignore[literal-required]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n"),
        ("a\nb\nc\n", "a\nb\nc\nd\n", "b\nc\n", "b\nc\nd\n"),
        ("a\nb\n", "A\nb\n", "a\nB\n", None),
        ("a\n", "b\n", "c\n", None),
        ("a\n", "a\nb\n", "a\nc\n", None),
        ("a\nb\nc\n", "A\nb\nC\n", "A\nb\nc\n", "A\nb\nC\n"),
        ("", "a\n", "", "a\n"),
    ],
)
def test_texts_are_merged_by_line(base: str, mine: str, theirs: str, merged: str | None) -> None:
    assert merge_texts(base, mine, theirs, Budget()) == merged


def test_merged_text_beyond_the_budget_is_right_or_conflicts() -> None:
    """Check 9: texts of repeated lines."""
    base = "a\nb\n" * 20_000
    mine, theirs = "x\n" + base, base + "y\n"
    budget = Budget()
    assert merge_texts(base, mine, theirs, budget) in {None, "x\n" + base + "y\n"}
    assert budget.steps >= 0


def test_steps_are_merged_by_identity() -> None:
    base = snapshot(step("a"), step("b"), step("c"))
    mine = snapshot(step("a", body="Mine."), step("n", "My new step"), step("b"), step("c"))
    theirs = snapshot(step("c"), step("a", caution="Careful."), step("m", "Their new step"))
    content, conflicts, taken = three_way_merge(base, mine, theirs)
    assert conflicts == []
    assert content["steps"] == [
        step("c"),
        step("a", body="Mine.", caution="Careful."),
        *(step("m", "Their new step"), step("n", "My new step")),
    ]
    assert set(taken) == {
        *(Place("caution", "a"), Place("step", "m"), Place("step", "b"), Place("order")),
    }


def test_deleting_a_step_conflicts_with_changing_it() -> None:
    base = snapshot(step("a"), step("b"))
    mine, theirs = snapshot(step("a", "New"), step("b")), snapshot(step("b"))
    merge = three_way_merge(base, mine, theirs)
    (conflict,) = merge.conflicts
    assert conflict == Conflict(Place("step", "a"), step("a", "New"), None)
    assert merge.content == mine
    assert with_choice(merge.content, conflict, "theirs") == theirs
    (reverse,) = three_way_merge(base, theirs, mine).conflicts
    assert reverse == Conflict(Place("step", "a"), None, step("a", "New"))


def test_two_orders_conflict() -> None:
    base = snapshot(step("a"), step("b"), step("c"))
    mine = snapshot(step("b"), step("a"), step("c"), step("n"))
    theirs = snapshot(step("a"), step("c"), step("b"))
    (conflict,) = three_way_merge(base, mine, theirs).conflicts
    assert conflict == Conflict(Place("order"), ["b", "a", "c", "n"], ["a", "c", "n", "b"])
