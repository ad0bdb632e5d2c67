"""Text that tries to become script is shown everywhere, and stays text."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PASSWORD, sign_in
from tests.site import Site
from tests.xss import PAYLOADS

# The longest text that fits everywhere it is put: a title, a summary, a search.
LIMIT = 200


def groups() -> list[list[str]]:
    """All payloads, together as many as fit into one title, none of them cut."""
    found: list[list[str]] = [[]]
    for payload in PAYLOADS:
        if len(" ".join([*found[-1], payload])) > LIMIT:
            found.append([])
        found[-1].append(payload)
    return found


GROUPS = groups()
# tests/security/test_xss.py reads the markup of all pages with all payloads. Here every payload is shown as a
# question, and other pages are opened with some.
SOME = 3


def visible(text: str) -> str:
    """A text without spaces and the characters that nobody sees."""
    return "".join(each for each in text if each.isprintable() and not each.isspace())


def fixture_of_payloads() -> list[dict[str, object]]:
    """A topic and a question for each group, with payloads in every text a fixture may hold."""
    objects: list[dict[str, object]] = []

    def add(model: str, **fields: object) -> None:
        objects.append({"model": f"faq.{model}", "fields": fields})

    for number, group in enumerate(GROUPS):
        together = " ".join(group)
        slug = f"hostile-{number}"
        add("topic", slug=slug, title=min(group, key=len), summary=together)
        add(
            "question",
            topic=[slug],
            slug=slug,
            title=together,
            summary=together,
            body="\n\n".join(group),
            status="published",
            published_at="2026-01-01T00:00:00Z",
            featured=True,
            urgent=True,
        )
        for position, payload in enumerate(group, start=1):
            add(
                "step",
                question=[slug],
                position=position,
                title=payload,
                body=payload,
                caution=payload,
            )
            add("phrasing", question=[slug], text=payload)
    return objects


@pytest.fixture(scope="module")
def hostile_site(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(prepared_var, folder / "var")
    running = Site(
        folder / "var",
        EDITOR_NAME="ines",
        EDITOR_PASSWORD=PASSWORD,
        WEB_CONCURRENCY="1",
        SITE_NAME="<script>alert(1)</script>",
        SITE_NOTICE="<img src=x onerror=alert(1)>",
    )
    (folder / "hostile.json").write_text(json.dumps(fixture_of_payloads()))
    for command in (["loaddata", str(folder / "hostile.json")], ["editor"]):
        done = running.manage(*command)
        assert done.returncode == 0, done.stderr
    running.start()
    yield running
    running.stop()


def test_hostile_text_stays_text_for_readers(
    page: Page, hostile_site: Site, complaints: list[str]
) -> None:
    """Check 2."""
    page.goto(hostile_site.url)
    page.goto(f"{hostile_site.url}/topics/")
    assert page.locator(".topics h2").count() >= len(GROUPS)
    for number, group in enumerate(GROUPS):
        together = " ".join(group)
        page.goto(f"{hostile_site.url}/questions/hostile-{number}/")
        assert visible(page.locator("h1").inner_text()) == visible(together)
        assert page.locator("ol.steps > li").count() == len(group)
        if number % SOME:
            continue
        page.goto(f"{hostile_site.url}/topics/hostile-{number}/")
        assert page.locator("main li h2").count() == 1
        page.goto(f"{hostile_site.url}/search/?q={quote(together)}")
        assert visible(page.locator("#q").input_value()) == visible(together)
        page.goto(f"{hostile_site.url}/questions/{quote(together, safe='')}/")
        assert "page does not exist" in page.locator("h1").inner_text()
        page.evaluate("document.querySelectorAll('main *').forEach((each) => each.focus())")
    assert complaints == []


def test_hostile_text_stays_text_in_suggestions(
    page: Page, hostile_site: Site, complaints: list[str]
) -> None:
    """Checks 1 and 2: titles and topics, as a script puts them on the page."""
    page.goto(hostile_site.url)
    box = page.get_by_role("combobox")
    for number, group in enumerate(GROUPS):
        together = " ".join(group)
        with page.expect_response("**/search/suggest/**"):
            # Control characters are refused; the rest is what a reader would copy from the page.
            box.fill("".join(each if each.isprintable() else " " for each in together))
        option = page.get_by_role("option").and_(page.locator(f"[href$='/hostile-{number}/']"))
        assert visible(option.locator("span").inner_text()) == visible(together)
        assert visible(option.locator("small").inner_text()) == visible(min(group, key=len))
    assert page.locator("[role=listbox] :not(a, span, small, bdi)").count() == 0
    option.click()
    assert visible(page.locator("h1").inner_text()) == visible(together)
    assert complaints == []


def test_hostile_text_stays_text_for_editors(
    page: Page, hostile_site: Site, complaints: list[str]
) -> None:
    """Check 2, in the admin."""
    sign_in(page, hostile_site)
    page.goto(f"{hostile_site.url}/admin/faq/topic/")
    page.goto(f"{hostile_site.url}/admin/faq/question/?q=hostile")
    forms = page.locator(".field-title a").evaluate_all("links => links.map(link => link.href)")
    # By their addresses; the search finds others by similar words.
    assert len(forms) >= len(GROUPS)
    for address in forms[::SOME]:
        page.goto(address)
    # They say the same of each.
    for address in forms[:: SOME * 2]:
        page.goto(address.replace("/change/", "/history/"))
    assert complaints == []
