"""Merges two texts that both began as a third one, by field, step and paragraph, and lists what conflicts."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias, TypeVar, cast

from faq.publishing.content_snapshot import ContentSnapshot, StepSnapshot, completed
from faq.publishing.diff import Budget, changed_lines

Side: TypeAlias = Literal["mine", "theirs"]
# Of a field, the text of a step, a whole step that one side deleted, or the order of the steps as uids.
Value: TypeAlias = "str | bool | StepSnapshot | list[str] | None"
T = TypeVar("T")

FIELDS = (
    *("topic", "section", "title", "slug", "summary", "body"),
    *("featured", "urgent", "expires_at"),
)
STEP_FIELDS = ("title", "caution", "body")
_TEXTS = {"body", "caution"}


class Place(NamedTuple):
    """A part of a snapshot.

    Attributes:
        field: the name of a field; “step” for a whole step, “order” for the order of the steps.
        uid: of the step, or empty.
    """

    field: str
    uid: str = ""


class Conflict(NamedTuple):
    """A place that both sides changed, each in another way; None stands for a step that is deleted."""

    place: Place
    mine: Value
    theirs: Value


class Merge(NamedTuple):
    """The result of a merge.

    Attributes:
        content: the merged snapshot. In a conflict it has my text, or the step that one side deleted.
        conflicts: what somebody has to choose.
        taken: the places whose content came from their side without a conflict.
    """

    content: ContentSnapshot
    conflicts: list[Conflict]
    taken: list[Place]


def three_way_merge(
    base: ContentSnapshot,
    mine: ContentSnapshot,
    theirs: ContentSnapshot,
    budget: Budget | None = None,
) -> Merge:
    """Merge two snapshots of a question.

    What one side changed is taken from it. What both changed in the same way is no conflict. Audiences and
    phrasings are merged as sets, so they never conflict.

    Args:
        base: the snapshot that both sides began with.
        mine: the snapshot of one side.
        theirs: the snapshot of the other side.
        budget: the work that comparing texts by line may take; None for all that a page may take.
    """
    return _Merger(base, mine, theirs, budget or Budget()).merge()


def with_choice(content: ContentSnapshot, conflict: Conflict, side: Side) -> ContentSnapshot:
    """Return a snapshot in which a conflict is decided for one side."""
    (field, uid), value = conflict.place, getattr(conflict, side)
    if field == "order":
        return {**content, "steps": _in_order(content["steps"], cast("list[str]", value))}
    if field == "step":
        kept = [step for step in content["steps"] if value or step["uid"] != uid]
        return {**content, "steps": kept}
    if not uid:
        return cast(ContentSnapshot, {**content, field: value})
    steps = [
        cast(StepSnapshot, {**step, field: value}) if step["uid"] == uid else step
        for step in content["steps"]
    ]
    return {**content, "steps": steps}


class _Merger:
    def __init__(
        self,
        base: ContentSnapshot,
        mine: ContentSnapshot,
        theirs: ContentSnapshot,
        budget: Budget,
    ) -> None:
        self.base, self.mine, self.theirs = map(completed, (base, mine, theirs))
        self.conflicts: list[Conflict] = []
        self.taken: list[Place] = []
        self.budget = budget

    def merge(self) -> Merge:
        merged: dict[str, object] = {
            name: self.value(Place(name), *(side[name] for side in self.sides()))  # type: ignore[literal-required]
            for name in FIELDS
        }
        merged["audiences"] = sorted(self.collection("audiences"))
        merged["phrasings"] = self.collection("phrasings")
        merged["steps"] = self.steps()
        return Merge(cast(ContentSnapshot, merged), self.conflicts, self.taken)

    def sides(self) -> tuple[ContentSnapshot, ContentSnapshot, ContentSnapshot]:
        return self.base, self.mine, self.theirs

    def value(self, place: Place, base: T, mine: T, theirs: T) -> T:
        """Merge the values of a field; in a conflict return mine."""
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            self.taken.append(place)
            return theirs
        if place.field in _TEXTS and isinstance(base, str):
            merged = merge_texts(base, cast(str, mine), cast(str, theirs), self.budget)
            if merged is not None:
                self.taken.append(place)
                return cast(T, merged)
        self.conflicts.append(Conflict(place, cast(Value, mine), cast(Value, theirs)))
        return mine

    def collection(self, name: Literal["audiences", "phrasings"]) -> list[str]:
        """Merge lists whose order has no meaning: what a side added is there, what it deleted is not."""
        base, mine, theirs = (side[name] for side in self.sides())
        if theirs == base or mine == theirs:
            return mine
        self.taken.append(Place(name))
        if mine == base:
            return theirs
        deleted = set(base) - (set(mine) & set(theirs))
        return [each for each in dict.fromkeys([*mine, *theirs]) if each not in deleted]

    def steps(self) -> list[StepSnapshot]:
        base, mine, theirs = (
            {step["uid"]: step for step in side["steps"]} for side in self.sides()
        )
        merged: dict[str, StepSnapshot] = {}
        for uid in dict.fromkeys([*mine, *theirs]):
            step = self.step(uid, base.get(uid), mine.get(uid), theirs.get(uid))
            if step is not None:
                merged[uid] = step
        self.taken += [
            Place("step", uid) for uid in base if uid in mine and uid not in theirs | merged
        ]
        return _in_order(
            list(merged.values()), self.order(list(base), list(mine), list(theirs), merged)
        )

    def step(
        self,
        uid: str,
        base: StepSnapshot | None,
        mine: StepSnapshot | None,
        theirs: StepSnapshot | None,
    ) -> StepSnapshot | None:
        """Merge one step; None if it is deleted."""
        if mine is None or theirs is None:
            left = mine or theirs
            if left == base:
                return None
            if base is not None:
                self.conflicts.append(Conflict(Place("step", uid), mine, theirs))
            elif mine is None:
                self.taken.append(Place("step", uid))
            return left
        before = base or {"uid": uid, "title": "", "caution": "", "body": ""}
        merged = {
            name: self.value(Place(name, uid), before[name], mine[name], theirs[name])  # type: ignore[literal-required]
            for name in STEP_FIELDS
        }
        return cast(StepSnapshot, {"uid": uid, **merged})

    def order(
        self, base: list[str], mine: list[str], theirs: list[str], merged: Iterable[str]
    ) -> list[str]:
        """Merge the orders of the steps; in a conflict return mine, with their new steps."""
        kept = set(merged)
        common = kept & set(mine) & set(theirs)
        orders = [[uid for uid in side if uid in common] for side in (base, mine, theirs)]
        count = len(self.conflicts)
        core = self.value(Place("order"), *orders)
        sequences = [[uid for uid in side if uid in kept] for side in (mine, theirs)]
        order = _with_additions(core, sequences)
        if len(self.conflicts) > count:
            # Both orders have all steps, so that either can be chosen.
            their_order = _with_additions(orders[2], sequences)
            self.conflicts[-1] = Conflict(Place("order"), order, their_order)
        return order


def _in_order(steps: list[StepSnapshot], uids: list[str]) -> list[StepSnapshot]:
    """Return the steps in an order of uids. Those that it lacks come last."""
    places = {uid: place for place, uid in enumerate(uids)}
    return sorted(steps, key=lambda step: places.get(step["uid"], len(places)))


def _with_additions(core: list[str], sequences: list[list[str]]) -> list[str]:
    """Insert what sequences have beside the elements of a core, each after the element before it.

    Additions of two sequences at the same place do not depend on which one comes first.
    """
    runs: dict[str, list[list[str]]] = {}
    known = set(core)
    for sequence in sequences:
        before, run = "", list[str]()
        for uid in [*sequence, None]:
            if uid is not None and uid not in known:
                run.append(uid)
                continue
            if run:
                runs.setdefault(before, []).append(run)
            before, run = uid or "", []
    order: list[str] = []
    for uid in ["", *core]:
        order += [uid] if uid else []
        for run in sorted(runs.get(uid, [])):
            order += run
    return order


def merge_texts(base: str, mine: str, theirs: str, budget: Budget) -> str | None:
    """Merge two texts by line, or return None if both changed the same or adjoining lines.

    Args:
        base: the text that both began with.
        mine: the text of one side.
        theirs: the text of the other side.
        budget: the work that all comparisons of a merge may take. Beyond it, larger parts count as changed.
    """
    changes = {*changed_lines(base, mine, budget), *changed_lines(base, theirs, budget)}
    lines = base.splitlines(keepends=True)
    merged: list[str] = []
    place, last = 0, -1
    for start, end, new in sorted(changes):
        if start <= last:
            return None
        merged += [*lines[place:start], new]
        place = last = end
    return "".join([*merged, *lines[place:]])
