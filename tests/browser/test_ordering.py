"""Ines puts the questions of a topic in order: by dragging and with the keyboard alone."""

from playwright.sync_api import Page, expect

from tests.browser.dragging import drag
from tests.site import Site


def read(page: Page, editing_site: Site) -> list[str]:
    """The questions as readers meet them."""
    page.goto(f"{editing_site.url}/topics/account/")
    return [" ".join(text.split()) for text in page.locator("main h2 a").all_inner_texts()]


def open_order(page: Page, editing_site: Site) -> list[str]:
    page.goto(f"{editing_site.url}/admin/faq/topic/?q=account")
    page.locator(".field-title a").first.click()
    page.get_by_role("link", name="Put questions in order").press("Enter")
    page.wait_for_url("**/order/")
    return page.locator("fieldset.sortable .inline_label").all_inner_texts()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save this order").press("Enter")
    expect(page.locator(".messagelist .success")).to_have_text("The new order is saved.")


def test_questions_are_put_in_order_by_keyboard_and_by_dragging(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    ines_page.set_viewport_size({"width": 1280, "height": 1800})
    before = [label.partition(". ")[2] for label in open_order(ines_page, editing_site)]
    assert len(before) > 2
    ines_page.get_by_role("button", name="Move question 2 up").press("Enter")
    expect(ines_page.locator(".step-news")).to_have_text(f"Moved to place 1 of {len(before)}.")
    save(ines_page)
    order = [before[1], before[0], *before[2:]]
    assert read(ines_page, editing_site) == order
    open_order(ines_page, editing_site)
    drag(ines_page, ines_page.locator("fieldset.sortable h3"), 2, 0)
    expect(ines_page.locator("fieldset.sortable .inline_label").first).to_have_text(
        f"1. {order[2]}"
    )
    save(ines_page)
    assert read(ines_page, editing_site) == [order[2], order[0], order[1], *order[3:]]
    assert complaints == []
