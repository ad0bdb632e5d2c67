"""What was asked for last is kept, within a limit, and is what it would be if made anew."""

import threading
from functools import partial

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index.lru_cache import OVERHEAD, Arrays, Recent


def arrays(number: int) -> Arrays:
    """Of as many bytes as the number says."""
    return np.full(number, number, np.uint8), np.zeros(0, np.float32)


@given(st.lists(st.integers(0, 60)), st.integers(0, 4 * (OVERHEAD + 60)))
def test_used_is_what_is_kept_and_never_over_the_limit(asked: list[int], limit: int) -> None:
    recent = Recent(limit)
    for number in asked:
        found, _ = recent.get(number, partial(arrays, number))
        assert found.tolist() == [number] * number
        assert len(recent) * OVERHEAD <= recent.used <= min(limit, len(recent) * (OVERHEAD + 60))
    assert (recent.used == 0) == (len(recent) == 0)


def test_what_was_asked_for_last_is_not_made_again() -> None:
    recent = Recent(3 * OVERHEAD)
    made: list[str] = []

    def ask(key: str) -> None:
        def make() -> Arrays:
            made.append(key)
            return arrays(0)

        recent.get(key, make)

    for key in "abcabcadaaea":
        ask(key)
    # b went for d, and c for e.
    assert made == ["a", "b", "c", "d", "e"]
    ask("b")
    assert made == ["a", "b", "c", "d", "e", "b"]


def test_what_is_larger_than_the_limit_is_made_each_time() -> None:
    recent = Recent(OVERHEAD)
    first, second = (recent.get("a", lambda: arrays(9)) for _ in range(2))
    assert first[0].tolist() == second[0].tolist()
    assert first is not second
    assert (len(recent), recent.used) == (0, 0)


def test_threads_that_ask_for_the_same_share_what_is_kept() -> None:
    recent = Recent(100 * OVERHEAD)
    found: list[int] = []

    def ask() -> None:
        found.extend(len(recent.get(key, partial(arrays, key))[0]) for key in range(50))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(list(range(50)) * 8)
    assert recent.used == sum(OVERHEAD + key for key in range(50))
