"""The stage: an index, the sample content, a running site. The people come from tests.people."""

import gc
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.template import Template
from hypothesis.configuration import set_hypothesis_home_dir

from faq import circuit_breaker
from faq.insights import search_counts
from faq.models import IndexChange, Question, SearchTerm
from faq.search.index import loading
from faq.search.index.rebuild import rebuild
from tests import chromium
from tests.people import (  # noqa: F401
    as_ines,
    as_owner,
    as_rafi,
    as_viewer,
    ines,
    owner,
    rafi,
    viewer,
)
from tests.site import Site
from tests.stored_content import StoredContent

# Hypothesis reads the constants of all modules, which takes seconds; it keeps them beside the installed packages.
set_hypothesis_home_dir(os.path.join(sys.prefix, "hypothesis"))
# A slow machine is not a failure.
# Examples share what fixtures have made, and set up anew what they change.
hypothesis.settings.register_profile(
    "explore",
    deadline=None,
    database=None,
    derandomize=False,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
# The examples of `make test` are always the same, so that more of them would find no more than once.
hypothesis.settings.register_profile(
    "repeat", hypothesis.settings.get_profile("explore"), derandomize=True, max_examples=20
)
hypothesis.settings.load_profile("explore")

# By marker: the programs of which one is needed, and what to say when there is none.
SYSTEM_PARTS = {
    "browser": (chromium.PROGRAMS, "Chromium is missing (Debian: apt-get install chromium)"),
    "nu": (("java",), "Java is missing (Debian: apt-get install default-jre-headless)"),
}


# By marker: the fixtures through which a test gets a browser or a site in a process of its own.
FIXTURES = {"browser": {"browser"}, "server": {"prepared_var", "empty_site"}}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what needs a browser or a process of the site; all else is `make test-fast`."""
    for marker, fixtures in FIXTURES.items():
        if not fixtures.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(marker)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers first, then servers: one worker begins with them, and the other never has to start its own.

    Whoever is done first takes over from the end of the other's list, and there the short tests are.
    """
    markers = ("browser", "nu", "server")
    items.sort(key=lambda item: [not item.get_closest_marker(marker) for marker in markers])


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (programs, message) in SYSTEM_PARTS.items():
        if item.get_closest_marker(marker) and not any(map(shutil.which, programs)):
            pytest.skip(message)


@pytest.fixture(scope="session", autouse=True)
def plain_rendering(django_test_environment: None) -> None:
    """Render templates as the site does: no test asks for the contexts, which Django copies for tests."""
    Template._render = lambda template, context: template.nodelist.render(context)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def closed_breakers() -> None:
    """A cache that failed in one test is called again in the next."""
    circuit_breaker.PAGES.reset()
    circuit_breaker.COUNTERS.reset()


def pytest_collection_finish() -> None:
    """Thousands of tests stay in memory to the end: the collector need not look through them ever again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI a test that could not run has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"Could not run. {reason}"
    return report


@pytest.fixture
def index_place(settings, tmp_path: Path) -> Iterator[Path]:
    """Where an index of the test's own will be."""
    path = tmp_path / "index"
    settings.HAYSTACK_CONNECTIONS = {
        "default": {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(path)}
    }
    yield path
    loading.clear_cache()


@pytest.fixture(scope="session")
def empty_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a copy of an index without questions is, as soon as a test has made one."""
    return tmp_path_factory.mktemp("empty") / "index"


@pytest.fixture
def index(db: None, index_place: Path, empty_index: Path) -> Path:
    """An index of the test's own, made of what the database holds so far: nothing for most tests."""
    is_empty = not Question.objects.exists() and not IndexChange.objects.exists()
    if is_empty and empty_index.exists():
        shutil.copytree(empty_index, index_place)
        return index_place
    rebuild()
    if is_empty:
        shutil.copytree(index_place, empty_index)
    return index_place


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """A folder of the test's own for images, not made yet."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def stored_sample(tmp_path_factory: pytest.TempPathFactory) -> StoredContent:
    return StoredContent(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def sample(db: None, index_place: Path, stored_sample: StoredContent) -> None:
    """The sample help center, loaded and indexed."""

    def load() -> None:
        rebuild()
        call_command("loaddata", "help_center", verbosity=0)

    stored_sample.provide(index_place, load)


@pytest.fixture
def counted(db: None, settings) -> Iterator[Callable[[], dict[str, tuple[int, int]]]]:
    """Turns the counting of searches on; says what is in the database once all is written down."""
    settings.COUNT_SEARCHES = True
    caches["limits"].clear()
    search_counts.discard()

    def written() -> dict[str, tuple[int, int]]:
        search_counts.write()
        rows = SearchTerm.objects.order_by("day", "text")
        return {row.text: (row.count, row.empty_count) for row in rows}

    yield written
    search_counts.discard()


@pytest.fixture(scope="session")
def prepared_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder after `manage.py setup`, to be copied."""
    var = tmp_path_factory.mktemp("prepared") / "var"
    done = Site(var).manage("setup")
    assert done.returncode == 0, done.stderr
    return var


@pytest.fixture
def make_site(prepared_var: Path, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Makes sites with state of their own, which a test may break; they stop with the test.

    Each process of a server takes a second to start, so there is one where a test does not ask for more.
    """
    sites: list[Site] = []

    def make(**environment: str) -> Site:
        var = tmp_path / f"var-{len(sites)}"
        shutil.copytree(prepared_var, var)
        sites.append(Site(var, **{"WEB_CONCURRENCY": "1", **environment}))
        return sites[-1]

    yield make
    for site in sites:
        site.kill()


@pytest.fixture
def empty_site(tmp_path: Path) -> Callable[..., Site]:
    """Makes sites that have no state yet, for their command line."""

    def make(folder: str = "var", **environment: str) -> Site:
        return Site(tmp_path / folder, **environment)

    return make


@pytest.fixture(scope="session")
def site(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample site, running, for tests that only look."""
    var = tmp_path_factory.mktemp("site") / "var"
    shutil.copytree(prepared_var, var)
    running = Site(var, WEB_CONCURRENCY="1")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return chromium.launch_arguments()


@pytest.fixture
def few_parameters(db: None) -> Callable[[], AbstractContextManager[None]]:
    """A database whose queries take 20 parameters, as others take some thousand."""

    @contextmanager
    def limited() -> Iterator[None]:
        kind = sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER
        before = connection.connection.setlimit(kind, 20)
        try:
            yield
        finally:
            connection.connection.setlimit(kind, before)

    return limited
