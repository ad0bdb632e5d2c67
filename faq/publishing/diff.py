"""The differences between two versions of a question, by field and step, and in texts by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.translation import gettext as _

from faq.publishing.content_snapshot import ContentSnapshot, StepSnapshot

# Longer texts are compared by line, because comparing words takes quadratic time.
_MAX_WORDS = 2_000


class Piece(NamedTuple):
    """A part of a text, marked if the other version lacks it."""

    text: str
    is_marked: bool


class Difference(NamedTuple):
    """One field with different values in the two versions.

    Attributes:
        place: the name of the field for editors, as in "Step 2: caution".
        before: the older text in pieces; empty if the field was added.
        after: the newer text in pieces; empty if the field was removed.
    """

    place: str
    before: list[Piece]
    after: list[Piece]


def differences(old: ContentSnapshot, new: ContentSnapshot) -> list[Difference]:
    """Return the differences between two versions, in reading order.

    Args:
        old: the older version.
        new: the newer one.
    """
    found = [
        _changed(place, _line(old, name), _line(new, name)) for name, place in _fields().items()
    ]
    found += _steps(old["steps"], new["steps"])
    return [difference for difference in found if difference]


def compare(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Split two texts into pieces, and mark the pieces that the other text lacks.

    Returns:
        the pieces of each text. Joined, they are the text again.
    """
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > _MAX_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            left.append(Piece("".join(old[a:b]), kind != "equal"))
        if d > c:
            right.append(Piece("".join(new[c:d]), kind != "equal"))
    return left, right


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)


def _fields() -> dict[str, str]:
    return {
        "title": _("Title"),
        "slug": _("Address"),
        "topic": _("Topic"),
        "summary": _("Summary"),
        "audiences": _("Audiences"),
        "featured": _("Featured"),
        "urgent": _("Urgent"),
        "expires_at": _("Published until"),
        "body": _("Body"),
        "phrasings": _("Phrasings"),
    }


def _line(content: ContentSnapshot, name: str) -> str:
    value = content[name]  # type: ignore[literal-required]
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "\n".join(sorted(value))
    return value or ""


def _changed(place: str, before: str, after: str) -> Difference | None:
    if before == after:
        return None
    return Difference(place, *compare(before, after))


def _steps(old: list[StepSnapshot], new: list[StepSnapshot]) -> list[Difference | None]:
    """Compare steps with the same uid, whatever their positions."""
    places = {step["uid"]: place for place, step in enumerate(old, start=1)}
    known = {step["uid"]: step for step in old}
    common = [step["uid"] for step in new if step["uid"] in known]
    unmoved = _longest_increasing([places[uid] for uid in common])
    found: list[Difference | None] = []
    for place, step in enumerate(new, start=1):
        name = _("Step {}").format(place)
        before = known.pop(step["uid"], None)
        if before is None:
            found.append(Difference(name, [], [Piece(_whole(step), True)]))
            continue
        was = places[step["uid"]]
        if was not in unmoved:
            left, right = Piece(str(was), True), Piece(str(place), True)
            found.append(Difference(_("{}: place").format(name), [left], [right]))
        found += [
            _changed(_("{}: {}").format(name, label), before[key], step[key])  # type: ignore[literal-required]
            for key, label in _step_fields().items()
        ]
    for uid, step in known.items():
        name = _("Step {} before").format(places[uid])
        found.append(Difference(name, [Piece(_whole(step), True)], []))
    return found


def _step_fields() -> dict[str, str]:
    return {"title": _("what to do"), "caution": _("caution"), "body": _("body")}


def _whole(step: StepSnapshot) -> str:
    return "\n".join(filter(None, (step["title"], step["caution"], step["body"])))


def _longest_increasing(places: list[int]) -> set[int]:
    """Return a longest increasing subsequence, as a set: the steps that were not moved."""
    runs: list[list[int]] = []
    for place in places:
        before = [run for run in runs if run[-1] < place]
        runs.append([*_longest(before), place])
    return set(_longest(runs))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run), default=[])
