"""Makes texts that a pattern finds hard: many times what it repeats, then something that it does not expect."""

import re
from collections.abc import Iterator
from itertools import islice, product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

# The trees of re have no types.
Tree = Any

_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_MANY = 10
# What a class of characters may match, beside the characters that the pattern names.
_CANDIDATES = 'aA1 .-_\n<"é…›'
_VARIANTS = 6
# What few patterns match at the end of a text; no “.” matches all of it.
_TAIL = "\x00\n\x00"


class Attack(NamedTuple):
    """A text that repeats a part of what a pattern matches."""

    start: str
    pump: str

    def text(self, size: int) -> str:
        """Return the attack in a size in characters."""
        room = size - len(self.start) - len(_TAIL)
        return self.start + self.pump * (room // len(self.pump)) + _TAIL


def attacks(pattern: re.Pattern[str]) -> Iterator[Attack]:
    """Return attacks on a pattern: after what stands before it, what each part of it repeats."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    named = dict.fromkeys(_literals(tree))
    # The letters of long lists of words behave alike.
    signs = [letter for letter in named if not letter.isalnum()]
    letters = "".join(dict.fromkeys([*signs, *_CANDIDATES, *list(named)[:3]]))
    pumps = dict.fromkeys(_pumps(list(tree), "", letters, pattern.flags))
    return (Attack(start, pump) for start, pump in pumps if pump)


def _literals(tree: Tree) -> Iterator[str]:
    """Yield the characters that a pattern names."""
    for kind, value in tree:
        if kind in {op.LITERAL, op.NOT_LITERAL}:
            yield chr(value)
        elif kind is op.RANGE:
            yield chr(value[0])
        elif kind is op.IN:
            yield from _literals(value)
        else:
            for part in _parts(kind, value):
                yield from _literals(part)


def _parts(kind: Tree, value: Tree) -> list[Tree]:
    """Return the trees within a node."""
    if kind in _REPEATS:
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind is op.BRANCH:
        return list(value[1])
    if kind in {op.ASSERT, op.ASSERT_NOT}:
        return [value[1]]
    return []


def _pumps(tree: list[Tree], before: str, letters: str, flags: int) -> Iterator[tuple[str, str]]:
    """Yield what comes before each repeated part, and the part; and both together, to begin often."""
    for kind, value in tree:
        samples = list(_samples([(kind, value)], letters, flags))
        if kind in _REPEATS and value[1] > _MANY:
            every = list(_samples(list(value[2]), letters, flags, variants=len(letters)))
            for sample in every:
                yield before, sample
                yield "", before + sample
            for one, other in product(every[:3], repeat=2):
                yield before, one + other
        for part in _parts(kind, value):
            yield from _pumps(list(part), before, letters, flags)
        before += samples[0] if samples else ""
    yield "", before


def _samples(
    tree: list[Tree], letters: str, flags: int, variants: int = _VARIANTS
) -> Iterator[str]:
    """Yield some texts that a tree matches."""
    choices = [
        list(islice(_matches(kind, value, letters, flags), variants)) for kind, value in tree
    ]
    for parts in islice(product(*choices), variants):
        yield "".join(parts)
    # Each choice once, even where the product is cut off.
    for place, options in enumerate(choices):
        for option in options[1:]:
            yield "".join(
                option if n == place else others[0] for n, others in enumerate(choices) if others
            )


def _matches(kind: Tree, value: Tree, letters: str, flags: int) -> Iterator[str]:
    """Yield some texts that a node matches; an empty one for what looks around."""
    if kind is op.LITERAL:
        yield chr(value)
    elif kind in {op.IN, op.NOT_LITERAL, op.ANY}:
        yield from (letter for letter in letters if _is_in(kind, value, letter))
    elif kind in _REPEATS:
        least, most, inner = value
        for sample in _samples(list(inner), letters, flags):
            yield sample * max(least, min(most, 1))
    elif kind is op.BRANCH:
        for branch in value[1]:
            yield from islice(_samples(list(branch), letters, flags), 2)
    elif kind is op.SUBPATTERN:
        yield from _samples(list(value[3]), letters, flags)
    elif kind is op.ATOMIC_GROUP:
        yield from _samples(list(value), letters, flags)
    else:
        yield ""


_CATEGORIES = {
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}


def _is_in(kind: Tree, value: Tree, letter: str) -> bool:
    """Return whether a node for one character matches a letter. Case is not ignored."""
    if kind is op.ANY:
        return letter != "\n"
    if kind is op.NOT_LITERAL:
        return ord(letter) != value
    found = any(_is_member(part, detail, letter) for part, detail in value)
    return found != (value[0][0] is op.NEGATE)


def _is_member(part: Tree, detail: Tree, letter: str) -> bool:
    if part is op.LITERAL:
        return ord(letter) == detail
    if part is op.RANGE:
        return detail[0] <= ord(letter) <= detail[1]
    return part is op.CATEGORY and re.match(_CATEGORIES[detail], letter) is not None
