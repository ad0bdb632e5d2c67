"""A snapshot caches arrays within a limit of bytes; cached ones equal those made again."""

import threading
from functools import partial

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.search.index import loading, snapshot
from faq.search.index.snapshot import ENTRY_BYTES, Snapshot
from tests.faq.search.indexes import make_index

Arrays = tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]


def arrays(number: int) -> Arrays:
    """Make arrays of that many bytes."""
    return np.full(number, number, np.uint8), np.zeros(0, np.float32)


def empty(limit: int) -> Snapshot:
    """Make a snapshot without documents whose cache has a limit in bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot, "CACHE_BYTES", limit)
        return Snapshot({}, [])


@given(st.lists(st.integers(0, 60)), st.integers(0, 4 * (ENTRY_BYTES + 60)))
def test_cache_never_exceeds_its_limit(numbers: list[int], limit: int) -> None:
    index = empty(limit)
    for number in numbers:
        found, _ = index.cached(number, partial(arrays, number))
        assert found.tolist() == [number] * number
        cache = index._cache
        assert len(cache) * ENTRY_BYTES <= cache.currsize <= len(cache) * (ENTRY_BYTES + 60)
        assert cache.currsize <= limit
    assert (index._cache.currsize == 0) == (len(index._cache) == 0)


def test_least_recently_used_arrays_are_made_again() -> None:
    index = empty(3 * ENTRY_BYTES)
    made: list[str] = []

    def get(key: str) -> None:
        def make() -> Arrays:
            made.append(key)
            return arrays(0)

        index.cached(key, make)

    for key in "abcabcadaaea":
        get(key)
    # d pushed b out, and e pushed c out.
    assert made == ["a", "b", "c", "d", "e"]
    get("b")
    assert made == ["a", "b", "c", "d", "e", "b"]


def test_arrays_larger_than_the_cache_are_made_each_time_and_push_nothing_out() -> None:
    index = empty(ENTRY_BYTES)
    small = index.cached("small", lambda: arrays(0))
    first, second = (index.cached("a", lambda: arrays(9)) for _ in range(2))
    assert first[0].tolist() == second[0].tolist()
    assert first is not second
    assert index.cached("small", lambda: arrays(0)) is small
    assert (len(index._cache), index._cache.currsize) == (1, ENTRY_BYTES)


def test_threads_share_the_cache() -> None:
    index = empty(100 * ENTRY_BYTES)
    found: list[int] = []

    def get() -> None:
        found.extend(len(index.cached(key, partial(arrays, key))[0]) for key in range(50))

    threads = [threading.Thread(target=get) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(list(range(50)) * 8)
    assert index._cache.currsize == sum(ENTRY_BYTES + key for key in range(50))


@pytest.mark.usefixtures("index_folder")
def test_impacts_pushed_out_are_computed_again_to_the_same_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = [f"w{number}" for number in range(40)]
    folder = make_index([[{"text": " ".join(words[: doc + 1])} for doc in range(40)]])
    unbounded = loading.read(folder)

    def impacts(index: Snapshot, word: str) -> list[list[float]]:
        return [each.tolist() for each in index.stem_impacts(word)]

    expected = {word: impacts(unbounded, word) for word in words}
    limit = 4_000
    monkeypatch.setattr(snapshot, "CACHE_BYTES", limit)
    index = loading.read(folder)
    for word in [*words, *reversed(words), *words[::3]]:
        assert impacts(index, word) == expected[word]
        assert 0 < index._cache.currsize <= limit
    assert len(index._cache) < len(words)
