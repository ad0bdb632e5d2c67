"""The differences between two versions of a question, by field and step, and in texts by word."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from difflib import Match, SequenceMatcher
from itertools import accumulate, chain, groupby
from typing import NamedTuple, TypeAlias

from django.utils.translation import gettext as _

from faq.publishing.content_snapshot import ContentSnapshot, StepSnapshot, completed
from faq.text.times import show_time

# Eight editors who compare at once leave readers their speed: see the row "comparison" of `make siege`.
MAX_STEPS = 1_000_000
# Of ordinary texts, all matches together take up to ten times the steps of the first.
_MATCHES = 10


class Budget:
    """The work that the comparisons on one page may take together.

    Args:
        steps: the number of pairs of equal words to look at.
    """

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.steps = steps
        self.refused = 0

    def take(self, steps: int) -> bool:
        """Take steps if there are enough left, and return whether there were."""
        if steps > self.steps:
            self.refused += 1
            return False
        self.steps -= steps
        return True


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
        is_coarse: whether comparing word by word would take too long, so that marked parts may have common words.
    """

    place: str
    before: list[Piece]
    after: list[Piece]
    is_coarse: bool = False


def differences(
    old: ContentSnapshot, new: ContentSnapshot, budget: Budget | None = None
) -> list[Difference]:
    """Return the differences between two versions, in reading order.

    Args:
        old: the older version.
        new: the newer one.
        budget: shared by all comparisons on a page; None for a page with only this one.
    """
    budget = budget or Budget()
    found = [
        _changed(place, _line(old, name), _line(new, name), budget)
        for name, place in field_labels().items()
    ]
    found += _steps(old["steps"], new["steps"], budget)
    return [difference for difference in found if difference]


def compare(
    before: str, after: str, budget: Budget | None = None
) -> tuple[list[Piece], list[Piece]]:
    """Split two texts into pieces, and mark the pieces that the other text lacks.

    Texts that would take too long to compare by word are compared by line. What the budget does not
    allow to compare is marked as a whole.

    Returns:
        the pieces of each text. Joined, they are the text again.
    """
    budget = budget or Budget()
    old, new = _words(before), _words(after)
    matcher = _Matcher(old, new, budget)
    if matcher.total * _MATCHES > budget.steps:
        budget.refused += 1
        old, new = _lines(before), _lines(after)
        matcher = _Matcher(old, new, budget)
    in_old: set[int] = set()
    in_new: set[int] = set()
    for kind, a, b, c, _d in matcher.get_opcodes():
        # A word that differs, or that only one text has, still follows the same space.
        size = b - a if kind == "equal" else min(len(old) - a, len(new) - c, 1)
        for one, other in zip(range(a, a + size), range(c, c + size), strict=True):
            if old[one][0] == new[other][0] and 2 * one not in in_old:
                in_old.add(2 * one)
                in_new.add(2 * other)
            if kind == "equal":
                in_old.add(2 * one + 1)
                in_new.add(2 * other + 1)
    return _pieces(old, in_old), _pieces(new, in_new)


def changed_lines(before: str, after: str, budget: Budget) -> list[tuple[int, int, str]]:
    """Return what to replace in a text to get another one.

    Args:
        before: the older text.
        after: the newer text.
        budget: beyond it, larger parts than necessary are replaced.

    Returns:
        for each change the first line of the older text that it replaces, the line after the last one,
        both counted from 0, and the new text. The changes are in order and do not adjoin.
    """
    old, new = _lines(before), _lines(after)
    return [
        (a, b, "".join(line for _space, line in new[c:d]))
        for kind, a, b, c, d in _Matcher(old, new, budget).get_opcodes()
        if kind != "equal"
    ]


# The white space before a word, sign or line, and the word. A named tuple would take twice as long to make.
_Word: TypeAlias = tuple[str, str]


def _words(text: str) -> list[_Word]:
    # The last one is the end of the text.
    return re.findall(r"(\s*)(\w+|[^\w\s]|\Z)", text)


def _lines(text: str) -> list[_Word]:
    return [("", line) for line in text.splitlines(keepends=True)]


