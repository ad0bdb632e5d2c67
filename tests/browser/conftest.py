"""The stage for the browser: every kind of page, an editor's site, and what the browser complains of."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
)

from tests.browser.desk import Desk
from tests.people import PASSWORD
from tests.site import Site

# Every kind of page a reader can come to, by name.
PATHS = {
    "home": "/",
    "topic": "/topics/contracts/",
    "question with steps and a caution": "/questions/escrow-refund/",
    "question without steps": "/questions/is-upwork-free/",
    "question that answered nothing": "/questions/is-upwork-free/?said=no",
    "question with somebody stuck": "/questions/escrow-refund/?said=stuck&step=2&reason=other",
    "results": "/search/?q=end+contract",
    "second page of results": "/search/?q=how+do+i&page=2",
    "results in a topic": "/search/?q=contract&topic=contracts",
    "page past the last": "/search/?q=contract&page=99",
    "nothing found": "/search/?q=zeppelin",
    "nothing found in a topic": "/search/?q=milestone&topic=jobs",
    "empty search": "/search/",
    "not found": "/questions/end-contrat/",
    "withdrawn": "/questions/is-upwork-free/",
    "broken": "/",
    "search without index": "/search/?q=contract",
}
# Three kinds are not to be had from the sample: the fixtures that have them.
SITES = {
    "withdrawn": "site_without_index",
    "broken": "broken_site",
    "search without index": "site_without_index",
}
KINDS = [pytest.param(kind, id=kind.replace(" ", "-")) for kind in PATHS]

# What a browser can hold against a page, written where Playwright hears it. Runs before the page does.
WATCH = """
window.alert = () => console.error("alert");
document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`violation of ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


# Ends whatever the page is still waiting for, and forgets what it has stored.
END = """() => {
    stop();
    for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer);
    if (isSecureContext) [localStorage, sessionStorage].forEach((each) => each.clear());
}"""
AS_IT_WAS: Any = dict.fromkeys(("media", "color_scheme", "reduced_motion", "forced_colors"), "null")
SIZE: ViewportSize = {"width": 1280, "height": 720}


def open_context(browser: Browser, **arguments: Any) -> BrowserContext:
    context = browser.new_context(viewport=SIZE, **arguments)
    context.set_default_timeout(10_000)
    context.add_init_script(WATCH)
    return context


@pytest.fixture(scope="session")
def shared_page(browser: Browser) -> Page:
    """The page of most tests: a new context and a new page cost three times what a test does in them."""
    return open_context(browser).new_page()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page as if it were new; of a context of its own where the test is marked so."""
    if own := request.node.get_closest_marker("own_context"):
        context = open_context(browser, **own.kwargs)
        yield context.new_page()
        context.close()
        return
    page: Page = request.getfixturevalue("shared_page")
    yield page
    page.unroute_all(behavior="ignoreErrors")
    page.evaluate(END)
    page.emulate_media(**AS_IT_WAS)
    page.set_viewport_size(SIZE)
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.context.clear_permissions()
    for other in page.context.pages:
        if other is not page:
            other.close()


@pytest.fixture
def context(page: Page) -> BrowserContext:
    return page.context


@pytest.fixture(scope="session")
def broken_site(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site without its table of topics, which no page about topics survives."""
    var = tmp_path_factory.mktemp("broken") / "var"
    shutil.copytree(prepared_var, var)
    with sqlite3.connect(var / "db.sqlite3") as database:
        database.execute("ALTER TABLE faq_topic RENAME TO faq_topic_gone")
    database.close()
    running = Site(var, WEB_CONCURRENCY="1")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def site_without_index(
    prepared_var: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site whose search index is gone, and where another question took the place of one."""
    var = tmp_path_factory.mktemp("without-index") / "var"
    shutil.copytree(prepared_var, var)
    shutil.rmtree(var / "index")
    with sqlite3.connect(var / "db.sqlite3") as database:
        database.execute(
            "UPDATE faq_question SET status = 'archived', replaced_by_id = "
            "(SELECT id FROM faq_question WHERE slug = 'escrow-refund') WHERE slug = 'is-upwork-free'"
        )
    database.close()
    running = Site(var, WEB_CONCURRENCY="1")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def address(request: pytest.FixtureRequest, kind: str) -> str:
    """Where a page of the kind is."""
    host = request.getfixturevalue(SITES.get(kind, "site"))
    return f"{host.url}{PATHS[kind]}"


@pytest.fixture(scope="session")
def editing_site(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site to edit, where Ines has an account. Each test edits questions that no other looks at."""
    var = tmp_path_factory.mktemp("editing_site") / "var"
    shutil.copytree(prepared_var, var)
    running = Site(var, EDITOR_NAME="ines", EDITOR_PASSWORD=PASSWORD, WEB_CONCURRENCY="1")
    made = running.manage("editor")
    assert made.returncode == 0, made.stderr
    running.start()
    yield running
    running.stop()


def sign_in(page: Page, editing_site: Site) -> None:
    """Ines signs in through the form."""
    page.goto(f"{editing_site.url}/admin/")
    page.get_by_label("Username").fill("ines")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{editing_site.url}/admin/")


@pytest.fixture(scope="session")
def session_of_ines(browser: Browser, editing_site: Site) -> Any:
    """The cookies of Ines after she has signed in."""
    context = browser.new_context()
    sign_in(context.new_page(), editing_site)
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def ines_page(context: BrowserContext, page: Page, session_of_ines: Any) -> Page:
    """A page of Ines, who has signed in."""
    context.add_cookies(session_of_ines)
    return page


@pytest.fixture(scope="session")
def desk(editing_site: Site) -> Desk:
    return Desk(editing_site)


@pytest.fixture
def requests(page: Page) -> Iterator[list[str]]:
    """The addresses that the page asks for from here on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    yield asked
    page.remove_listener("request", note)


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """Everything the browser complains of from here on: console, policy, scripts, lost files."""
    found: list[str] = []

    def console(message: ConsoleMessage) -> None:
        # That a page answers 404 or 500 is right for some; a file that does so is lost.
        said = message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and not (
            said and "/static/" not in message.location["url"]
        ):
            found.append(message.text)

    def error(error: Error) -> None:
        found.append(str(error))

    page.on("console", console)
    page.on("pageerror", error)
    yield found
    page.remove_listener("console", console)
    page.remove_listener("pageerror", error)
