"""Ines loses nothing that she types: she leaves a page, signs in again elsewhere, and is refused."""

from playwright.sync_api import Page, expect

from tests.site import Site

ADD = "/admin/faq/question/add/"


def test_typed_text_is_offered_after_the_page_was_left(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    ines_page.goto(f"{editing_site.url}{ADD}")
    ines_page.get_by_label("Title:").first.fill("How do I keep marmalade?")
    expect(ines_page.locator("[data-autosave]")).to_contain_text("Kept at")
    ines_page.on("dialog", lambda dialog: dialog.accept())
    ines_page.goto(f"{editing_site.url}/admin/")
    expect(ines_page.locator("#unsaved")).to_contain_text("How do I keep marmalade?")
    ines_page.goto(f"{editing_site.url}{ADD}")
    ines_page.get_by_role("link", name="Use it").first.click()
    expect(ines_page.get_by_label("Title:").first).to_have_value("How do I keep marmalade?")
    assert complaints == []
