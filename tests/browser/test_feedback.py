"""Saying back: with the keyboard alone, heard by a screen reader, in place with JavaScript and without it."""

import sqlite3

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.site import Site

PAGE = "/questions/escrow-refund/"
THANKS = "Thank you. An editor will read it."


@pytest.fixture
def asked(page: Page, editing_site: Site) -> Page:
    """A question's page where what is said may be kept."""
    page.goto(f"{editing_site.url}{PAGE}")
    return page


def listen(place: Locator) -> None:
    """Know the live region again: one that only comes with its text is not announced."""
    place.locator("[role=status]").evaluate("(region) => { region.wasThere = true; }")


def assert_said(place: Locator, text: str) -> None:
    expect(place.get_by_role("status")).to_have_text(text)
    assert place.locator("[role=status]").evaluate("(region) => region.wasThere === true")


def test_reader_says_no_and_why_with_the_keyboard_alone(
    asked: Page, context: BrowserContext, complaints: list[str]
) -> None:
    """Check 24: nothing is loaded anew, the outcome is announced, and the way goes on from there."""
    place = asked.get_by_role("region", name="Did this answer your question?")
    listen(place)
    place.get_by_role("button", name="Yes").focus()
    asked.keyboard.press("Tab")
    asked.keyboard.press("Enter")
    assert_said(place, "Thank you. This helps us improve the answer.")
    expect(place.get_by_role("heading")).to_be_focused()
    for name in ("Yes", "No"):
        asked.keyboard.press("Tab")
        expect(place.get_by_role("button", name=name)).to_be_focused()
    # Help comes first: three other answers, and people.
    for link in place.get_by_role("link").all():
        asked.keyboard.press("Tab")
        expect(link).to_be_focused()
    expect(link).to_have_accessible_name("Ask us about this question")
    asked.keyboard.press("Tab")
    asked.keyboard.press("ArrowDown")
    expect(place.get_by_role("radio", name="It is hard to follow")).to_be_checked()
    asked.keyboard.press("Tab")
    # The form takes nothing that was typed faster than anybody types.
    asked.keyboard.type("Which menu?", delay=200)
    asked.keyboard.press("Tab")
    asked.keyboard.press("Enter")
    assert_said(place, THANKS)
    expect(place.get_by_role("radio")).to_have_count(0)
    assert asked.url.endswith(PAGE)
    assert complaints == []
    assert context.cookies() == []


def test_reader_says_where_they_are_stuck_with_the_keyboard_alone(asked: Page) -> None:
    place = asked.locator("#stuck-2")
    listen(place)
    place.locator("summary").focus()
    asked.keyboard.press("Enter")
    asked.keyboard.press("Tab")
    expect(place.get_by_role("button", name="I don’t see this")).to_be_focused()
    asked.keyboard.press("Space")
    assert_said(place, "Thank you. We use this to improve the step.")
    expect(place.locator("summary")).to_be_focused()
    expect(place.get_by_role("button", name="I don’t see this")).to_have_attribute(
        "aria-pressed", "true"
    )
    # Past the five reasons and three other answers, to people, to the words and to what sends them.
    for _ in range(9):
        asked.keyboard.press("Tab")
    ask = place.get_by_role("link", name="Ask us about this step")
    expect(ask).to_be_focused()
    assert "%23step-2" in (ask.get_attribute("href") or "")
    asked.keyboard.press("Tab")
    expect(place.get_by_label("What do you see instead?")).to_be_focused()
    asked.keyboard.type("It is grey", delay=220)
    asked.keyboard.press("Tab")
    expect(place.get_by_role("button", name="Send")).to_be_focused()
    asked.keyboard.press("Enter")
    assert_said(place, THANKS)
    expect(ask).to_have_count(1)


def test_reader_stuck_at_a_step_that_was_moved_meanwhile_goes_on_about_that_step(
    page: Page, editing_site: Site
) -> None:
    """And not about the one that has taken its place."""
    page.goto(f"{editing_site.url}/questions/decline-freelance-work/")
    uid = page.locator("#step-1").get_attribute("data-uid")
    with sqlite3.connect(editing_site.var / "db.sqlite3") as database:
        steps = (
            "UPDATE faq_step SET position = ? WHERE position = ? AND question_id = (SELECT id FROM "
        )
        of_it = "faq_question WHERE slug = 'decline-freelance-work')"
        database.executemany(steps + of_it, [(99, 1), (1, 2), (2, 99)])
    database.close()
    place = page.locator("#stuck-1")
    place.locator("summary").click()
    place.get_by_role("button", name="I don’t see this").click()
    expect(place.get_by_role("status")).to_contain_text("Thank you")
    sent = [field.get_attribute("value") for field in place.locator("[name=step]").all()]
    assert sent == [uid, uid]
    expect(place.get_by_role("button", name="I don’t see this")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_reader_is_told_in_place_what_could_not_be_kept(asked: Page) -> None:
    """And what was typed stays where it is, to be sent again."""
    place = asked.locator("#answered")
    listen(place)
    place.get_by_role("button", name="No").click()
    place.get_by_label("In a few words").fill("Which menu?")
    place.get_by_role("button", name="Send").click()
    expect(place.get_by_role("status")).to_contain_text("Send it once more")
    expect(place.get_by_label("In a few words")).to_have_value("Which menu?")
    asked.route("**/answered/", lambda route: route.abort())
    place.get_by_role("button", name="Yes").click()
    assert_said(place, "That could not be sent. Try again.")


def test_reader_without_javascript_is_thanked_on_the_page(
    browser: Browser, editing_site: Site
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=editing_site.url)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(PAGE)
    page.locator("#stuck-3 summary").click()
    page.locator("#stuck-3").get_by_role("button", name="The button is missing").click()
    expect(page).to_have_url(
        f"{editing_site.url}{PAGE}?said=stuck&step=3&reason=button_missing#stuck-3"
    )
    expect(page.locator("#stuck-3").get_by_role("status")).to_be_in_viewport()
    page.get_by_label("What do you see instead?").press_sequentially("It is grey", delay=220)
    page.locator("#stuck-3").get_by_role("button", name="Send").click()
    expect(page.locator("#stuck-3").get_by_role("status")).to_have_text(THANKS)
    page.locator("#answered").get_by_role("button", name="Yes").click()
    expect(page.locator("#answered").get_by_role("status")).to_have_text(
        "Thank you for telling us."
    )
    assert context.cookies() == []
    context.close()


def test_what_was_said_is_there_for_editors(ines_page: Page, editing_site: Site) -> None:
    ines_page.goto(f"{editing_site.url}{PAGE}")
    ines_page.locator("#stuck-1 summary").click()
    ines_page.locator("#stuck-1").get_by_role("button", name="I’m not allowed to").click()
    expect(ines_page.locator("#stuck-1").get_by_role("status")).to_contain_text("Thank you")
    ines_page.goto(f"{editing_site.url}/admin/faq/stuckreport/?reason__exact=not_allowed")
    row = ines_page.locator("#result_list tbody tr").first
    expect(row).to_contain_text("How do I get an escrow refund?")
    expect(row).to_contain_text("1. Open the contract from Jobs › My Jobs")
