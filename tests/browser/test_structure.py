"""What every page has in common for those who do not see it: language, headings, landmarks."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import KINDS, PATHS
from tests.site import Site


@pytest.mark.parametrize("kind", KINDS)
def test_headings_begin_with_one_and_skip_no_level(page: Page, address: str, kind: str) -> None:
    page.goto(address)
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
        "headings => headings.map((each) => Number(each.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("kind", KINDS)
def test_page_has_language_title_landmarks_and_one_search_with_a_label(
    page: Page, address: str, kind: str
) -> None:
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "en-gb"
    assert page.title().endswith("Helpcenter")
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("banner").count() == 1
    assert page.locator("body > *:not(header, main, footer, .skip)").count() == 0
    boxes = page.get_by_role("search").get_by_role("combobox")
    assert boxes.count() == (0 if kind == "broken" else 1)
    for box in boxes.all():
        label = page.locator(f"label[for={box.get_attribute('id')}]")
        assert label.inner_text().startswith("Search")


def test_second_page_of_results_is_one(page: Page, site: Site) -> None:
    """The tests of every kind of page would pass on a page without results too."""
    page.goto(f"{site.url}{PATHS['second page of results']}")
    results = page.get_by_role("list", name="Results").get_by_role("heading")
    assert results.count() > 0
    expect(page.get_by_role("link", name="Previous page")).to_be_visible()


def test_steps_are_an_ordered_list_whose_headings_carry_the_number(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/questions/end-contract/")
    names = page.locator("ol > li > div").get_by_role("heading", level=3).all_inner_texts()
    assert [name.split(":")[0] for name in names] == ["Step 1", "Step 2", "Step 3", "Step 4"]
    ids = page.locator("ol > li[id]").evaluate_all("items => items.map((each) => each.id)")
    assert ids == ["step-1", "step-2", "step-3", "step-4"]


def test_caution_says_that_it_is_one(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/questions/escrow-refund/")
    assert page.locator("#step-3 .caution").inner_text().startswith("Caution:")
    assert page.get_by_text("Hard to undo", exact=True).is_visible()


def test_step_in_the_address_stands_out(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/questions/end-contract/")
    look = """(number) => {
        const numeral = document.querySelector(`#step-${number} .numeral`);
        return getComputedStyle(numeral).backgroundColor;
    }"""
    plain = page.evaluate(look, 3)
    page.goto(f"{site.url}/questions/end-contract/#step-3")
    looks = [page.evaluate(look, number) for number in (1, 2, 3, 4)]
    assert looks[2] != plain
    assert [looks[0], looks[1], looks[3]] == [plain, plain, plain]
