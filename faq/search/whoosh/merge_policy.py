"""Chooses the segments to merge, so that neither searches nor saves get slower with every save."""

from collections.abc import Sequence

# This many segments of similar size are merged into one.
FANOUT = 8
# Larger segments, in documents, are not merged, so that no save waits for them.
LARGEST = 4_000


def to_merge(sizes: Sequence[int], *, added: int) -> set[int]:
    """Return the numbers of the segments to merge into a new segment.

    Sizes form levels, each FANOUT times the one below. A full level is merged together with all
    levels below it. A document is then rewritten at most once per level, and each level has at most
    FANOUT - 1 segments, as in a log-structured merge tree (O'Neil et al. 1996).

    Args:
        sizes: documents in each segment, without deleted ones. Empty segments are always merged.
        added: documents in the new segment.
    """
    taken = {number for number, size in enumerate(sizes) if size == 0}
    total = added
    while total:
        level = _level(total)
        more = {
            number
            for number, size in enumerate(sizes)
            if number not in taken and size <= LARGEST and _level(size) <= level
        }
        if len(more) + 1 < FANOUT:
            break
        taken |= more
        total += sum(sizes[number] for number in more)
    return taken


def _level(size: int) -> int:
    level = 0
    while size >= FANOUT:
        size //= FANOUT
        level += 1
    return level
