"""What only some answers have: images to open, code to copy, tables that scroll and folds."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.site import Site

BODY = """
<details>
<summary>On the command line</summary>

```
export --all
export --done
```

</details>

| Format | Holds | Limit each day | Kept for | Who may download it |
|---|---|---|---|---|
| Spreadsheet | Contracts, invoices and statements | 1,000 rows | 30 days | Accountants |

| Way | Fee |
|---|---|
| Card | 1 |
"""


@pytest.fixture(scope="module")
def rich(editing_site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a question with code in details, a wide table and a narrow one."""
    question = {
        "model": "faq.question",
        "fields": {
            **{"topic": ["contracts"], "slug": "export-rich", "title": "How do I export?"},
            **{"status": "published", "body": BODY},
        },
    }
    file = Path(tmp_path_factory.mktemp("rich")) / "rich.json"
    file.write_text(json.dumps([question]))
    done = editing_site.manage("loaddata", str(file))
    assert done.returncode == 0, done.stderr
    return f"{editing_site.url}/questions/export-rich/"


def test_image_opens_above_the_page_and_closes_with_the_keyboard(
    page: Page, site: Site, complaints: list[str]
) -> None:
    page.goto(f"{site.url}/questions/end-contract/")
    link = page.locator("a.zoom")
    expect(page.locator("figcaption")).to_have_text("The options menu of a contract, drawn")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="A contract with its options menu open")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    assert dialog.locator("img").evaluate("(image) => image.clientWidth") == 1200
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()
    link.click()
    dialog.locator("img").click()
    expect(dialog).to_be_hidden()
    assert complaints == []


@pytest.mark.own_context(java_script_enabled=False)
def test_image_is_a_link_to_itself_without_scripts(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/questions/end-contract/")
    page.locator("a.zoom").click()
    expect(page).to_have_url(re.compile(r"/static/faq/sample/contract-menu\.png$"))


def test_code_is_copied_and_said_so_without_a_shift(
    page: Page, rich: str, context: BrowserContext, complaints: list[str]
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(rich)
    page.get_by_text("On the command line").click()
    button = page.get_by_role("button", name="Copy the code")
    before = button.bounding_box()
    button.click()
    expect(page.get_by_role("status").filter(has_text="The code is copied.")).to_have_count(1)
    copied = page.locator(".code-copy")
    expect(copied).to_have_accessible_name("Copied")
    assert copied.bounding_box() == before
    assert page.evaluate("navigator.clipboard.readText()") == "export --all\nexport --done"
    assert complaints == []


@pytest.mark.parametrize("width", [360, 1280])
def test_table_says_that_it_scrolls_only_where_it_does(page: Page, rich: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(rich)
    hint = "(table) => parseFloat(getComputedStyle(table, '::after').height) > 0"
    scrolls = "(table) => table.scrollWidth > table.clientWidth"
    wide = page.get_by_role("region", name="Table: Format, Holds, Limit each day")
    narrow = page.get_by_role("region", name="Table: Way, Fee")
    assert [each.evaluate(scrolls) for each in (wide, narrow)] == [width == 360, False]
    assert [each.evaluate(hint) for each in (wide, narrow)] == [width == 360, False]
    wide.focus()
    expect(wide).to_be_focused()
    if width == 360:
        page.keyboard.press("ArrowRight")
        assert wide.evaluate(
            """(table) => new Promise((moved) => {
                const look = () => table.scrollLeft > 0 ? moved(true) : requestAnimationFrame(look);
                look();
            })"""
        )


def test_details_are_unfolded_on_paper_and_as_they_were_after_it(page: Page, rich: str) -> None:
    page.goto(rich)
    fold = page.locator(".prose details")
    expect(fold).not_to_have_attribute("open", "")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(fold).to_have_attribute("open", "")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(fold).not_to_have_attribute("open", "")


def test_scripts_are_loaded_only_where_they_are_used(page: Page, rich: str, site: Site) -> None:
    loaded = {}
    for name, address in {
        "plain": f"{site.url}/questions/is-upwork-free/",
        "image": f"{site.url}/questions/end-contract/",
        "code": rich,
    }.items():
        html = page.request.get(address).text()
        loaded[name] = [part for part in ("rich", "zoom", "code") if f"/{part}." in html]
    assert loaded == {"plain": [], "image": ["rich", "zoom"], "code": ["rich", "code"]}
