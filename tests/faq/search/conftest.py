"""Both ways of answering a search, a place for indexes, and an engine that breaks."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from faq.search.index import loading


@pytest.fixture
def index_folder(settings, tmp_path: Path) -> Iterator[None]:
    """A place for indexes of the test's own, without a database."""
    connection = {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(tmp_path / "index")}
    settings.HAYSTACK_CONNECTIONS = {"default": connection}
    yield
    loading.clear_cache()


@pytest.fixture(params=["index", "database"])
def answered_by(request: pytest.FixtureRequest, index: Path) -> str:
    """Who answers: the index, or the database because there is no index."""
    if request.param == "database":
        shutil.rmtree(index)
    return str(request.param)


@pytest.fixture
def files_left_open(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The engine leaves files to the garbage collector when it fails. Collects them in this test.

    The test also needs the mark `filterwarnings("ignore:unclosed file:ResourceWarning")`.
    """
    yield
    # What was logged holds the error, which holds the files.
    caplog.get_records("call").clear()
    gc.collect()
