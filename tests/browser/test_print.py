"""The button that prints a question, where a script can."""

import pytest
from playwright.sync_api import Page, expect

from tests.site import Site


@pytest.mark.parametrize("slug", ["escrow-refund", "is-upwork-free"])
def test_question_is_printed_with_the_keyboard(
    page: Page, site: Site, complaints: list[str], slug: str
) -> None:
    page.goto(f"{site.url}/questions/{slug}/")
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Print").press("Enter")
    expect(page).to_have_title("printed")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_have_count(0)
    assert complaints == []


@pytest.mark.own_context(java_script_enabled=False)
def test_button_is_not_there_for_who_cannot_use_it(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/questions/escrow-refund/")
    expect(page.get_by_role("link", name="Markdown")).to_be_visible()
    expect(page.get_by_role("button", name="Print", include_hidden=True)).to_be_hidden()
