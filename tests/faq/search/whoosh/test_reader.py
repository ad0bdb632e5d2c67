"""The segments of a state: decoded once, in order, and anew when their files changed."""

import os

import pytest

from faq.search.index import store
from faq.search.whoosh.reader import segments_of
from tests.faq.search.indexes import make_index, replace

pytestmark = pytest.mark.usefixtures("index_folder")


def test_segments_are_in_the_order_of_the_state() -> None:
    index = store.open_generation(make_index([[{"title": "a"}], [{"title": "b"}, {}]]))
    infos = index._segments()
    found = segments_of(index, infos, {})
    assert [name[0] for name in found] == [info.segment_id() for info in infos]
    assert [(segment.count, segment.words) for segment in found.values()] == [
        (1, ["a"]),
        (2, ["b"]),
    ]


def test_known_segment_is_taken_over_unless_its_file_changed() -> None:
    folder = make_index([[{"title": "a"}], [{"title": "b"}]])
    index = store.open_generation(folder)
    before = segments_of(index, index._segments(), {})
    replace(folder, 3, {"title": "c"})
    [first, second] = before
    os.utime(folder / f"{second[0]}.seg", ns=(0, 0))
    after = list(segments_of(index, index._segments(), before).values())
    assert [segment.words for segment in after] == [["a"], ["b"], ["c"]]
    assert after[0] is before[first]
    assert after[1] is not before[second]


def test_segment_whose_file_is_gone_is_an_error() -> None:
    folder = make_index([[{"title": "a"}]])
    index = store.open_generation(folder)
    infos = index._segments()
    known = segments_of(index, infos, {})
    [path] = folder.glob("*.seg")
    path.unlink()
    with pytest.raises(FileNotFoundError):
        segments_of(index, infos, known)
