"""Both ways of answering a search, and an engine that breaks."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest


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
