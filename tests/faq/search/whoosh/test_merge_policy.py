"""Which segments are merged: few are left, and no document is written again and again."""

from hypothesis import given
from hypothesis import strategies as st

from faq.search.whoosh.merge_policy import FANOUT, LARGEST, to_merge

sizes = st.lists(st.integers(0, 3 * LARGEST), max_size=40)


def save(sizes: list[int], added: int = 1) -> list[int]:
    """The sizes after documents were added to segments of these."""
    taken = to_merge(sizes, added=added)
    merged = added + sum(sizes[number] for number in taken)
    return [size for number, size in enumerate(sizes) if number not in taken] + [merged]


def test_single_saves_fill_a_level_and_then_move_up_together() -> None:
    states: list[list[int]] = [[]]
    for _ in range(FANOUT**2):
        states.append(save(states[-1]))
    assert states[FANOUT - 1] == [1] * (FANOUT - 1)
    assert states[FANOUT] == [FANOUT]
    assert states[2 * FANOUT + 3] == [FANOUT, FANOUT, 1, 1, 1]
    assert states[FANOUT**2] == [FANOUT**2]


def test_thousands_of_saves_leave_few_segments_and_seldom_write_anything_again() -> None:
    state, written, worst = [10_000], 0, 0
    for _ in range(5_000):
        before = sum(state)
        state = save(state)
        assert sum(state) == before + 1
        written += state[-1]
        worst = max(worst, state[-1])
        assert len(state) <= 1 + 4 * (FANOUT - 1)
    # FANOUT ** 4 documents take four levels; each is written once for each level it goes through.
    assert written <= 5_000 * 5
    assert worst == FANOUT**4
    assert 10_000 in state


@given(sizes=sizes, added=st.integers(1, 600))
def test_large_segments_are_left_and_empty_ones_go(sizes: list[int], added: int) -> None:
    taken = to_merge(sizes, added=added)
    assert {sizes[number] for number in taken if sizes[number] > LARGEST} == set()
    assert {number for number, size in enumerate(sizes) if size == 0} <= taken


@given(sizes=sizes)
def test_deletions_alone_merge_nothing(sizes: list[int]) -> None:
    assert to_merge(sizes, added=0) == {number for number, size in enumerate(sizes) if size == 0}


@given(batches=st.lists(st.integers(1, 600), min_size=1, max_size=60))
def test_batches_of_any_sizes_leave_few_segments(batches: list[int]) -> None:
    state: list[int] = []
    for added in batches:
        state = save(state, added)
    small = [size for size in state if size <= LARGEST]
    assert sum(state) == sum(batches)
    assert len(small) <= 4 * (FANOUT - 1)
