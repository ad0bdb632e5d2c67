"""Ines and Rafi write into one text, and Ines in two tabs: all that they wrote is saved, or offered to choose."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import open_context
from tests.browser.desk import (
    Desk,
    add_step,
    expect_steps,
    messages,
    press,
    steps,
    summary,
    title,
)


@pytest.fixture
def rafi_page(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = open_context(browser)
    context.add_cookies(desk.session_of_rafi)
    yield context.new_page()
    context.close()


def save(page: Page) -> None:
    press(page, "Save")
    expect(messages(page).last).to_contain_text("was changed successfully")


def test_what_one_of_two_people_changed_is_merged(
    ines_page: Page, rafi_page: Page, desk: Desk, complaints: list[str]
) -> None:
    address = desk.draft()
    for page in (ines_page, rafi_page):
        page.goto(address)
    title(rafi_page).fill("How do I lend a blue bicycle?")
    steps(rafi_page).nth(3).fill("Open [[C]], says Rafi")
    save(rafi_page)
    summary(ines_page).fill("Ines says how.")
    add_step(ines_page, 0, "Open [[A2]]")
    press(ines_page, "Save")
    expect(messages(ines_page).first).to_have_text(
        "Changed by rafi and taken over: Title, Step 5: what to do."
    )
    for page in (ines_page, rafi_page):
        page.goto(address)
        expect(title(page)).to_have_value("How do I lend a blue bicycle?")
        expect(summary(page)).to_have_value("Ines says how.")
        expect_steps(
            page, "Open [[A]]", "Open [[A2]]", "Open [[B]]", "Open [[D]]", "Open [[C]], says Rafi"
        )
    assert complaints == []


def test_what_both_changed_stands_side_by_side_to_choose(
    ines_page: Page, rafi_page: Page, desk: Desk, complaints: list[str]
) -> None:
    address = desk.draft()
    for page in (ines_page, rafi_page):
        page.goto(address)
    summary(rafi_page).fill("Rafi says how.")
    steps(rafi_page).first.fill("Open [[A]], says Rafi")
    save(rafi_page)
    summary(ines_page).fill("Ines says how.")
    steps(ines_page).first.fill("Open [[A]], says Ines")
    steps(ines_page).nth(1).fill("Open [[B]], says Ines")
    press(ines_page, "Save")
    expect(ines_page.locator(".errornote, .errorlist").first).to_be_visible()
    expect(ines_page.get_by_role("main")).to_contain_text("Saved meanwhile by rafi.")
    choices = ines_page.locator(".faq-choice")
    expect(choices.locator("legend")).to_have_text(["Summary", "Step 1: what to do"])
    for number, (mine, theirs) in enumerate(
        [
            ("Ines says how.", "Rafi says how."),
            ("Open [[A]], says Ines", "Open [[A]], says Rafi"),
        ]
    ):
        expect(choices.nth(number).locator("p")).to_have_text([mine, theirs])
    # Nothing of Ines's is in the stored text so far, and all of it is in the form.
    expect(summary(ines_page)).to_have_value("Ines says how.")
    rafi_page.goto(address)
    expect(summary(rafi_page)).to_have_value("Rafi says how.")

    choices.nth(0).get_by_label("Keep mine").check()
    choices.nth(1).get_by_label("Take the text saved by rafi").check()
    save(ines_page)
    rafi_page.goto(address)
    expect(summary(rafi_page)).to_have_value("Ines says how.")
    expect_steps(
        rafi_page, "Open [[A]], says Rafi", "Open [[B]], says Ines", "Open [[D]]", "Open [[C]]"
    )
    # What Rafi had saved is in the history.
    rafi_page.get_by_role("link", name="History").click()
    press(rafi_page, "Compare the two")
    expect(rafi_page.get_by_role("main")).to_contain_text("Rafi says how.")
    assert complaints == []


def test_two_tabs_of_one_person_are_merged(ines_page: Page, desk: Desk) -> None:
    address = desk.draft()
    tab = ines_page.context.new_page()
    for page in (ines_page, tab):
        page.goto(address)
    summary(tab).fill("From the second tab.")
    save(tab)
    add_step(ines_page, 3, "Open [[E]]")
    press(ines_page, "Save")
    expect(messages(ines_page).first).to_have_text(
        "Changed by you in another tab and taken over: Summary."
    )
    expect(summary(ines_page)).to_have_value("From the second tab.")
    expect_steps(ines_page, "Open [[A]]", "Open [[B]]", "Open [[D]]", "Open [[C]]", "Open [[E]]")
