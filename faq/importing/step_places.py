"""The steps of a fixture beside those stored: no gaps between their positions, and each the step it was."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from faq.models import Step


class GivenStep(NamedTuple):
    """A step as a fixture names it.

    Args:
        name: what to call the object in a message.
        question: the slug of its question.
        position: its place there.
        uid: which step it is, or None if the fixture leaves that open.
    """

    name: str
    question: str
    position: int
    uid: UUID | None


class _StoredStep(NamedTuple):
    pk: int
    question: str
    position: int
    uid: UUID


def problems(steps: list[GivenStep]) -> Iterator[str]:
    """What is wrong with where the steps of a fixture stand and which ones they say they are."""
    stored = _stored(steps)
    owners = {row.uid: row.question for question in stored.values() for row in question}
    names: dict[UUID, str] = {}
    for step in steps:
        if step.position < 1:
            yield f"{step.name}: position: the first step has position 1."
        if step.uid in names:
            yield f"{step.name}: uid: {names[step.uid]} has the same one."
        if step.uid:
            names.setdefault(step.uid, step.name)
            if owners.get(step.uid, step.question) != step.question:
                yield f'{step.name}: uid: it is a step of "{owners[step.uid]}". Leave it out.'
    for question, given in _by_question(step for step in steps if step.position > 0).items():
        layout = _layout(stored[question], given)
        taken = {step.position for step in given} | {place for place in layout.values() if place}
        missing = sorted(set(range(1, len(taken) + 1)) - taken)
        if missing:
            listed = ", ".join(map(str, sorted(taken)))
            yield (
                f'{given[-1].name}: position: the steps of "{question}" have the positions {listed}; '
                f"{missing[0]} is missing."
            )


def arrange(steps: list[GivenStep]) -> None:
    """Move stored steps to where a fixture names them by uid; one whose place another takes gives way.

    A fixture's object then meets the row that it is about, since objects are known by their places.

    Args:
        steps: of a fixture in which `problems` finds none.
    """
    stored = _stored(steps)
    for question, given in _by_question(steps).items():
        layout = _layout(stored[question], given)
        if layout == {row.pk: row.position for row in stored[question]}:
            continue
        for step in Step.objects.filter(pk__in=[pk for pk, place in layout.items() if not place]):
            step.delete()
        rows = Step.objects.filter(question__slug=question, question__is_copy=False)
        rows.place({pk: place for pk, place in layout.items() if place})


def _layout(stored: list[_StoredStep], given: list[GivenStep]) -> dict[int, int | None]:
    """Where the stored steps of a question go: a position by primary key, None for no place at all."""
    wanted = {step.uid: step.position for step in given if step.uid}
    claimed = set(wanted.values())
    layout: dict[int, int | None] = {
        row.pk: wanted.get(row.uid, row.position)
        for row in stored
        if row.uid in wanted or row.position not in claimed
    }
    displaced = [row.pk for row in stored if row.pk not in layout]
    free = sorted({row.position for row in stored} - claimed - set(layout.values()))
    return layout | dict(zip_longest(displaced, free[: len(displaced)]))


def _by_question(steps: Iterable[GivenStep]) -> dict[str, list[GivenStep]]:
    found: dict[str, list[GivenStep]] = defaultdict(list)
    for step in steps:
        found[step.question].append(step)
    return found


def _stored(steps: list[GivenStep]) -> dict[str, list[_StoredStep]]:
    """The steps of the same questions, and those elsewhere that have one of the uids, in order."""
    slugs = {step.question for step in steps}
    uids = {step.uid for step in steps if step.uid}
    rows = Step.objects.filter(question__is_copy=False).in_order()
    # A query takes only so many parameters.
    if len(slugs) + len(uids) <= 500:
        rows = rows.filter(Q(question__slug__in=slugs) | Q(uid__in=uids))
    found: dict[str, list[_StoredStep]] = defaultdict(list)
    for row in rows.values_list("pk", "question__slug", "position", "uid"):
        found[row[1]].append(_StoredStep(*row))
    return found
