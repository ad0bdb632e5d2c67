"""Merges a submitted question form with what others saved meanwhile, and asks where both changed the same."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from django.contrib.auth.models import User
from django.forms import ModelForm
from django.http import QueryDict
from django.utils.translation import gettext

from faq.admin.question.opened import (
    PendingConflicts,
    read_conflicts,
    read_opened,
    sign_conflicts,
    sign_opened,
)
from faq.admin.question.submission import Submission
from faq.models import Question
from faq.publishing import ContentSnapshot, blank, fingerprint, snapshot_of
from faq.publishing.diff import Budget, Piece, compare, field_labels, step_labels
from faq.publishing.three_way_merge import (
    Conflict,
    Place,
    Side,
    Value,
    three_way_merge,
    with_choice,
)
from faq.publishing.versions import savers_since

# The name of the radio buttons of a conflict, with its place in the list.
CHOICE = "choice-{}"
SIDES: tuple[Side, Side] = ("mine", "theirs")


class Rebased(NamedTuple):
    """A submitted form, as if it had been filled in on the text that is stored now.

    Attributes:
        data: the form.
        notice: which changes of others came in; empty if there are none.
    """

    data: QueryDict
    notice: str


class ShownConflict(NamedTuple):
    """A conflict in the form.

    Attributes:
        name: of the radio buttons.
        place: names the field.
        mine: the text of the person who saves, in pieces, marked where the other one differs.
        theirs: the other text.
    """

    name: str
    place: str
    mine: list[Piece]
    theirs: list[Piece]


def rebase(
    data: QueryDict, form: type[ModelForm[Question]], question: Question, user: User
) -> Rebased:
    """Merge a submitted form with the stored question, and apply the choices in it.

    Args:
        data: the submitted form.
        form: the class of the form.
        question: the stored question.
        user: who submitted the form.
    """
    stored = snapshot_of(question)
    opened = read_opened(data.get("opened", ""))
    pending = read_conflicts(data.get("conflicts", ""))
    is_current = opened is not None and fingerprint(opened.content) == fingerprint(stored)
    if is_current and not pending["conflicts"]:
        return Rebased(data, "")
    submission = Submission(data, form, question)
    base = opened.content if opened else blank()
    # What the form cannot read stays as it was sent, and the form rejects it.
    mine, remaining = _decided(submission.content, pending, data)
    unread = partial(with_fields_of, submission.content, submission.unreadable)
    merge = three_way_merge(unread(base), unread(mine), unread(stored))
    places = {conflict.place for conflict in merge.conflicts}
    conflicts = [each for each in remaining if each.place not in places] + merge.conflicts
    names = pending["names"]
    if not is_current:
        names = saver_names(question, base, user)
    rebased = submission.with_content(merge.content)
    rebased["opened"] = sign_opened(question, stored)
    rebased["conflicts"] = (
        sign_conflicts({"conflicts": conflicts, "names": names}) if conflicts else ""
    )
    return Rebased(rebased, taken_notice(merge.taken, names, merge.content))


def with_fields_of(
    other: ContentSnapshot, names: set[str], content: ContentSnapshot
) -> ContentSnapshot:
    """Return a snapshot with some fields of another one."""
    fields = {name: other[name] for name in names}  # type: ignore[literal-required]
    return {**content, **fields}  # type: ignore[typeddict-item]


def _decided(
    content: ContentSnapshot, pending: PendingConflicts, data: QueryDict
) -> tuple[ContentSnapshot, list[Conflict]]:
    """Apply the choices in a form, and return the conflicts without one.

    A text that was edited in the form after the conflict was shown is a decision too.
    """
    remaining = []
    for number, conflict in enumerate(pending["conflicts"]):
        choice = data.get(CHOICE.format(number))
        shown = conflict.theirs if conflict.mine is None else conflict.mine
        if _value(content, conflict.place) != shown:
            continue
        for side in SIDES:
            if choice == side:
                content = with_choice(content, conflict, side)
                break
        else:
            remaining.append(conflict)
    return content, remaining


def _value(content: ContentSnapshot, place: Place) -> Value:
    if place.field == "order":
        return [step["uid"] for step in content["steps"]]
    if not place.uid:
        return content[place.field]  # type: ignore[literal-required]
    step = next((step for step in content["steps"] if step["uid"] == place.uid), None)
    if step is None or place.field == "step":
        return step
    return step[place.field]  # type: ignore[literal-required]


def saver_names(question: Question, opened: ContentSnapshot, user: User) -> str:
    """Return who saved a question since a text was opened, as in “Rafi, you in another tab”."""
    names = [
        gettext("you in another tab") if saver.pk == user.pk else saver.name or gettext("a program")
        for saver in savers_since(question, opened)
    ]
    return ", ".join(names)


def taken_notice(taken: Sequence[Place], names: str, content: ContentSnapshot) -> str:
    """Return a sentence that says what came in and from whom; empty if nothing did."""
    if not taken:
        return ""
    places = ", ".join(dict.fromkeys(place_name(place, content) for place in taken))
    return gettext("Changed by {names} and taken over: {places}.").format(
        names=names, places=places
    )


def place_name(place: Place, content: ContentSnapshot) -> str:
    """Return the name of a place for editors, as in “Step 2: caution”.

    Args:
        place: the place.
        content: a snapshot in which to look for the number of the step.
    """
    if place.field == "order":
        return gettext("Order of the steps")
    if not place.uid:
        return field_labels()[place.field]
    uids = [step["uid"] for step in content["steps"]]
    if place.uid not in uids:
        return gettext("A deleted step")
    step = gettext("Step {}").format(uids.index(place.uid) + 1)
    label = step_labels().get(place.field)
    return f"{step}: {label}" if label else step


def shown_conflicts(pending: PendingConflicts, content: ContentSnapshot) -> list[ShownConflict]:
    """Return the conflicts as the page shows them.

    Args:
        pending: the conflicts.
        content: the stored text.
    """
    budget = Budget()
    shown = []
    for number, conflict in enumerate(pending["conflicts"]):
        mine, theirs = (
            _as_text(value, conflict, content) for value in (conflict.mine, conflict.theirs)
        )
        pieces = compare(mine, theirs, budget)
        place = place_name(conflict.place, content)
        shown.append(ShownConflict(CHOICE.format(number), place, *pieces))
    return shown


def _as_text(value: Value, conflict: Conflict, content: ContentSnapshot) -> str:
    if value is None:
        is_step = conflict.place.field == "step"
        return gettext("(deleted)") if is_step else ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        titles = {step["uid"]: step["title"] for step in content["steps"]}
        return "\n".join(titles.get(uid, "…") for uid in value)
    if isinstance(value, dict):
        return "\n".join(filter(None, (value["title"], value["caution"], value["body"])))
    return value
