"""The segments that a state names, in order; another state of a file is another segment."""

import os
from contextlib import closing

import pytest

from faq.search.index import loading, store
from faq.search.whoosh.reader import segment_files
from faq.search.whoosh.schema import PK
from tests.faq.search.indexes import make_index, replace

pytestmark = pytest.mark.usefixtures("index_folder")


def test_segments_are_in_the_order_of_the_state() -> None:
    folder = make_index([[{"title": "a"}], [{"title": "b"}, {}]], gone=[2])
    files = segment_files(store.open_generation(folder))
    assert [file.deleted for file in files] == [[], [0]]
    found = []
    for file in files:
        with closing(file.open()) as reader:
            found.append(reader.numbers(PK).tolist())
    assert found == [[1], [2, 3]]


def test_known_segment_is_taken_over_unless_its_file_changed() -> None:
    folder = make_index([[{"title": "a"}], [{"title": "b"}]])
    before = loading.read(folder)
    replace(folder, 3, {"title": "c"})
    [first, second] = before.segments
    os.utime(folder / f"{second[0]}.seg", ns=(0, 0))
    after = list(loading.read(folder, before).segments.values())
    assert [segment.words for segment in after] == [["a"], ["b"], ["c"]]
    assert after[0] is before.segments[first]
    assert after[1] is not before.segments[second]


def test_segment_whose_file_is_gone_is_an_error() -> None:
    folder = make_index([[{"title": "a"}]])
    index = store.open_generation(folder)
    [path] = folder.glob("*.seg")
    path.unlink()
    with pytest.raises(FileNotFoundError):
        segment_files(index)
