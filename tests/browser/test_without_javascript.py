"""Readers without JavaScript do everything there is to do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import open_context
from tests.site import Site


@pytest.fixture(scope="module")
def plain_page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page in a browser that runs no script, and so has nothing to tell the next test."""
    context = open_context(browser, java_script_enabled=False, base_url=site.url)
    yield context.new_page()
    context.close()


def test_reader_browses_from_home_to_a_step(plain_page: Page, site: Site) -> None:
    plain_page.goto("/")
    plain_page.get_by_role("link", name="Payments and refunds").click()
    expect(plain_page).to_have_url(f"{site.url}/topics/payments/")
    plain_page.get_by_role("main").get_by_role(
        "link", name="How do I get an escrow refund?"
    ).click()
    expect(plain_page).to_have_url(f"{site.url}/questions/escrow-refund/")
    assert plain_page.locator("main").get_by_role("checkbox").count() == 0
    assert "done" not in plain_page.locator("main").inner_text()
    plain_page.get_by_role("link", name="Link to step 3").click()
    expect(plain_page).to_have_url(f"{site.url}/questions/escrow-refund/#step-3")
    assert plain_page.locator("#step-3:target").is_visible()


def test_reader_searches_filters_and_takes_the_filter_off(plain_page: Page) -> None:
    plain_page.goto("/")
    plain_page.get_by_label("Search the help center").fill("escrow refund")
    plain_page.keyboard.press("Enter")
    results = plain_page.get_by_role("list", name="Results").get_by_role("heading")
    assert results.first.inner_text() == "How do I get an escrow refund?"
    everything = results.all_inner_texts()
    filters = plain_page.get_by_role("complementary", name="Filters")
    filters.get_by_role("link", name="Payments and refunds").click()
    plain_page.wait_for_url("**topic=payments")
    narrowed = results.all_inner_texts()
    assert 0 < len(narrowed) < len(everything)
    assert set(narrowed) <= set(everything)
    assert plain_page.get_by_role("searchbox").input_value() == "escrow refund"
    filters.get_by_role("link", name="All topics").click()
    plain_page.wait_for_url("**/search/?q=escrow+refund")
    assert results.all_inner_texts() == everything


def test_reader_turns_pages(plain_page: Page) -> None:
    plain_page.goto("/search/?q=how+do+i")
    results = plain_page.get_by_role("list", name="Results").get_by_role("heading")
    first = results.all_inner_texts()
    plain_page.get_by_role("link", name="Next page").click()
    plain_page.wait_for_url("**page=2")
    second = results.all_inner_texts()
    assert len(first) == 10
    assert second
    assert not set(first) & set(second)
    plain_page.get_by_role("link", name="Previous page").click()
    plain_page.wait_for_url("**page=1")
    assert results.all_inner_texts() == first


def test_reader_who_found_nothing_is_led_on(plain_page: Page, site: Site) -> None:
    plain_page.goto("/search/?q=milestone&topic=jobs")
    plain_page.get_by_role("link", name="Search all topics").click()
    plain_page.wait_for_url("**/search/?q=milestone")
    results = plain_page.get_by_role("list", name="Results")
    results.get_by_role("heading", level=2).first.get_by_role("link").click()
    plain_page.wait_for_url("**/questions/*/")
    plain_page.goto("/questions/end-contrat/")
    plain_page.get_by_role("link", name="How do I end a contract?").click()
    expect(plain_page).to_have_url(f"{site.url}/questions/end-contract/")


def test_reader_searches_within_a_topic(plain_page: Page, site: Site) -> None:
    plain_page.goto("/topics/payments/")
    plain_page.get_by_label("Search the help center").fill("contract")
    plain_page.keyboard.press("Enter")
    expect(plain_page).to_have_url(f"{site.url}/search/?q=contract&topic=payments")
    places = plain_page.locator(".results .where").all_inner_texts()
    assert places
    assert {place.split(" · ")[0] for place in places} == {"Payments and refunds"}
