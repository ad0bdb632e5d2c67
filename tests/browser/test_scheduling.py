"""Ines chooses when readers see a new version, with the calendar of the browser."""

from playwright.sync_api import Page, expect

from tests.browser.test_editing import open_form
from tests.site import Site


def test_new_version_is_scheduled_with_the_keyboard(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    open_form(ines_page, editing_site, "hide-work-history")
    ines_page.get_by_label("Summary:").fill("From New Year on.")
    ines_page.get_by_role("button", name="Publish…").press("Enter")
    ines_page.get_by_label("Date").press_sequentially("01012099")
    ines_page.get_by_label("Time").press_sequentially("0930AM")
    expect(ines_page.get_by_text("Publish at (UTC):")).to_be_visible()
    ines_page.get_by_role("button", name="Publish", exact=True).press("Enter")
    expect(ines_page.locator(".messagelist .success")).to_have_text(
        "Scheduled. Readers will see it from 1 January 2099 09:30 (UTC)."
    )
    ines_page.get_by_role("link", name="Change the time…").press("Enter")
    expect(ines_page.get_by_label("Date")).to_have_value("2099-01-01")
    expect(ines_page.get_by_label("Time")).to_have_value("09:30")
    ines_page.goto(f"{editing_site.url}/admin/faq/question/?state=scheduled")
    expect(ines_page.locator(".field-state_to_edit")).to_have_text(
        "Published, new version: Scheduled for 1 January 2099 09:30 (UTC) Open"
    )
    ines_page.goto(f"{editing_site.url}/questions/hide-work-history/")
    expect(ines_page.get_by_text("From New Year on.")).to_have_count(0)
    assert complaints == []