def _pieces(words: list[_Word], unmarked: set[int]) -> list[Piece]:
    """Return a text in pieces.

    Args:
        words: its words.
        unmarked: twice the index of each word whose space is in both texts, and one more for the word itself.
    """
    parts = [(place, part) for place, part in enumerate(chain.from_iterable(words)) if part]
    return [
        Piece("".join(part for _, part in group), is_marked)
        for is_marked, group in groupby(parts, lambda part: part[0] not in unmarked)
    ]


class _Matcher(SequenceMatcher[str]):
    """Finds the longest matches, or beyond the budget only what both texts begin or end with."""

    def __init__(self, old: list[_Word], new: list[_Word], budget: Budget) -> None:
        self._old = [word for _space, word in old]
        self._new = [word for _space, word in new]
        super().__init__(None, self._old, self._new, autojunk=False)
        counts = Counter(self._new)
        self._budget = budget
        self._steps = [0, *accumulate(1 + counts[word] for word in self._old)]

    @property
    def total(self) -> int:
        """The number of steps that the first match takes."""
        return self._steps[-1]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        ahi = len(self._old) if ahi is None else ahi
        bhi = len(self._new) if bhi is None else bhi
        if self._budget.take(self._steps[ahi] - self._steps[alo]):
            return super().find_longest_match(alo, ahi, blo, bhi)
        old, new = self._old[alo:ahi], self._new[blo:bhi]
        if size := _common_prefix(old, new):
            return Match(alo, blo, size)
        size = _common_prefix(old[::-1], new[::-1])
        return Match(ahi - size, bhi - size, size)


def _common_prefix(old: Sequence[str], new: Sequence[str]) -> int:
    """Return the number of words at the beginning that two texts share."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(old), len(new)))


def field_labels() -> dict[str, str]:
    """Return the names of the fields of a snapshot for editors, in reading order."""
    return {
        "title": _("Title"),
        "slug": _("Address"),
        "topic": _("Topic"),
        "section": _("Section"),
        "summary": _("Summary"),
        "audiences": _("Audiences"),
        "featured": _("Featured"),
        "urgent": _("Urgent"),
        "expires_at": _("Published until"),
        "body": _("Body"),
        "phrasings": _("Phrasings"),
    }


def _line(content: ContentSnapshot, name: str) -> str:
    value = completed(content)[name]  # type: ignore[literal-required]
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "\n".join(sorted(value))
    if name == "expires_at" and value:
        return show_time(datetime.fromisoformat(value))
    return value or ""


def _changed(place: str, before: str, after: str, budget: Budget) -> Difference | None:
    if before == after:
        return None
    refused = budget.refused
    left, right = compare(before, after, budget)
    return Difference(place, left, right, is_coarse=budget.refused > refused)


def _steps(
    old: list[StepSnapshot], new: list[StepSnapshot], budget: Budget
) -> list[Difference | None]:
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
            _changed(_("{}: {}").format(name, label), before[key], step[key], budget)  # type: ignore[literal-required]
            for key, label in step_labels().items()
        ]
    for uid, step in known.items():
        name = _("Removed step {}").format(places[uid])
        found.append(Difference(name, [Piece(_whole(step), True)], []))
    return found


def step_labels() -> dict[str, str]:
    """Return the names of the fields of a step for editors."""
    return {"title": _("what to do"), "caution": _("caution"), "body": _("body")}


def _whole(step: StepSnapshot) -> str:
    return "\n".join(filter(None, (step["title"], step["caution"], step["body"])))


def _longest_increasing(places: list[int]) -> set[int]:
    """Return a longest increasing subsequence, as a set: the steps that were not moved.

    Fredman, “On computing the length of longest increasing subsequences”, 1975.
    """
    # The lowest last place of the subsequences of each length, and what comes before each place.
    lasts: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(lasts, place)
        before[place] = lasts[length - 1] if length else None
        lasts[length : length + 1] = [place]
    unmoved: set[int] = set()
    last = lasts[-1] if lasts else None
    while last is not None:
        unmoved.add(last)
        last = before[last]
    return unmoved
