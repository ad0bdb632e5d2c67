"""Ines loses nothing that she types: she leaves a page, presses other buttons than Save, and is refused."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import (
    ADD,
    STEPS,
    Desk,
    add_step,
    expect_steps,
    kept,
    messages,
    press,
    summary,
    title,
    type_into,
)
from tests.site import Site

USE = "Use it"


@pytest.fixture
def draft(ines_page: Page, desk: Desk, complaints: list[str]) -> Page:
    """The form of a draft with four steps: A B D C."""
    ines_page.goto(desk.draft())
    return ines_page


def test_typed_text_is_offered_after_the_page_was_left(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    ines_page.goto(f"{editing_site.url}{ADD}")
    title(ines_page).fill("How do I keep marmalade?")
    kept(ines_page)
    ines_page.goto(f"{editing_site.url}/admin/")
    expect(ines_page.locator("#unsaved")).to_contain_text("How do I keep marmalade?")
    ines_page.goto(f"{editing_site.url}{ADD}")
    ines_page.get_by_role("link", name=USE).first.click()
    expect(title(ines_page)).to_have_value("How do I keep marmalade?")
    assert complaints == []


def test_leaving_asks_first_and_back_and_forward_offer_the_text(
    draft: Page, complaints: list[str]
) -> None:
    address = draft.url
    type_into(summary(draft), "Typed and never saved.")
    add_step(draft, 1, "Open [[B2]]")
    with draft.expect_event("dialog") as asked:
        draft.once("dialog", lambda dialog: dialog.dismiss())
        draft.get_by_role("link", name="Home").first.click()
    assert asked.value.type == "beforeunload"
    expect(summary(draft)).to_have_value("Typed and never saved.")

    # She leaves all the same, before the text was sent to the server, and goes to and fro.
    draft.get_by_role("link", name="Home").first.click()
    draft.wait_for_url("**/admin/")
    # The page that comes may be made before the text has arrived.
    for _ in range(20):
        if draft.locator("#unsaved").count():
            break
        draft.wait_for_timeout(100)
        draft.reload()
    expect(draft.locator("#unsaved")).to_be_visible()
    draft.go_back()
    assert draft.url == address
    draft.go_forward()
    draft.go_back()
    draft.get_by_role("link", name=USE).click()
    expect(summary(draft)).to_have_value("Typed and never saved.")
    expect_steps(draft, "Open [[A]]", "Open [[B]]", "Open [[B2]]", "Open [[D]]", "Open [[C]]")
    press(draft, "Save")
    expect(messages(draft).last).to_contain_text("was changed successfully")
    expect(draft.get_by_role("link", name=USE)).to_have_count(0)
    expect_steps(draft, "Open [[A]]", "Open [[B]]", "Open [[B2]]", "Open [[D]]", "Open [[C]]")
    assert complaints == []


def test_buttons_act_on_what_stands_in_the_form(
    draft: Page, editing_site: Site, complaints: list[str]
) -> None:
    address = draft.url
    summary(draft).fill("For the preview.")
    add_step(draft, 3, "Open [[E]]")
    press(draft, "Preview")
    seen = draft.frame_locator(".preview-pane iframe")
    expect(seen.locator(".answer")).to_have_text("For the preview.")
    expect(seen.locator(".step h3").last).to_contain_text("Step 5: Open E")
    press(draft, "Close")

    # Save and comment stores both.
    draft.get_by_text("Write a comment").click()
    draft.get_by_role("textbox", name="Comment:").fill("E is new in the product.")
    press(draft, "Save and comment")
    expect(draft.locator(".faq-comment")).to_contain_text("E is new in the product.")
    expect(summary(draft)).to_have_value("For the preview.")
    expect_steps(draft, *STEPS, "Open [[E]]")

    # So does Save.
    title(draft).fill("How do I lend a red bicycle?")
    draft.get_by_text("Write a comment").click()
    draft.get_by_role("textbox", name="Comment:").fill("Red ones too.")
    press(draft, "Save")
    expect(draft.locator(".faq-comment").last).to_contain_text("Red ones too.")
    expect(title(draft)).to_have_value("How do I lend a red bicycle?")

    # Send for review sends what was typed.
    summary(draft).fill("For the reviewer.")
    press(draft, "Send for review")
    expect(messages(draft).last).to_have_text("Sent for review.")
    expect(draft.locator(".faq-state").first).to_contain_text("In review")
    draft.goto(address)
    expect(summary(draft)).to_have_value("For the reviewer.")

    # Publish shows and publishes it.
    summary(draft).fill("For the readers.")
    press(draft, "Publish…")
    press(draft, "Publish")
    expect(messages(draft).last).to_have_text("Published.")
    draft.get_by_role("link", name="View on site").click()
    expect(draft.locator(".answer")).to_have_text("For the readers.")
    expect(draft.locator("h1")).to_have_text("How do I lend a red bicycle?")
    assert complaints == []


def test_refused_form_comes_back_in_the_order_in_which_it_was_sent(
    draft: Page, complaints: list[str]
) -> None:
    slug = draft.get_by_label("Address:").input_value()
    add_step(draft, 3, "Open [[E]]")
    for name in ("Move step 4 up", "Move step 3 up", "Move step 5 up", "Move step 4 up"):
        press(draft, name)
    sent = ["Open [[A]]", "Open [[C]]", "Open [[E]]", "Open [[B]]", "Open [[D]]"]
    expect_steps(draft, *sent)
    draft.get_by_label("Address:").fill("no address!")
    press(draft, "Save")
    expect(draft.locator(".errornote")).to_be_visible()
    expect_steps(draft, *sent)
    expect(draft.get_by_label("Address:")).to_have_value("no address!")
    draft.get_by_label("Address:").fill(slug)
    press(draft, "Save")
    expect(messages(draft).last).to_contain_text("was changed successfully")
    expect_steps(draft, *sent)
    draft.reload()
    expect_steps(draft, *sent)
    assert complaints == []


def test_text_of_a_topic_is_kept_and_saved_with_one_click(
    ines_page: Page, editing_site: Site, complaints: list[str]
) -> None:
    page, address = ines_page, f"{editing_site.url}/admin/faq/topic/add/"
    page.goto(address)
    page.locator("#id_title").fill("Marmalade and jam")
    kept(page)
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("link", name="Home").first.click()
    assert asked.value.type == "beforeunload"
    page.wait_for_url("**/admin/")
    page.go_back()
    page.get_by_role("button", name="Save it").first.click()
    expect(messages(page).last).to_contain_text("was added successfully")
    # Nothing of it stays in the browser, on whatever page the save ends.
    page.wait_for_function(
        "!Object.keys(localStorage).some((name) => name.startsWith('faq-unsaved:'))"
    )
    page.goto(address)
    expect(page.locator("#id_title")).to_be_visible()
    expect(page.get_by_text("Marmalade and jam")).to_have_count(0)
    assert complaints == []


def test_second_tap_on_save_sends_nothing(ines_page: Page, desk: Desk) -> None:
    """The second of two saves of a new question found its address taken, by the first."""
    ines_page.goto(f"{desk.site.url}{ADD}")
    refused = ines_page.locator("#question_form").evaluate("""(form) => {
        const refused = [];
        form.addEventListener("submit", (event) => {
            refused.push(event.defaultPrevented);
            event.preventDefault();
        });
        for (let tap = 0; tap < 2; tap += 1) form.requestSubmit(form.elements._save);
        return refused;
    }""")
    assert refused == [False, True]
