"""Which segments to merge, so that neither searches nor saves get slower with every save."""

from collections.abc import Sequence

# So many segments of about one size become one that is about so many times larger.
FANOUT = 8
# Segments of more documents than this are left as they are: no save waits for them.
LARGEST = 4_000


def to_merge(sizes: Sequence[int], *, added: int) -> set[int]:
    """The numbers of the segments that a new segment is to take in.

    Sizes fall into levels, each FANOUT times the one below. When a level is full, it and all below
    it move up in one step. So a document is written again at most once a level, and there are at most
    FANOUT - 1 segments on each, as in a log-structured merge tree (O'Neil et al. 1996).

    Args:
        sizes: documents in each segment, without deleted ones; empty segments go at once.
        added: documents that the new segment has of its own.
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
